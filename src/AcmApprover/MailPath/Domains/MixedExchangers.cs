namespace AcmApprover.MailPath.Domains;

/// <summary>Some of the MX hosts are SES and some are not: a mail reaches either, and is stored by SES or not.</summary>
internal static class MixedExchangers
{
    internal static readonly FindingKind Kind = new(
        "mx-mixed",
        Readiness.NotReady,
        "MX records of SES stand beside those of another mail system or region"
    );

    internal static Finding? Find(MailDomain domain) =>
        domain.Providers is { Count: > 1 } providers && providers.Any(provider => provider.Region is not null)
            ? Kind.Saw(
                $"mail of {domain.Spelled} goes to {WayOut.Names(providers)} ({domain.ShownHosts})",
                "leave the MX records of one of them"
            )
            : null;
}
