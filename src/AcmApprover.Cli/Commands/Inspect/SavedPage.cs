using System.Net.Http.Headers;
using System.Text;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Mail;
using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Commands.Inspect;

/// <summary>
/// A page that was saved: its HTML, or the whole answer with its head, as the approver keeps it beside a record and <c>curl -i</c>
/// prints it.
/// </summary>
internal static class SavedPage
{
    private const string Hint = "give the page's HTML, an answer as curl -i prints it, or a record's .seen.txt";
    private static readonly string[] EndsOfHead = ["\r\n\r\n", "\n\n"];

    /// <summary>Reads a page.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    internal static SiteResponse Read(StoredMail file)
    {
        if (file.Length == 0)
        {
            throw NoPage(file, "is empty");
        }

        var text = Encoding.UTF8.GetString(file.Head.Span).TrimStart('\ufeff');
        return text.Contains('\0', StringComparison.Ordinal) ? throw NoPage(file, "is not text")
            : text.StartsWith("HTTP/", StringComparison.Ordinal) ? ReadAnswer(file, text)
            : text.AsSpan().TrimStart() is not ['<', ..] ? throw NoPage(file, "does not begin like an HTML page")
            : new SiteResponse(200, "text/html", Body(file, text), []);
    }

    private static SiteResponse ReadAnswer(StoredMail file, string text)
    {
        var end = EndsOfHead.Select(e => (At: text.IndexOf(e, StringComparison.Ordinal), e.Length)).Where(e => e.At >= 0).Order().ToList();
        var head = (end.Count == 0 ? text : text[..end[0].At]).Split('\n', StringSplitOptions.TrimEntries);
        if (end.Count == 0 || head[0].Split(' ') is not [_, var code, ..] || !int.TryParse(code, out var status))
        {
            throw NoPage(file, "begins like an HTTP answer, but has no status or no empty line behind its head");
        }

        const string name = "Content-Type:";
        var written = Array.Find(head, line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        var type = MediaTypeHeaderValue.TryParse(written?[name.Length..], out var read) ? read : null;
        var body = Body(file, text[(end[0].At + end[0].Length)..]);
        return new SiteResponse(status, type?.MediaType?.ToLowerInvariant(), body, []) { Charset = type?.CharSet };
    }

    private static string? Body(StoredMail file, string body) =>
        file.IsOverLimit || Encoding.UTF8.GetByteCount(body) > SiteResponse.BodyLimit ? null : body;

    private static CommandException NoPage(StoredMail file, string problem) =>
        new($"{(file.Source.Key == "-" ? "standard input" : file.Source)} {problem}", $"{Hint}; a mail is inspected without --page");
}
