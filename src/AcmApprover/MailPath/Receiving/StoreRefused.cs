namespace AcmApprover.MailPath.Receiving;

/// <summary>SES may not write to the bucket.</summary>
internal static class StoreRefused
{
    internal static readonly FindingKind Kind = new(
        "bucket-refuses",
        Readiness.NotReady,
        "neither the bucket's policy nor a role lets SES store the mail"
    );

    internal static Finding? Find(ReceivedDomain domain) =>
        domain.PolicyAnswer is PolicyAnswer.Refuses
            ? Kind.Saw(
                $"the policy of {domain.Facts.Bucket} does not let ses.amazonaws.com call s3:PutObject",
                "deploy the stack again, or add the statement that docs/install.md shows"
            )
            : null;
}
