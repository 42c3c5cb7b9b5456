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
        domain.Facts.ToldPrefixes is { Count: > 0 } prefixes
        && domain.Walks.Select(walk => walk.Store).OfType<ReceiptAction.Store>().FirstOrDefault() is { } store
        && !prefixes.Any(prefix => store.Prefix.StartsWith(prefix, StringComparison.Ordinal))
            ? Kind.Saw(
                $"mail is stored below '{store.Prefix}', and the function is told of '{prefixes[0]}' only",
                "give the rule's S3 action the stack's MailPrefix"
            )
            : null;
}
