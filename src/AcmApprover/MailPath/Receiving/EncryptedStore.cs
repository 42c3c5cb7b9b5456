namespace AcmApprover.MailPath.Receiving;

/// <summary>What SES encrypts itself, only SES's own client can read.</summary>
internal static class EncryptedStore
{
    internal static readonly FindingKind Kind = new(
        "rule-encrypts",
        Readiness.NotReady,
        "the rule lets SES encrypt the mail with a KMS key"
    );

    internal static Finding? Find(ReceivedDomain domain) =>
        domain.Walks.FirstOrDefault(walk => walk.Store is { IsEncrypted: true }) is { StoredBy: { } rule }
            ? Kind.Saw(
                $"the rule {rule.Name} encrypts mail with a KMS key on SES's side, which the function cannot read",
                "take KmsKeyArn out of its S3 action; let the bucket encrypt"
            )
            : null;
}
