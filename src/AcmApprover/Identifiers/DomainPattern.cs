using System.Diagnostics.CodeAnalysis;

namespace AcmApprover.Identifiers;

/// <summary>
/// Domains that the operator allows: <c>example.com</c> (that name only), <c>*.example.com</c> (any name below it, but not the
/// name itself), or <c>*</c> (all). Compared label by label, never as text.
/// </summary>
public sealed record DomainPattern
{
    /// <summary>What a setting that lists patterns accepts.</summary>
    public const string Expected = "example.com (that name only), *.example.com (any name below it) or * (all)";

    private readonly DomainName? name;
    private readonly bool isBelow;

    private DomainPattern(DomainName? name, bool isBelow) => (this.name, this.isBelow) = (name, isBelow);

    /// <summary>All domains.</summary>
    public static DomainPattern Any { get; } = new(null, false);

    /// <summary>Reads a pattern; false for anything that is not exactly one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DomainPattern? pattern)
    {
        const string below = "*.";
        var isBelow = text.StartsWith(below, StringComparison.Ordinal);
        pattern =
            text == "*" ? Any
            : DomainName.TryParse(isBelow ? text.AsSpan(below.Length) : text, out var name) && !name.IsWildcard
                ? new DomainPattern(name, isBelow)
            : null;
        return pattern is not null;
    }

    /// <summary>Whether the pattern allows a domain.</summary>
    public bool Matches(DomainName domain) => name is null || (isBelow ? domain.IsBelow(name) : domain == name);

    /// <summary>The pattern as it is written.</summary>
    public override string ToString() =>
        name is null ? "*"
        : isBelow ? "*." + name
        : name.Value;
}
