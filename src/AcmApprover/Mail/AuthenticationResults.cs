namespace AcmApprover.Mail;

/// <summary>
/// An <c>Authentication-Results</c> header (RFC 8601, section 2.2) as SES writes it. SES puts <c>client-ip=…</c>, <c>envelope-from=…</c>
/// and <c>helo=…</c> between the results, where the RFC has no place for them and strict readers give up; here they are
/// statements that nobody asks for. Comments and quoted strings are read as such: the sender's own words can stand in them.
/// </summary>
/// <param name="Service">Who wrote the header.</param>
/// <param name="Statements">What it says, in order.</param>
internal sealed record AuthenticationResults(string Service, IReadOnlyList<AuthenticationResults.Statement> Statements)
{
    /// <summary>One result, in words: <c>dkim=pass header.i=@example.com</c>.</summary>
    internal sealed record Statement(string Method, string Result, IReadOnlyList<string> Words)
    {
        /// <summary>The values of a property.</summary>
        internal IEnumerable<string> Of(string property) =>
            Words.Skip(1).Select(Pair).Where(p => p.Name.Equals(property, StringComparison.OrdinalIgnoreCase)).Select(p => p.Value);
    }

    /// <summary>The results of one method.</summary>
    internal IEnumerable<Statement> Of(string method) =>
        Statements.Where(s => s.Method.Equals(method, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a header's raw value.</summary>
    internal static AuthenticationResults Read(string value)
    {
        List<Statement> statements = [];
        string? service = null;
        foreach (var words in StatementsOf(value))
        {
            if (service is null)
            {
                service = words is [var name, ..] ? name : "";
            }
            else if (words is [var first, ..])
            {
                var (method, result) = Pair(first);
                statements.Add(new Statement(method, result, words));
            }
        }

        return new AuthenticationResults(service ?? "", statements);
    }

    /// <summary>The sides of <c>name=value</c>; what is not of that form names nothing.</summary>
    private static (string Name, string Value) Pair(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is var at and > 0 ? (word[..at], word[(at + 1)..]) : ("", word);

    /// <summary>The words of each statement, without comments. A quoted string or comment that does not end swallows the rest.</summary>
    private static IEnumerable<List<string>> StatementsOf(string value)
    {
        List<string> words = [];
        var start = -1;
        var depth = 0;
        var isQuoted = false;
        for (var i = 0; i <= value.Length; i++)
        {
            var c = i < value.Length ? value[i] : ';';
            if (c == '\\' && (isQuoted || depth > 0))
            {
                i++;
            }
            else if (i < value.Length && (isQuoted || depth > 0))
            {
                isQuoted &= c != '"';
                depth += isQuoted || depth == 0 ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            }
            else if (c is ';' or '(' || char.IsWhiteSpace(c))
            {
                if (start >= 0 && !isQuoted)
                {
                    words.Add(value[start..i]);
                }

                start = -1;
                depth = c == '(' ? 1 : depth;
                if (c == ';')
                {
                    yield return words;
                    words = [];
                }
            }
            else
            {
                start = start < 0 ? i : start;
                isQuoted = c == '"';
            }
        }
    }
}
