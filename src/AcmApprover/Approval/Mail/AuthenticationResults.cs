using System.Buffers;

namespace AcmApprover.Approval.Mail;

/// <summary>
/// An <c>Authentication-Results</c> header (RFC 8601, section 2.2) as SES writes it. SES puts <c>client-ip</c>, <c>envelope-from</c>
/// and <c>helo</c> between the results, where the RFC has no place for them and strict readers give up; here they are
/// words that nobody asks for. Comments and quoted strings are read as such: the sender's own words can stand in them.
/// </summary>
internal sealed record AuthenticationResults
{
    /// <summary>Who wrote the header.</summary>
    internal string Service { get; private init; } = "";

    /// <summary>The first result of SPF, in lower case; null without one.</summary>
    internal string? Spf { get; private init; }

    /// <summary>The first result of DMARC, in lower case; null without one.</summary>
    internal string? Dmarc { get; private init; }

    /// <summary>
    /// Why no result of DKIM in this header is to be believed; null if there is no doubt. A signature's identity (<c>i=</c>) is the
    /// signer's to choose and may be copied here decoded, so it could speak of further results: a result is believed only where
    /// every identity is plain, everything that is opened is closed, and DMARC, which SES works out by itself, did not fail.
    /// </summary>
    internal string? Problem { get; private init; }

    /// <summary>The results of DKIM, one for each signature.</summary>
    internal IReadOnlyList<DkimResult> Dkim { get; private init; } = [];

    /// <summary>Reads a header's raw value.</summary>
    internal static AuthenticationResults Read(string value)
    {
        var words = new Words(value);
        var service = words.Next(out var name) ? name.ToString() : "";
        words.SkipStatement();

        string? spf = null,
            dmarc = null,
            problem = null;
        List<DkimResult> dkim = [];
        while (words.NextStatement())
        {
            if (!words.Next(out var word))
            {
                continue;
            }

            if (word.IndexOf('=') is var at and > 0)
            {
                var method = word[..at];
                var result = word[(at + 1)..];
                if (IsNamed(method, "spf"))
                {
                    spf ??= Lower(result);
                }
                else if (IsNamed(method, "dmarc"))
                {
                    dmarc ??= Lower(result);
                    problem ??= IsNamed(result, "fail") ? "SES notes that DMARC failed" : null;
                }
                else if (IsNamed(method, "dkim"))
                {
                    var signer = SignerIn(ref words, out var isPlain);
                    dkim.Add(new DkimResult(Lower(result), signer));
                    problem ??= isPlain && !result.ContainsAnyExcept(Letters) ? null : "a DKIM identity that SES notes is not plain";
                }
            }
            else
            {
                problem ??= "the results that SES notes hold words that are no result";
            }

            words.SkipStatement();
        }

        problem ??= words.StaysOpen ? "a quotation or comment in the results that SES notes does not end" : null;
        return new AuthenticationResults
        {
            Service = service,
            Spf = spf,
            Dmarc = dmarc,
            Problem = problem,
            Dkim = dkim,
        };
    }

    /// <summary>
    /// Who signed: <c>header.i</c> is an address or "@domain", <c>header.d</c> a domain (RFC 8601, section 2.7.1). SES writes the
    /// first; where several disagree none is believed.
    /// </summary>
    private static string SignerIn(ref Words words, out bool isPlain)
    {
        string? signer = null;
        isPlain = true;
        while (words.Next(out var word))
        {
            var at = word.IndexOf('=');
            isPlain &= at > 0;
            if (at > 0 && (IsNamed(word[..at], "header.i") || IsNamed(word[..at], "header.d")))
            {
                var identity = word[(at + 1)..];
                isPlain &= IsPlain(identity, isAddress: IsNamed(word[..at], "header.i")) && !words.IsAtComment;
                var domain = Lower(identity[(identity.LastIndexOf('@') + 1)..]);
                signer = signer is null || signer == domain ? domain : "";
            }
        }

        return signer ?? "";
    }

