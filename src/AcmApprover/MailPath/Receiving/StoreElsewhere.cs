namespace AcmApprover.MailPath.Receiving;

/// <summary>The mail is stored where nothing looks for it.</summary>
internal static class StoreElsewhere
{
    internal static readonly FindingKind Kind = new(
        "rule-other-prefix",
        Readiness.NotReady,
        "the rule stores the mail below a prefix of which the function is not told"
    );

    internal static Finding? Find(ReceivedDomain domain) =>
        domain.Facts.BucketEvents.Value is { HasEventBridge: false, Functions: { Count: > 0 } functions }
        && domain.Walks.Select(walk => walk.Store).OfType<ReceiptAction.Store>().FirstOrDefault() is { } store
        && !functions.Any(each => store.Prefix.StartsWith(each.Prefix, StringComparison.Ordinal))
            ? Kind.Saw(
                $"mail is stored below '{store.Prefix}', and the function is told of '{functions[0].Prefix}' only",
                "give the rule's S3 action the stack's MailPrefix"
            )
            : null;
}
