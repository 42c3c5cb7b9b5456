namespace AcmApprover.MailPath.Receiving;

/// <summary>Mail that SES did not scan is never approved.</summary>
internal static class UnscannedRule
{
    internal static readonly FindingKind Kind = new(
        "rule-not-scanning",
        Readiness.NotReady,
        "the rule that stores the mail does not scan it"
    );

    internal static Finding? Find(ReceivedDomain domain) =>
        domain.Walks.FirstOrDefault(walk => walk.StoredBy is { IsScanning: false }) is { StoredBy: { } rule }
            ? Kind.Saw(
                $"the rule {rule.Name} stores mail without scanning it, and such mail is never approved",
                "set its ScanEnabled to true"
            )
            : null;
}
