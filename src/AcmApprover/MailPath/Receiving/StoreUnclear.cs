namespace AcmApprover.MailPath.Receiving;

/// <summary>Whether SES may write to the bucket depends on a condition that is not known here.</summary>
internal static class StoreUnclear
{
    internal static readonly FindingKind Kind = new(
        "bucket-unclear",
        Readiness.CannotTell,
        "a statement of the bucket's policy about SES has a condition other than account, rule or TLS"
    );

    internal static Finding? Find(ReceivedDomain domain) =>
        domain.PolicyAnswer is PolicyAnswer.Unclear
            ? Kind.Saw($"whether the policy of {domain.Facts.Bucket} lets SES store mail depends on its conditions", "run probe")
            : null;
}
