using System.Globalization;
using System.Runtime.CompilerServices;
using AcmApprover.Approval.Mail;

namespace AcmApprover.Cli.Mails;

/// <summary>The mails of an mbox, in a file or in a pipe. Of two or more the names are <c>path#1</c>, <c>path#2</c> and so on.</summary>
internal static class Mbox
{
    private static ReadOnlySpan<byte> Marker => "From "u8;

    /// <summary>Whether bytes begin as an mbox does.</summary>
    internal static bool Begins(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Marker);

    /// <summary>The mails of a stream, each read when its turn comes; or the only one in it, if it is no mbox.</summary>
    /// <param name="path">What it is called.</param>
    /// <param name="stream">The stream; it is disposed of.</param>
    /// <param name="storedAt">When its mails were stored.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal static async IAsyncEnumerable<MailItem> ListAsync(
        string path,
        Stream stream,
        DateTimeOffset storedAt,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var disposed = stream;
        var reader = new MboxReader(stream);
        await reader.OpenAsync(cancellationToken);
        for (var number = 1; reader.HasNext; number++)
        {
            var (length, head) = await reader.ReadAsync(cancellationToken);
            var key = number == 1 && !reader.HasNext ? path : string.Create(CultureInfo.InvariantCulture, $"{path}#{number}");
            var mail = new StoredMail(new MailSource(null, key), head, length, storedAt);
            yield return new MailItem(mail.Source, _ => Task.FromResult(mail));
        }
    }
}
