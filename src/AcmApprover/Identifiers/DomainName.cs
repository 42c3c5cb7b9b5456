using System.Diagnostics.CodeAnalysis;
using System.Text;
using AcmApprover.Text;

namespace AcmApprover.Identifiers;

/// <summary>
/// A name that a certificate can be for: at least two labels of letters, digits and hyphens, in lower case, without a final
/// dot, and perhaps a leading <c>*.</c> (RFC 1035, section 2.3.1; ACM API reference, RequestCertificate, DomainName).
/// It says nothing of whether the name exists.
/// </summary>
public sealed record DomainName
{
    private const int MaxLength = 253;
    private const int MaxLabelLength = 63;

    private DomainName(string value) => Value = value;

    /// <summary>The name in its one spelling.</summary>
    public string Value { get; }

    /// <summary>Whether the name begins with <c>*.</c>.</summary>
    public bool IsWildcard => Value.StartsWith("*.", StringComparison.Ordinal);

    /// <summary>Reads a name; false for anything that is not exactly one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        var host = text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text;
        if (text.Length > MaxLength || !host.Contains('.'))
        {
            return false;
        }

        foreach (var label in host.Split('.'))
        {
            if (!IsLabel(host[label]))
            {
                return false;
            }
        }

        Span<char> lower = stackalloc char[text.Length];
        Ascii.ToLower(text, lower, out _);
        name = new DomainName(lower.ToString());
        return true;
    }

    /// <summary>Reads a name that is known to be one; for names in code.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static DomainName Parse(string text) =>
        TryParse(text, out var name)
            ? name
            : throw new FormatException($"'{OutsideText.Quote(text)}' is not a domain name such as www.example.com");

    /// <summary>Whether this is <paramref name="other"/> or lies below it: <c>www.example.com</c> and <c>*.example.com</c> below
    /// <c>example.com</c>.</summary>
    public bool IsAtOrBelow(DomainName other) => this == other || IsBelow(other);

    /// <summary>Whether this lies below <paramref name="other"/>.</summary>
    public bool IsBelow(DomainName other) =>
        Value.Length > other.Value.Length
        && Value[^(other.Value.Length + 1)] == '.'
        && Value.EndsWith(other.Value, StringComparison.Ordinal);

    /// <summary>The name.</summary>
    public override string ToString() => Value;

    private static bool IsLabel(ReadOnlySpan<char> label) =>
        label.Length is > 0 and <= MaxLabelLength && label[0] != '-' && label[^1] != '-' && !label.ContainsAnyExcept(LabelCharacters);

    private static readonly System.Buffers.SearchValues<char> LabelCharacters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
    );
}
