using AcmApprover.Approval.Mail;
using AcmApprover.Cli.Terminal;
using Microsoft.Win32.SafeHandles;

namespace AcmApprover.Cli.Mails;

/// <summary>Reads mails and pages out of files.</summary>
internal static class MailFiles
{
    /// <summary>What tells a mail, an mbox and anything else apart stands within the first bytes.</summary>
    private const int BeginningLength = 4096;

    /// <summary>Reads one file; never more than <see cref="StoredMail.SizeLimit"/> of it.</summary>
    internal static async Task<StoredMail> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(path, options: FileOptions.Asynchronous);
        var length = RandomAccess.GetLength(file);
        var head = new byte[Math.Min(length, StoredMail.SizeLimit)];
        var read = 0;
        while (read < head.Length && await RandomAccess.ReadAsync(file, head.AsMemory(read), read, cancellationToken) is > 0 and var count)
        {
            read += count;
        }

        return new StoredMail(new MailSource(null, path), head.AsMemory(0, read), length, File.GetLastWriteTimeUtc(file));
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

    /// <summary>The first bytes of a file.</summary>
    internal static byte[] Beginning(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        var bytes = new byte[Math.Min(RandomAccess.GetLength(file), BeginningLength)];
        return bytes[..RandomAccess.Read(file, bytes, 0)];
    }

    /// <summary>Whether a file begins as an mbox does. One that cannot be read does not: who reads it as a mail hears why.</summary>
    internal static bool IsMbox(string path)
    {
        try
        {
            return Mbox.Begins(Beginning(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether a file is empty or can be a pipe: neither has a length, and a pipe of the shell's, <c>&lt;(aws s3 cp … -)</c>, is a link
    /// to what has no name. Nobody looks into a pipe beforehand: what is read of it is gone, and who opens one waits for its writer.
    /// </summary>
    internal static bool MayBePipe(FileInfo file) =>
        (file.ResolveLinkTarget(returnFinalTarget: true) ?? file) is not FileInfo { Exists: true, Length: > 0 };

    /// <summary>There is nothing at a path.</summary>
    internal static CommandException NotThere(string path, string hint) => new($"there is no file or folder {path}", hint);
}
