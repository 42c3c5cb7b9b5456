using System.Globalization;
using System.Runtime.CompilerServices;
using AcmApprover.Approval.Mail;
using MimeKit;

namespace AcmApprover.Cli.Mails;

/// <summary>
/// An mbox (RFC 4155): mails one behind the other, each under a line that begins with "From ". MimeKit finds where each begins and
/// ends, and only then its bytes are read, so that the file may be longer than the memory.
/// </summary>
internal static class Mbox
{
    private static readonly byte[] Marker = "From "u8.ToArray();

    private static readonly ParserOptions Options = new() { MaxMimeDepth = 8 };

    /// <summary>Whether a file begins as an mbox does. One that cannot be read does not: who reads it as a mail hears why.</summary>
    internal static async Task<bool> IsMboxAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var start = new byte[Marker.Length];
            return await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken) == start.Length
                && Begins(start);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether bytes begin as an mbox does.</summary>
    internal static bool Begins(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Marker);

    /// <summary>Its mails, named <c>path#1</c>, <c>path#2</c> and so on.</summary>
    internal static async IAsyncEnumerable<MailItem> ListAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var parser = new MimeParser(Options, file, MimeFormat.Mbox);
        (long Start, long End) place = default;

        // A mail in a mail ends before the one that it is in: the last word is that of the outermost.
        parser.MimeMessageEnd += (_, e) => place = (e.BeginOffset, e.EndOffset);
        for (var number = 1; !parser.IsEndOfStream; number++)
        {
            using (await parser.ParseMessageAsync(cancellationToken))
            {
                // Only where it lies is asked.
            }

            var (start, end) = place;
            var key = string.Create(CultureInfo.InvariantCulture, $"{path}#{number}");
            yield return new MailItem(new MailSource(null, key), token => ReadAsync(path, key, start, end, token));
        }
    }

    private static async Task<StoredMail> ReadAsync(string path, string key, long start, long end, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(path, options: FileOptions.Asynchronous);
        return await MailFiles.ReadAsync(key, file, start, end, cancellationToken);
    }
}
