using System.Diagnostics.CodeAnalysis;
using System.Text;
using AcmApprover.Text;

namespace AcmApprover.Identifiers;

/// <summary>
/// The name of a DNS record: labels of letters, digits, hyphens and underscores, in lower case, without a final dot (RFC 1035,
/// section 2.3.4; RFC 8552 for underscores). It says nothing of whether the record exists.
/// </summary>
public sealed record RecordName
{
    /// <summary>The longest name, in characters, without the final dot.</summary>
    public const int MaxLength = 253;

    private const int MaxLabelLength = 63;

    private static readonly System.Buffers.SearchValues<char> LabelCharacters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
    );

    private RecordName(string value) => Value = value;

    /// <summary>The name in its one spelling.</summary>
    public string Value { get; }

    /// <summary>The name as zone files and Route 53 spell it, with the final dot.</summary>
    public string Absolute => Value + ".";

    /// <summary>The name without its first label; null for a name of one label.</summary>
    public RecordName? Parent =>
        Value.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? new RecordName(Value[(dot + 1)..]) : null;

    /// <summary>Reads a name, with or without the final dot; false for anything that is not exactly one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out RecordName? name)
    {
        name = null;
        var relative = text is [.., '.'] ? text[..^1] : text;
        if (relative.Length is 0 or > MaxLength)
        {
            return false;
        }

        foreach (var label in relative.Split('.'))
        {
            var characters = relative[label];
            if (characters.Length is 0 or > MaxLabelLength || characters.ContainsAnyExcept(LabelCharacters))
            {
                return false;
            }
        }

        Span<char> lower = stackalloc char[relative.Length];
        Ascii.ToLower(relative, lower, out _);
        name = new RecordName(lower.ToString());
        return true;
    }

    /// <summary>Reads a name that is known to be one; for names in code.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static RecordName Parse(string text) =>
        TryParse(text, out var name)
            ? name
            : throw new FormatException($"'{OutsideText.Quote(text)}' is not the name of a DNS record such as _x1.www.example.com");

    /// <summary>Whether this is <paramref name="other"/> or lies below it.</summary>
    public bool IsAtOrBelow(RecordName other) =>
        this == other
        || (
            Value.Length > other.Value.Length
            && Value[^(other.Value.Length + 1)] == '.'
            && Value.EndsWith(other.Value, StringComparison.Ordinal)
        );

    /// <summary>The name.</summary>
    public override string ToString() => Value;
}
