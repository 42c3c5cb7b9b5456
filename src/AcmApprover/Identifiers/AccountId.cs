using System.Diagnostics.CodeAnalysis;
using AcmApprover.Text;

namespace AcmApprover.Identifiers;

/// <summary>
/// An AWS account: twelve digits. Also read with hyphens (<c>1111-2222-3333</c>), as ACM's mails had it until November 2020
/// (ACM user guide, email-automation).
/// </summary>
public sealed record AccountId
{
    private const int Digits = 12;

    private AccountId(string value) => Value = value;

    /// <summary>The twelve digits.</summary>
    public string Value { get; }

    /// <summary>Reads an account id; false for anything that is not exactly one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out AccountId? account)
    {
        account = null;
        Span<char> digits = stackalloc char[Digits];
        if (text.Length == Digits)
        {
            text.CopyTo(digits);
        }
        else if (text.Length == Digits + 2 && text[4] == '-' && text[9] == '-')
        {
            text[..4].CopyTo(digits);
            text[5..9].CopyTo(digits[4..]);
            text[10..].CopyTo(digits[8..]);
        }

        if (digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        account = new AccountId(digits.ToString());
        return true;
    }

    /// <summary>Reads an account id that is known to be one; for ids in code.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static AccountId Parse(string text) =>
        TryParse(text, out var account)
            ? account
            : throw new FormatException($"'{OutsideText.Quote(text)}' is not an account id of twelve digits");

    /// <summary>The twelve digits.</summary>
    public override string ToString() => Value;
}
