namespace AcmApprover.MailPath.Domains;

/// <summary>
/// Another mail system owns the domain's mail. Whether it sends the five addresses on to SES cannot be seen from outside.
/// </summary>
internal static class OtherExchanger
{
    internal static readonly FindingKind Kind = new(
        "mx-elsewhere",
        Readiness.CannotTell,
        "another mail system receives, which may or may not send the mail on to SES"
    );

    internal static Finding? Find(MailDomain domain) =>
        domain is { Answer.Outcome: DnsOutcome.Records, Providers: { Count: > 0 } providers }
        && !domain.Hosts.Contains("")
        && providers.All(provider => provider.Region is null)
        && providers is not [{ IsMailManager: true }]
            ? Kind.Saw(
                $"{WayOut.Names(providers)} receives the mail of {domain.Spelled}",
                $"run probe to see whether the five addresses are sent on to SES; if they are not: {WayOut.Guide}"
            )
            : null;
}