    /// <summary>Whether an identity is <c>[atom]@domain</c>, or for <c>header.d</c> a domain, with nothing that needs quoting (RFC 5322,
    /// section 3.2.3).</summary>
    private static bool IsPlain(ReadOnlySpan<char> identity, bool isAddress)
    {
        var at = identity.IndexOf('@');
        return at >= 0 == isAddress
            && !identity[..Math.Max(at, 0)].ContainsAnyExcept(AtomText)
            && !identity[(at + 1)..].ContainsAnyExcept(DomainText);
    }

    private static readonly SearchValues<char> AtomText = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~."
    );

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly SearchValues<char> DomainText = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."
    );

    private static bool IsNamed(ReadOnlySpan<char> name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);

    private static string Lower(ReadOnlySpan<char> text) => text.ToString().ToLowerInvariant();

    /// <summary>The words of the statements, without comments. A quoted string or comment that does not end swallows the rest.</summary>
    private ref struct Words(ReadOnlySpan<char> rest)
    {
        private const string Spaces = " \t\r\n\v\f\u0085\u00a0";
        private static readonly SearchValues<char> WordEnds = SearchValues.Create(Spaces + ";(\"");

        private ReadOnlySpan<char> rest = rest;

        /// <summary>Whether a quoted string or a comment did not end.</summary>
        internal bool StaysOpen { get; private set; }

        /// <summary>Whether a comment follows at once, without a space.</summary>
        internal readonly bool IsAtComment => rest is ['(', ..];

        /// <summary>The next word of this statement, if it has one.</summary>
        internal bool Next(out ReadOnlySpan<char> word)
        {
            rest = rest.TrimStart(Spaces);
            while (rest is ['(', ..])
            {
                var end = EndOfComment(rest);
                StaysOpen |= end < 0;
                rest = end < 0 ? default : rest[end..].TrimStart(Spaces);
            }

            var length = LengthOfWord(rest);
            StaysOpen |= length < 0;
            word = rest[..Math.Max(length, 0)];
            rest = length < 0 ? default : rest[length..];
            return !word.IsEmpty;
        }

        /// <summary>Passes over what is left of this statement.</summary>
        internal void SkipStatement()
        {
            while (Next(out _)) { }
        }

        /// <summary>Goes on to the next statement, if there is one.</summary>
        internal bool NextStatement()
        {
            var isThere = rest is [';', ..];
            rest = isThere ? rest[1..] : rest;
            return isThere;
        }

        /// <summary>A word can have a quoted string in it: <c>reason="bad; worse"</c>. -1 if that does not end.</summary>
        private static int LengthOfWord(ReadOnlySpan<char> text)
        {
            var at = 0;
            while (text[at..].IndexOfAny(WordEnds) is var found and >= 0)
            {
                at += found;
                if (text[at] != '"')
                {
                    return at;
                }

                var end = EndOf(text[(at + 1)..], '"');
                if (end < 0)
                {
                    return -1;
                }

                at += end + 1;
            }

            return text.Length;
        }

        /// <summary>Behind the first such character that no backslash stands before; -1 without one.</summary>
        private static int EndOf(ReadOnlySpan<char> text, char close)
        {
            var at = 0;
            while (text[at..].IndexOfAny('\\', close) is var found and >= 0)
            {
                at += found;
                if (text[at] == close)
                {
                    return at + 1;
                }

                at = Math.Min(at + 2, text.Length);
            }

            return -1;
        }

        /// <summary>Behind the comment, which can hold others (RFC 5322, section 3.2.2); -1 if it does not end.</summary>
        private static int EndOfComment(ReadOnlySpan<char> text)
        {
            var depth = 0;
            var at = 0;
            while (text[at..].IndexOfAny('\\', '(', ')') is var found and >= 0)
            {
                at += found;
                depth +=
                    text[at] == '(' ? 1
                    : text[at] == ')' ? -1
                    : 0;
                at = Math.Min(at + (text[at] == '\\' ? 2 : 1), text.Length);
                if (depth == 0)
                {
                    return at;
                }
            }

            return -1;
        }
    }
}
