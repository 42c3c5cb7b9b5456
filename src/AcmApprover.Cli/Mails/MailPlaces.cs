using System.Runtime.CompilerServices;
using AcmApprover.Approval.Mail;
using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Mails;

/// <summary>The places that an operator names: files, folders, mbox files, standard input, and prefixes in S3.</summary>
/// <param name="places">The places, as they were written.</param>
/// <param name="host">For standard input and the present instant.</param>
/// <param name="since">The earliest time of storing (files: of writing); null for all.</param>
/// <param name="listS3">Lists the mails of a place in S3.</param>
internal sealed class MailPlaces(
    IReadOnlyList<string> places,
    CommandHost host,
    DateTimeOffset? since,
    Func<S3Place, PassedOver, CancellationToken, IAsyncEnumerable<MailItem>> listS3
)
{
    /// <summary>What stands for standard input.</summary>
    internal const string StandardInput = "-";

    private const string Hint = "give a path that exists, - for standard input, or s3://bucket/prefix";

    /// <summary>Whether one of the places can be read only once: counting its mails beforehand would use them up.</summary>
    internal bool CanBeReadOnce =>
        places.Any(p => S3Place.Read(p) is null && (p == StandardInput || (!Directory.Exists(p) && MailFiles.MayBePipe(new FileInfo(p)))));

    /// <summary>Makes sure that there is something at every path, before anything is done with what lies at the others.</summary>
    /// <exception cref="CommandException">There is nothing at a path.</exception>
    internal static void Expect(IReadOnlyList<string> places)
    {
        foreach (var place in places.Where(p => S3Place.Read(p) is null && p != StandardInput && !Path.Exists(p)))
        {
            throw MailFiles.NotThere(place, Hint);
        }

        if (places.Count(p => p == StandardInput) > 1)
        {
            throw CommandException.WrongUsage("standard input is given twice, but can be read once only");
        }
    }

    /// <summary>All mails, in the order of the places and in each by name.</summary>
    internal async IAsyncEnumerable<MailItem> ListAsync(
        PassedOver passedOver,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var place in places)
        {
            var mails =
                S3Place.Read(place) is { } s3 ? listS3(s3, passedOver, cancellationToken)
                : place == StandardInput ? Mbox.ListAsync(place, host.Input, host.Time.GetUtcNow(), cancellationToken)
                : InPathAsync(place, passedOver, cancellationToken);
            await foreach (var mail in mails)
            {
                yield return mail;
            }
        }
    }

    private async IAsyncEnumerable<MailItem> InPathAsync(
        string path,
        PassedOver passedOver,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var isFolder = Directory.Exists(path);
        var (hasMails, older) = (false, 0);
        foreach (var file in isFolder ? new MailFolder(passedOver).Find(new DirectoryInfo(path)) : [new FileInfo(path)])
        {
            var mayBePipe = MailFiles.MayBePipe(file);
            if (mayBePipe && isFolder)
            {
                // It may never get a writer.
                passedOver.Add(file.ToString());
            }
            else if (!mayBePipe && since is not null && file.LastWriteTimeUtc < since.Value.UtcDateTime)
            {
                older++;
            }
            else
            {
                await foreach (var mail in InFileAsync(file.ToString(), mayBePipe, cancellationToken))
                {
                    hasMails = true;
                    yield return mail;
                }
            }
        }

        if (!hasMails)
        {
            var why = older == 0 ? "" : $" since {since:u}; {older:N0} {(older == 1 ? "file is" : "files are")} older";
            passedOver.AddEmptyPlace($"no mails in {Path.GetFullPath(path)}{why}");
        }
    }

    private static IAsyncEnumerable<MailItem> InFileAsync(string path, bool mayBePipe, CancellationToken cancellationToken)
    {
        if (!mayBePipe && !MailFiles.IsMbox(path))
        {
            return AsyncEnumerable.Repeat(new MailItem(new MailSource(null, path), token => MailFiles.ReadAsync(path, token)), 1);
        }

        var file = File.OpenRead(path);
        return Mbox.ListAsync(path, file, File.GetLastWriteTimeUtc(file.SafeFileHandle), cancellationToken);
    }
}
