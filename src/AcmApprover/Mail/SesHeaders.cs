using System.Buffers;
using System.Text;
using MimeKit;
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
    private static readonly SearchValues<char> Spaces = SearchValues.Create(" \t\r\n");
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
    internal static SesHeaders? Read(IReadOnlyList<Header> headers)
    {
        var end = IndexOf(headers, Receipt);
        if (end < 0)
        {
            return null;
        }

        var received = First(headers, end, "Received");
        var results = ResultsIn(First(headers, end, "Authentication-Results"), received, First(headers, end, "Received-SPF"));
        return new SesHeaders
        {
            ReceivedAt = TimeOf(received),
            Recipient = RecipientOf(received),
            SpamVerdict = First(headers, end, "X-SES-Spam-Verdict"),
            VirusVerdict = First(headers, end, "X-SES-Virus-Verdict"),
            Spf = results?.Spf,
            Dmarc = results?.Dmarc,
            Dkim = results?.Dkim ?? [],
        };
    }

    /// <summary>
    /// SES's results. It writes among them what the sender gave as its name (HELO) and its address, and writes those into its other
    /// lines too; where one of these speaks of a result of DKIM, the sender does, and then none of the results is believed.
    /// </summary>
    private static AuthenticationResults? ResultsIn(string? value, params ReadOnlySpan<string?> others)
    {
        foreach (var other in others)
        {
            if (other?.Contains("dkim=", StringComparison.OrdinalIgnoreCase) == true)
            {
                return null;
            }
        }

        var results = value is null ? null : AuthenticationResults.Read(value);
        return string.Equals(results?.Service, AuthenticationService, StringComparison.OrdinalIgnoreCase) ? results : null;
    }

    /// <summary>
    /// The first header of a name, and no second one: SES writes one. As it stands there: what looks like an encoded word in it
    /// (RFC 2047) comes from an address that a sender chose, and decoded it could be taken for SES's own words.
    /// </summary>
    private static string? First(IReadOnlyList<Header> headers, int end, string field)
    {
        var index = IndexOf(headers, field);
        return index >= 0 && index < end ? Encoding.Latin1.GetString(headers[index].RawValue.AsSpan().Trim(" \t\r\n"u8)) : null;
    }

    private static int IndexOf(IReadOnlyList<Header> headers, string field)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            if (headers[i].Field.Equals(field, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private static DateTimeOffset? TimeOf(string? received)
    {
        var semicolon = received?.LastIndexOf(';') ?? -1;
        return semicolon >= 0 && DateUtils.TryParse(received![(semicolon + 1)..], out var time) ? time : null;
    }

    /// <summary>The last <c>for</c>: what stands before it (the name that the sender gave for itself) is the sender's to choose.</summary>
    private static string? RecipientOf(string? received)
    {
        var semicolon = received?.LastIndexOf(';') ?? -1;
        var clause = semicolon < 0 ? received.AsSpan() : received.AsSpan(0, semicolon);
        string? recipient = null;
        var isNext = false;
        foreach (var range in clause.SplitAny(Spaces))
        {
            var word = clause[range];
            if (word.IsEmpty)
            {
                continue;
            }

            recipient = isNext ? word.Trim("<>").ToString() : recipient;
            isNext = word.Equals("for", StringComparison.OrdinalIgnoreCase);
        }

        return isNext ? null : recipient;
    }
}
