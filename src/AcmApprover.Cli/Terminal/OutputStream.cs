using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AcmApprover.Cli.Terminal;

/// <summary>A standard stream that a file, a pipe or a device stands behind, and that says in our words when it takes no more.</summary>
/// <param name="inner">What is written to.</param>
/// <param name="failed">What becomes of a failure.</param>
internal sealed class OutputStream(Stream inner, Action<Exception> failed) : Stream
{
    /// <summary>Nobody reads the pipe any more: EPIPE of Linux and macOS.</summary>
    private const int BrokenPipe = 32;

    /// <summary>The file descriptor of standard output.</summary>
    private const int Descriptor = 1;

#pragma warning disable CA2000 // They live as long as the process.
    /// <summary>Standard output; a failure to write ends the command.</summary>
    internal static TextWriter OpenOutput() =>
        Writer(
            new OutputStream(
                Pipe() ?? Console.OpenStandardOutput(),
                e =>
                    throw (
                        e.HResult == BrokenPipe
                            ? new ClosedPipeException(e)
                            : new CommandException(
                                $"standard output cannot be written: {e.Message.TrimEnd('.')}",
                                "make room, or write elsewhere",
                                innerException: e
                            )
                    )
            )
        );

    /// <summary>Standard error; a failure to write is passed over, for nobody could be told of it.</summary>
    internal static TextWriter OpenError() => Writer(new OutputStream(Console.OpenStandardError(), _ => { }));

    /// <summary>
    /// Standard output as a pipe; null if it is none. The console's own stream drops what is written to a closed pipe and goes on, so that
    /// a replay of ten thousand mails would run to its end for nobody. For a file it is right: it goes on where others that share the file
    /// stopped.
    /// </summary>
    private static FileStream? Pipe()
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var stream = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? null : stream;
    }

    private static TextWriter Writer(Stream stream) =>
        TextWriter.Synchronized(new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true });
#pragma warning restore CA2000

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failed(e);
        }
    }

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
