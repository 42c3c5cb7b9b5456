namespace AcmApprover.MailPath.Domains;

/// <summary>SES Mail Manager receives, which does not write the proof of the sender that the approver requires.</summary>
internal static class MailManagerExchanger
{
    internal static readonly FindingKind Kind = new(
        "mx-mail-manager",
        Readiness.NotReady,
        "the MX host is an endpoint of SES Mail Manager"
    );

    internal static Finding? Find(MailDomain domain) =>
        domain.Providers is [{ IsMailManager: true }]
            ? Kind.Saw(
                $"{domain.ShownHosts} is an endpoint of SES Mail Manager, whose mail the approver cannot prove",
                $"give SES a subdomain, and relay the five addresses there: {WayOut.Guide}#3-ses-mail-manager-in-front"
            )
            : null;
}
