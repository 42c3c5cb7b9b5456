using System.Globalization;

namespace AcmApprover.Identifiers;

/// <summary>
/// Internationalised names in the ASCII form that DNS and ACM use (RFC 5890: <c>xn--mnchen-3ya.example</c>). Mail programs, forwarders
/// and MimeKit decode them.
/// </summary>
public static class AsciiName
{
    private const int MaxLength = 255;

    /// <summary>Dots of other scripts, which some software takes for dots and other does not.</summary>
    private static readonly System.Buffers.SearchValues<char> OtherDots = System.Buffers.SearchValues.Create("\u3002\uff0e\uff61");

    private static readonly IdnMapping Mapping = new() { UseStd3AsciiRules = true };

    /// <summary>The ASCII form of a name; the text as it is, where it is ASCII already or has no such form.</summary>
    public static string Of(ReadOnlySpan<char> name)
    {
        var text = name.ToString();
        if (System.Text.Ascii.IsValid(name) || name.Length > MaxLength || name.ContainsAny(OtherDots))
        {
            return text;
        }

        try
        {
            return Mapping.GetAscii(text.ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    /// <summary>An e-mail address with its domain in ASCII.</summary>
    public static string OfAddress(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 || System.Text.Ascii.IsValid(address) ? address : address[..(at + 1)] + Of(address.AsSpan(at + 1));
    }
}
