using AcmApprover.Identifiers;

namespace AcmApprover.Migration.Progress;

/// <summary>What the DNS answers where a validation record should be.</summary>
public sealed record RecordSighting
{
    /// <summary>The CNAME that the authoritative servers answer; null if they have none.</summary>
    public RecordName? AtAuthority { get; init; }

    /// <summary>Whether the authoritative servers answered at all.</summary>
    public required bool AuthorityAnswered { get; init; }

    /// <summary>The types of other records that they have at the name, such as <c>TXT</c> or <c>A</c>.</summary>
    public IReadOnlyList<string> OtherTypes { get; init; } = [];

    /// <summary>The CNAME at the name with its zone appended once more, <c>_x.example.com.example.com</c>; null if there is none.</summary>
    public RecordName? AtDoubledName { get; init; }

    /// <summary>The public resolvers that were asked, each with the CNAME that it answers; null where it answers none.</summary>
    public IReadOnlyList<(string Resolver, RecordName? Target)> AtResolvers { get; init; } = [];
}
