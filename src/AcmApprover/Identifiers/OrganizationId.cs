using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace AcmApprover.Identifiers;

/// <summary>An organization of AWS Organizations, such as <c>o-exampleorgid</c> (Organizations API reference, Organization).</summary>
public sealed record OrganizationId
{
    private const string Prefix = "o-";

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    private OrganizationId(string value) => Value = value;

    /// <summary>The id.</summary>
    public string Value { get; }

    /// <summary>Reads an id: <c>o-</c>, and 10 to 32 lower-case letters and digits; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out OrganizationId? id)
    {
        id =
            text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.Length - Prefix.Length is >= 10 and <= 32
            && !text[Prefix.Length..].ContainsAnyExcept(Letters)
                ? new OrganizationId(text.ToString())
                : null;
        return id is not null;
    }

    /// <summary>The id.</summary>
    public override string ToString() => Value;
}
