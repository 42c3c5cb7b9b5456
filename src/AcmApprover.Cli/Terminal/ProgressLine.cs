using System.Globalization;

namespace AcmApprover.Cli.Terminal;

/// <summary>
/// The last line of a terminal's screen, from the first second on: how many are done, of how many, how fast. Where standard error
/// is no terminal it shows nothing. Whatever else is written goes through <see cref="Above"/>, so that the line stays the last.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    private const int BarLength = 24;
    private const string ClearLine = "\r\e[K";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private readonly TextWriter error;
    private readonly TimeProvider time;
    private readonly long start;
    private readonly ITimer? timer;
    private int done;
    private int? total;
    private bool isShown;
    private string unit = "mails";

    internal ProgressLine(CommandHost host)
    {
        (error, time) = (host.Error, host.Time);
        start = time.GetTimestamp();
        timer = host.IsErrorTerminal ? time.CreateTimer(_ => Draw(), null, Patience, Period) : null;
    }

    /// <summary>Tells how many there are in all, once that is known.</summary>
    internal void SetTotal(int count)
    {
        lock (gate)
        {
            total = count;
        }
    }

    /// <summary>Tells how far the work is.</summary>
    /// <param name="count">How many are done.</param>
    /// <param name="all">Of how many.</param>
    /// <param name="units">What is counted, and perhaps more to say.</param>
    internal void Set(int count, int all, string units)
    {
        lock (gate)
        {
            (done, total, unit) = (count, all, units);
        }
    }

    /// <summary>Counts one.</summary>
    internal void Count()
    {
        lock (gate)
        {
            done++;
        }
    }

    /// <summary>Writes something.</summary>
    internal void Above(Action write)
    {
        lock (gate)
        {
            Clear();
            write();
        }
    }

    public void Dispose()
    {
        timer?.Dispose();
        lock (gate)
        {
            Clear();
        }
    }

    private void Draw()
    {
        lock (gate)
        {
            var seconds = time.GetElapsedTime(start).TotalSeconds;
            var speed = done / seconds;
            var text = total is { } all and > 0
                ? $"{Bar((double)done / all)} {done:N0} of {all:N0} {unit}  {speed:N0}/s  {Left(speed, all)}"
                : $"{done:N0} {unit}  {speed:N0}/s";
            error.Write(ClearLine + text);
            error.Flush();
            isShown = true;
        }
    }

    private string Left(double speed, int all) =>
        speed > 0
            ? TimeSpan.FromSeconds(Math.Max(0, all - done) / speed).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) + " left"
            : "";

    private static string Bar(double part)
    {
        var full = (int)(Math.Clamp(part, 0, 1) * BarLength);
        return $"[{new string('#', full)}{new string('.', BarLength - full)}]";
    }

    private void Clear()
    {
        if (isShown)
        {
            error.Write(ClearLine);
            error.Flush();
            isShown = false;
        }
    }
}
