namespace AcmApprover.MailPath.Receiving;

/// <summary>SES refuses some senders. Which addresses ACM writes from is not documented.</summary>
internal static class BlockedSomewhere
{
    internal static readonly FindingKind Kind = new(
        "filter-blocks",
        Readiness.CannotTell,
        "an IP filter of SES blocks some addresses, which may be those that ACM writes from"
    );

    internal static Finding? Find(ReceivingFacts facts) =>
        BlockedEverywhere.Find(facts) is null && facts.Filters.Value?.FirstOrDefault(each => each.IsBlocking) is { } filter
            ? Kind.Saw($"the IP filter {filter.Name} blocks {filter.Cidr}", "run probe to see whether Amazon's mail comes through")
            : null;
}
