namespace AcmApprover.MailPath.Receiving;

/// <summary>SES refuses every sender.</summary>
internal static class BlockedEverywhere
{
    internal static readonly FindingKind Kind = new(
        "filter-blocks-all",
        Readiness.NotReady,
        "an IP filter of SES blocks every address, and none is allowed"
    );

    internal static Finding? Find(ReceivingFacts facts) =>
        facts.Filters.Value is { } filters && filters.FirstOrDefault(IsAll) is { } filter && filters.All(each => each.IsBlocking)
            ? Kind.Saw(
                $"the IP filter {filter.Name} blocks {filter.Cidr}: SES refuses every sender",
                "delete it, or allow Amazon's addresses"
            )
            : null;

    /// <summary>Of all addresses of IPv4, over which Amazon's mail comes (RFC 4632); one of all of IPv6 leaves those.</summary>
    private static bool IsAll(IpFilter filter) => filter is { IsBlocking: true, Cidr: "0.0.0.0/0" };
}
