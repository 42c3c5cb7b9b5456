using System.Buffers;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Claims;

/// <summary>
/// Every account that a text names: whatever is spelled like an account id, also in an ARN, behind a label of another name or with
/// an alias behind it. It does not know which of them the mail is about.
/// </summary>
internal static class NamedAccounts
{
    private const int Plain = 12;
    private const int Hyphenated = 14;

    /// <summary>Adds the accounts of <paramref name="text"/>. A number in an address counts only between colons, as ARNs have it.</summary>
    internal static void AddTo(HashSet<AccountId> accounts, ReadOnlySpan<char> text)
    {
        var at = 0;
        while (text[at..].IndexOfAnyInRange('0', '9') is var found and >= 0)
        {
            var start = at + found;
            at = start + LengthOfRun(text[start..]);
            if (
                at - start is Plain or Hyphenated
                && (start == 0 || !IsPartOfWord(text[start - 1]))
                && (at == text.Length || !IsPartOfWord(text[at]))
                && AccountId.TryParse(text[start..at], out var account)
                && (IsBetweenColons(text, start, at) || !IsInAddress(text, start))
            )
            {
                accounts.Add(account);
            }
        }
    }

    private static int LengthOfRun(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExcept(DigitsAndHyphen);
        return length < 0 ? text.Length : length;
    }

    private static bool IsPartOfWord(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';

    private static bool IsBetweenColons(ReadOnlySpan<char> text, int start, int end) =>
        start > 0 && text[start - 1] == ':' && end < text.Length && text[end] == ':';

    private static bool IsInAddress(ReadOnlySpan<char> text, int at)
    {
        // Codes and campaigns in addresses have numbers of any length. Longer addresses than this are cut for nobody's good.
        const int longest = 4096;
        var before = text[Math.Max(0, at - longest)..at];
        return before[(before.LastIndexOfAny(AddressStarts) + 1)..].Contains("://", StringComparison.Ordinal);
    }

    private static readonly SearchValues<char> DigitsAndHyphen = SearchValues.Create("0123456789-");
    private static readonly SearchValues<char> AddressStarts = SearchValues.Create(" \t\r\n<>\"'()");
}
