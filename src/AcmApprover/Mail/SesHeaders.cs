using MimeKit;
using MimeKit.Cryptography;
using MimeKit.Utils;

namespace AcmApprover.Mail;

/// <summary>
/// What Amazon SES wrote on top of a message that it received: the header block from the first header down to the first
/// <c>X-SES-RECEIPT</c> (SES developer guide, receiving-email-concepts). A sender can write headers of the same names, but only
/// below that block, and nothing below it is read here.
/// </summary>
/// <remarks>It cannot tell whether SES wrote the block: that rests on who may write to the store that the mail was read from.</remarks>
public sealed record SesHeaders
{
    private const string Receipt = "X-SES-RECEIPT";
    private const string AuthenticationService = "amazonses.com";

    /// <summary>When SES received the mail, from its own <c>Received</c> line.</summary>
    public DateTimeOffset? ReceivedAt { get; private init; }

    /// <summary>The address after <c>for</c> in SES's <c>Received</c> line: one that the mail was really delivered to.</summary>
    public string? Recipient { get; private init; }

    /// <summary>SES's verdict, <c>PASS</c> or another word; null where the mail was not scanned.</summary>
    public string? SpamVerdict { get; private init; }

    /// <summary>SES's verdict, <c>PASS</c> or another word; null where the mail was not scanned.</summary>
    public string? VirusVerdict { get; private init; }

    /// <summary>The result of SPF, in lower case; null if SES noted none.</summary>
    public string? Spf { get; private init; }

    /// <summary>The result of DMARC, in lower case; null if SES noted none.</summary>
    public string? Dmarc { get; private init; }

    /// <summary>The results of DKIM, one for each signature.</summary>
    public IReadOnlyList<DkimResult> Dkim { get; private init; } = [];

    /// <summary>The result of DKIM in one word: <c>pass</c> if any signature passed, else the first one's; null if there is none.</summary>
    public string? DkimWord => Dkim.Any(d => d.Passed) ? "pass" : Dkim.Count > 0 ? Dkim[0].Result : null;

    /// <summary>Reads the block; null if the message has none.</summary>
    public static SesHeaders? Read(HeaderList headers)
    {
        var end = headers.IndexOf(Receipt);
        if (end < 0)
        {
            return null;
        }

        var received = First(headers, end, "Received");
        var results = AuthenticationResultsOf(headers, end);
        return new SesHeaders
        {
            ReceivedAt = TimeOf(received),
            Recipient = RecipientOf(received),
            SpamVerdict = First(headers, end, "X-SES-Spam-Verdict")?.Trim(),
            VirusVerdict = First(headers, end, "X-SES-Virus-Verdict")?.Trim(),
            Spf = ResultOf(results, "spf"),
            Dmarc = ResultOf(results, "dmarc"),
            Dkim = [.. Methods(results, "dkim").Select(DkimResultOf)],
        };
    }

    private static string? First(HeaderList headers, int end, string field)
    {
        var index = headers.IndexOf(field);
        return index >= 0 && index < end ? headers[index].Value : null;
    }

    /// <summary>
    /// The first header of SES's own, and no second one: SES writes one. MimeKit reads it as RFC 8601 has it, with its comments
    /// and quoted strings.
    /// </summary>
    private static AuthenticationResults? AuthenticationResultsOf(HeaderList headers, int end)
    {
        var index = headers.IndexOf(HeaderId.AuthenticationResults);
        return index >= 0 && index < end
            && AuthenticationResults.TryParse(headers[index].RawValue, out var results)
            && string.Equals(results.AuthenticationServiceIdentifier, AuthenticationService, StringComparison.OrdinalIgnoreCase)
            ? results
            : null;
    }

    private static IEnumerable<AuthenticationMethodResult> Methods(AuthenticationResults? results, string method) =>
        results?.Results.Where(r => string.Equals(r.Method, method, StringComparison.OrdinalIgnoreCase)) ?? [];

    private static string? ResultOf(AuthenticationResults? results, string method) =>
        Methods(results, method).Select(r => Lower(r.Result)).FirstOrDefault();

    private static DkimResult DkimResultOf(AuthenticationMethodResult result)
    {
        // header.i is an address or "@domain", header.d the domain (RFC 8601, section 2.7.1).
        var signer = Property(result, "d") ?? Property(result, "i") ?? "";
        return new DkimResult(Lower(result.Result), Lower(signer[(signer.LastIndexOf('@') + 1)..]));
    }

    private static string? Property(AuthenticationMethodResult result, string name) =>
        result.Properties
            .Where(p => string.Equals(p.PropertyType, "header", StringComparison.OrdinalIgnoreCase)
                && string.Equals(p.Property, name, StringComparison.OrdinalIgnoreCase))
            .Select(p => p.Value)
            .FirstOrDefault();

    private static DateTimeOffset? TimeOf(string? received)
    {
        var semicolon = received?.LastIndexOf(';') ?? -1;
        return semicolon >= 0 && DateUtils.TryParse(received![(semicolon + 1)..], out var time) ? time : null;
    }

    /// <summary>The last <c>for</c>: what stands before it (the name that the sender gave for itself) is the sender's to choose.</summary>
    private static string? RecipientOf(string? received)
    {
        const string keyword = " for ";
        var semicolon = received?.LastIndexOf(';') ?? -1;
        var clause = semicolon < 0 ? received : received![..semicolon];
        var start = clause?.LastIndexOf(keyword, StringComparison.OrdinalIgnoreCase) ?? -1;
        return start < 0 ? null : clause![(start + keyword.Length)..].Trim().Trim('<', '>');
    }

    // RFC 8601 results and domain names are compared without regard to case; they are ASCII.
    private static string Lower(string? text) => text?.ToLowerInvariant() ?? "";
}
