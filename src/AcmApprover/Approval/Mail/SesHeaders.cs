using System.Buffers;
using System.Text;
using AcmApprover.Identifiers;
using MimeKit;
using MimeKit.Utils;

namespace AcmApprover.Approval.Mail;

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

    /// <summary>Why no result of DKIM is believed, although SES noted some; null if there is no doubt.</summary>
    public string? ResultsProblem { get; private init; }

    /// <summary>The results of DKIM, one for each signature.</summary>
    public IReadOnlyList<DkimResult> Dkim { get; private init; } = [];

    /// <summary>The result of DKIM in one word: <c>pass</c> if any signature passed, else the first one's; null if there is none.</summary>
    public string? DkimWord =>
        Dkim.Any(d => d.Passed) ? "pass"
        : Dkim.Count > 0 ? Dkim[0].Result
        : null;

    /// <summary>Reads the block; null if the message has none.</summary>
    internal static SesHeaders? Read(IReadOnlyList<Header> headers)
    {
        var end = IndexOf(headers, Receipt);
        if (end < 0)
        {
            return null;
        }

        var received = First(headers, end, "Received");
        var isForged = SpeaksOfDkim(Find(headers, end, "Received")) || SpeaksOfDkim(Find(headers, end, "Received-SPF"));
        var results = First(headers, end, "Authentication-Results") is { } value ? AuthenticationResults.Read(value) : null;
        var isTheirs = string.Equals(results?.Service, AuthenticationService, StringComparison.OrdinalIgnoreCase);
        var problem =
            isForged ? "the sender's name or address speaks of a DKIM result"
            : isTheirs ? results?.Problem
            : null;
        results = isTheirs && !isForged ? results : null;
        return new SesHeaders
        {
            ReceivedAt = TimeOf(received),
            Recipient = RecipientOf(received),
            SpamVerdict = First(headers, end, "X-SES-Spam-Verdict"),
            VirusVerdict = First(headers, end, "X-SES-Virus-Verdict"),
            Spf = results?.Spf,
            Dmarc = results?.Dmarc,
            ResultsProblem = problem,
            Dkim = problem is null ? results?.Dkim ?? [] : [],
        };
    }

    /// <summary>
    /// Whether a line of SES speaks of a result of DKIM. The sender's name for itself (HELO) and its address stand in these lines as
    /// well as among the results, and nothing else in them could: then none of the results is believed.
    /// </summary>
    private static bool SpeaksOfDkim(Header? header)
    {
        var rest = header is null ? default : header.RawValue.AsSpan();
        for (; rest.IndexOf((byte)'=') is var at and >= 0; rest = rest[(at + 1)..])
        {
            if (at >= "dkim".Length && Ascii.EqualsIgnoreCase(rest[(at - "dkim".Length)..at], "dkim"u8))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The first header of a name, and no second one: SES writes one. As it stands there: what looks like an encoded word in it
    /// (RFC 2047) comes from an address that a sender chose, and decoded it could be taken for SES's own words.
    /// </summary>
    private static string? First(IReadOnlyList<Header> headers, int end, string field) =>
        Find(headers, end, field) is { } header ? Encoding.Latin1.GetString(header.RawValue.AsSpan().Trim(" \t\r\n"u8)) : null;

    private static Header? Find(IReadOnlyList<Header> headers, int end, string field) =>
        IndexOf(headers, field) is var index and >= 0 && index < end ? headers[index] : null;

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

            recipient = isNext ? AsciiName.OfAddress(FromUtf8(word.Trim("<>"))) : recipient;
            isNext = word.Equals("for", StringComparison.OrdinalIgnoreCase);
        }

        return isNext ? null : recipient;
    }

    /// <summary>An address beyond ASCII is UTF-8 in a header (RFC 6532), which is read here byte by byte.</summary>
    private static string FromUtf8(ReadOnlySpan<char> bytes)
    {
        var text = bytes.ToString();
        return Ascii.IsValid(bytes) ? text : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text));
    }
}
