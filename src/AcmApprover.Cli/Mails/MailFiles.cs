using System.Runtime.CompilerServices;
using AcmApprover.Approval.Mail;
using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Mails;

/// <summary>Mails in files, folders and mbox files.</summary>
internal static class MailFiles
{
    /// <summary>
    /// The files of a folder that are taken for mails: what programs name so, and what has no extension, for so lie objects of SES
    /// that were copied out of a bucket.
    /// </summary>
    private static readonly string[] Extensions = [".eml", ".mbox", ""];

    // A folder that may not be read ends the search with an error: passed over, its mails would be missed by nobody.
    private static readonly EnumerationOptions Visible = new()
    {
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <summary>The mails below a path, in the order of their names; an mbox is read a mail at a time.</summary>
    /// <param name="path">A file, or a folder that is searched with all folders in it.</param>
    /// <param name="since">The earliest time at which a file was last written; null for all.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal static async IAsyncEnumerable<MailItem> ListAsync(
        string path,
        DateTimeOffset? since,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var isFolder = Directory.Exists(path);
        foreach (var file in Files(path).Where(f => since is null || f.LastWriteTimeUtc >= since.Value.UtcDateTime))
        {
            var name = file.ToString();
            if (MayBePipe(file))
            {
                // One that somebody named is read to its end; one that lies in a folder may never get a writer, and counts as empty.
                var source = new MailSource(null, name);
                yield return new MailItem(
                    source,
                    isFolder ? _ => Task.FromResult(Empty(source, file)) : token => ReadOnceAsync(name, token)
                );
            }
            else if (await Mbox.IsMboxAsync(name, cancellationToken))
            {
                await foreach (var mail in Mbox.ListAsync(name, cancellationToken))
                {
                    yield return mail;
                }
            }
            else
            {
                yield return new MailItem(new MailSource(null, name), token => ReadAsync(name, token));
            }
        }
    }

    /// <summary>Reads one file; never more than <see cref="StoredMail.SizeLimit"/> of it.</summary>
    internal static async Task<StoredMail> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(path, options: FileOptions.Asynchronous);
        return await ReadAsync(path, file, 0, RandomAccess.GetLength(file), cancellationToken);
    }

    /// <summary>Reads a part of an open file as a mail.</summary>
    internal static async Task<StoredMail> ReadAsync(
        string key,
        Microsoft.Win32.SafeHandles.SafeFileHandle file,
        long start,
        long end,
        CancellationToken cancellationToken
    )
    {
        var head = new byte[Math.Min(end - start, StoredMail.SizeLimit)];
        var read = 0;
        while (
            read < head.Length
            && await RandomAccess.ReadAsync(file, head.AsMemory(read), start + read, cancellationToken) is > 0 and var count
        )
        {
            read += count;
        }

        return new StoredMail(new MailSource(null, key), head.AsMemory(0, read), end - start, File.GetLastWriteTimeUtc(file));
    }

    /// <summary>Reads a stream to its end, and keeps as much of it as a mail may have.</summary>
    internal static async Task<StoredMail> ReadAsync(
        string key,
        Stream stream,
        DateTimeOffset storedAt,
        CancellationToken cancellationToken
    )
    {
        var head = new byte[StoredMail.SizeLimit];
        var kept = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        long length = kept;
        var rest = new byte[81920];
        while (await stream.ReadAsync(rest, cancellationToken) is > 0 and var count)
        {
            length += count;
        }

        return new StoredMail(new MailSource(null, key), head.AsMemory(0, kept), length, storedAt);
    }

    /// <summary>
    /// Whether a file is empty or can be a pipe: neither has a length, and a pipe of the shell's, <c>&lt;(aws s3 cp … -)</c>, is a link
    /// to what has no name. Nobody looks into a pipe beforehand: what is read of it is gone, and who opens one waits for its writer.
    /// </summary>
    private static bool MayBePipe(FileInfo file) =>
        (file.ResolveLinkTarget(returnFinalTarget: true) ?? file) is not FileInfo { Exists: true, Length: > 0 };

    /// <summary>Reads a file that can be a pipe, and so is opened once only.</summary>
    private static async Task<StoredMail> ReadOnceAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var mail = await ReadAsync(path, file, File.GetLastWriteTimeUtc(file.SafeFileHandle), cancellationToken);
        return Mbox.Begins(mail.Head.Span)
            ? throw new CommandException("an mbox cannot be read from a pipe: save it to a file")
            : mail;
    }

    private static StoredMail Empty(MailSource source, FileInfo file) => new(source, ReadOnlyMemory<byte>.Empty, 0, file.LastWriteTimeUtc);

    /// <summary>Makes sure that there is something at a path, before anything is done with what lies at the others.</summary>
    /// <exception cref="CommandException">There is nothing at the path.</exception>
    internal static void Expect(string path)
    {
        if (!Path.Exists(path))
        {
            throw NotThere(path, "give a path that exists, or s3://bucket/prefix");
        }
    }

    private static IEnumerable<FileInfo> Files(string path) =>
        Directory.Exists(path) ? FilesBelow(new DirectoryInfo(path)) : [new FileInfo(path)];

    /// <summary>A folder at a time, so that the names of one are sorted in memory and not those of all.</summary>
    private static IEnumerable<FileInfo> FilesBelow(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", Visible).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            switch (entry)
            {
                case DirectoryInfo below:
                    foreach (var file in FilesBelow(below))
                    {
                        yield return file;
                    }

                    break;
                case FileInfo file when Extensions.Contains(file.Extension, StringComparer.OrdinalIgnoreCase):
                    yield return file;
                    break;
                default:
                    break;
            }
        }
    }

    internal static CommandException NotThere(string path, string hint) => new($"there is no file or folder {path}", hint);
}
