using AcmApprover.Identifiers;
using AcmApprover.Text;

namespace AcmApprover.Approval.Claims;

/// <summary>
/// An address in a mail, and whether it passes for the approval link: by the approval path, by the two parameters, or because it stands
/// where the template has that link. A logo on the approval site, help, or a link for something else does not. It says nothing of where
/// the address leads.
/// </summary>
internal sealed record MailLink
{
    private const string ApprovalPath = "approvals";

    /// <summary>Mail filters wrap links into links of theirs, and escape them each time.</summary>
    private const int MaxEscapes = 5;

    private MailLink(string text, string origin, bool hasPath, bool hasParameters, bool isNamed, bool isMark) =>
        (Text, Origin, HasPath, IsNamed, IsApproval, IsMark) = (
            text,
            origin,
            hasPath,
            isNamed,
            hasPath || hasParameters || isNamed,
            isMark
        );

    /// <summary>The address as a browser follows it, with its secrets.</summary>
    internal string Text { get; }

    /// <summary>Its scheme and host, with all that stands between; empty for a relative address.</summary>
    internal string Origin { get; }

    /// <summary>Whether its path is the approval link's, however it is written.</summary>
    internal bool HasPath { get; }

    /// <summary>Whether it stands where the template has the approval link.</summary>
    internal bool IsNamed { get; }

    /// <summary>Whether a mail with this address looks like a validation mail by that alone. Much other mail asks for approvals.</summary>
    internal bool IsMark { get; }

    /// <summary>Whether it passes for the approval link.</summary>
    internal bool IsApproval { get; }

    /// <summary>Reads an address. What a browser drops from one (URL standard, section 4.4) is dropped.</summary>
    /// <param name="address">The address as it is written.</param>
    /// <param name="isNamed">Whether it stands where the template has the approval link.</param>
    internal static MailLink Read(string address, bool isNamed)
    {
        var text = address.AsSpan().ContainsAny("\t\r\n") ? string.Concat(address.Where(c => c is not ('\t' or '\r' or '\n'))) : address;
        text = text.Trim(C0AndSpace);
        var plain = Unescape(text).Replace('\\', '/');
        var rest = plain.AsSpan(LengthOfOrigin(plain));
        var hasPath = IsApprovalPath(rest[..EndOfPath(rest)]);
        // Also inside of another link.
        var hasParameters = plain.Contains('=', StringComparison.Ordinal) && Phrase.IsIn("code=", plain) && Phrase.IsIn("context=", plain);
        var isMark = IsOfTheSite(plain) || (hasParameters && (hasPath || Phrase.IsIn("/" + ApprovalPath, plain)));
        return new MailLink(text, text[..LengthOfOrigin(text)], hasPath, hasParameters, isNamed, isMark);
    }

    /// <summary>Scheme and host, which are all that is shown of a link that is not trusted, in a spelling that nothing makes
    /// clickable.</summary>
    internal string Defang()
    {
        var colon = Origin.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return "an address without a host";
        }

        var authority = Origin.AsSpan(colon).TrimStart(":/\\");
        var host = AsciiName.Of(authority[(authority.LastIndexOf('@') + 1)..]);
        var scheme = Origin[..colon].ToLowerInvariant();
        scheme = scheme switch
        {
            "http" => "hxxp",
            "https" => "hxxps",
            "ftp" => "fxp",
            _ => "(other scheme)",
        };
        return host.AsSpan().ContainsAnyExcept(HostCharacters) || host.Length > MaxHostLength
            ? $"{scheme}://(unreadable host)"
            : $"{scheme}://{OutsideText.Quote(host).Replace(".", "[.]", StringComparison.Ordinal)}";
    }

    private static string Unescape(string text)
    {
        for (var i = 0; i < MaxEscapes && text.Contains('%', StringComparison.Ordinal); i++)
        {
            text = Uri.UnescapeDataString(text);
        }

        return text;
    }

    /// <summary>A scheme and its colon, any number of slashes, and what stands up to the path: a browser takes them all for one
    /// address.</summary>
    private static int LengthOfOrigin(string text)
    {
        var scheme = text.AsSpan().IndexOfAnyExcept(SchemeCharacters);
        var start = scheme > 0 && text[scheme] == ':' ? scheme + 1 : 0;
        var host = text.AsSpan(start).IndexOfAnyExcept('/', '\\');
        if (host < 0 || (start == 0 && host < 2))
        {
            return 0;
        }

        var end = text.AsSpan(start + host).IndexOfAny("/\\?#");
        return end < 0 ? text.Length : start + host + end;
    }

    private static int EndOfPath(ReadOnlySpan<char> rest) => rest.IndexOfAny('?', '#') is var end and >= 0 ? end : rest.Length;

    /// <summary>One segment, whatever slashes and dots are around it (RFC 3986, section 5.2.4), and whatever parameters it has.</summary>
    private static bool IsApprovalPath(ReadOnlySpan<char> path)
    {
        if (!path.Contains(ApprovalPath, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        List<string> segments = [];
        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            if (segment is ".." && segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment is not ("" or "." or ".."))
            {
                segments.Add(segment.ToString());
            }
        }

        return segments is [var only] && only.Split(';')[0].Equals(ApprovalPath, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What only the approval site's address has in it. Both have the same word, without which one look is enough.</summary>
    private static bool IsOfTheSite(string address) =>
        Phrase.IsIn("certificates", address) && (Phrase.IsIn("acm-certificates", address) || Phrase.IsIn("certificates.amazon", address));

    private const int MaxHostLength = 260;
    private static readonly char[] C0AndSpace = [.. Enumerable.Range(0, 33).Select(c => (char)c)];

    private static readonly System.Buffers.SearchValues<char> SchemeCharacters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
    );

    private static readonly System.Buffers.SearchValues<char> HostCharacters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:[]"
    );
}
