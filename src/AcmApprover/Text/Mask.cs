using System.Buffers;
using System.Text;

namespace AcmApprover.Text;

/// <summary>
/// Masks what may be a key in a text that is kept or shown as a whole: the secrets of approval links (<see cref="LinkSecrets"/>), those
/// that are known, and every long word of letters and digits that reads like nothing.
/// </summary>
internal sealed class Mask
{
    /// <summary>What stands in the place of a secret.</summary>
    internal const string Withheld = "(withheld)";

    /// <summary>A shorter known secret could be a part of anything. Behind its name in a link it is masked all the same.</summary>
    private const int ShortestKnown = 6;

    /// <summary>Keys of fewer random characters are guessed too soon to be any.</summary>
    private const int ShortestRandom = 20;

    private const int IdLength = 36;

    private static readonly SearchValues<char> WordCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+_=-"
    );

    private readonly HashSet<string> known;
    private readonly string? certificateId;

    /// <param name="known">The secrets that are known.</param>
    /// <param name="certificateId">The id of the certificate in question, which is no secret wherever it stands.</param>
    internal Mask(IEnumerable<string> known, string? certificateId)
    {
        this.known =
        [
            .. known
                .Select(k => string.Concat(k.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant())
                .Where(k => k.Length >= ShortestKnown && k != certificateId),
        ];
        this.certificateId = certificateId;
    }

    /// <summary>The text without its secrets.</summary>
    internal string Apply(string text)
    {
        var masked = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (start, end) in LinkSecrets.Find(text, known))
        {
            AppendWords(masked, text.AsSpan(at..start));
            masked.Append(IsCertificate(text.AsSpan(start..end)) ? text.AsSpan(start..end) : Withheld);
            at = end;
        }

        AppendWords(masked, text.AsSpan(at));
        return masked.ToString();
    }

    /// <summary>Whether a secret stands in texts one behind the other, broken between them: there it is not found text by text.</summary>
    internal static bool IsInPieces(string secret, IReadOnlyCollection<string> texts) =>
        Count(secret, string.Concat(texts)) > texts.Sum(t => Count(secret, t));

    /// <summary>How often the letters and digits of a secret stand in a text, whatever else is between them.</summary>
    internal static int Count(string secret, string text) =>
        LettersOf(secret) is { Length: >= ShortestKnown } letters ? LettersOf(text).AsSpan().Count(letters) : 0;

    private static string LettersOf(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private bool IsCertificate(ReadOnlySpan<char> text) =>
        certificateId is not null && text.Equals(certificateId, StringComparison.OrdinalIgnoreCase);

    private static void AppendWords(StringBuilder masked, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var length = text.IndexOfAnyExcept(WordCharacters) is var end and >= 0 ? end : text.Length;
            masked.Append(IsRandom(text[..length]) ? Withheld : text[..length]);
            text = text[length..];
            var between = text.IndexOfAny(WordCharacters) is var next and >= 0 ? next : text.Length;
            masked.Append(text[..between]);
            text = text[between..];
        }
    }

    /// <summary>
    /// Digits and letters of both cases, or digits among letters that are hexadecimal; no UUID, for those that are left are the ids of
    /// certificates.
    /// </summary>
    private static bool IsRandom(ReadOnlySpan<char> word)
    {
        if (
            word.Length < ShortestRandom
            || !word.ContainsAnyInRange('0', '9')
            || (word.Length == IdLength && Guid.TryParseExact(word, "D", out _))
        )
        {
            return false;
        }

        var hasUpper = word.ContainsAnyInRange('A', 'Z');
        var hasLower = word.ContainsAnyInRange('a', 'z');
        return (hasUpper && hasLower) || !word.ContainsAnyExcept(Hex);
    }

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");
}
