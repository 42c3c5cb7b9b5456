namespace AcmApprover.MailPath.Domains;

/// <summary>The domain says that it takes no mail at all (RFC 7505).</summary>
internal static class NullExchanger
{
    internal static readonly FindingKind Kind = new("mx-null", Readiness.NotReady, "the MX record is '.': the domain takes no mail");

    internal static Finding? Find(MailDomain domain) =>
        domain.Hosts.Contains("")
            ? Kind.Saw(
                $"{domain.Spelled} has the MX record '.', which refuses all mail",
                $"replace it with {WayOut.Record(domain)}, or request the certificate with a parent as its validation domain"
            )
            : null;
}
