using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Commands.Replay;

/// <summary>
/// What a replay has finished, so that one that was killed goes on and does nothing twice: JSON Lines, first what the run is, then
/// a note as each mail is finished. A last line that was torn by a kill is cut off. Failures are not noted: they are tried again.
/// </summary>
internal sealed class ResumeFile : IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream file;
    private readonly HashSet<string> done = new(StringComparer.Ordinal);
    private readonly List<string> outcomes = [];

    private readonly string path;

    private ResumeFile(string path)
    {
        this.path = path;
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
    }

    /// <summary>The outcomes of what was finished before.</summary>
    internal IReadOnlyList<string> Outcomes => outcomes;

    /// <summary>From where a function goes on; null from the beginning.</summary>
    internal string? ContinueFrom { get; private set; }

    /// <summary>Opens a file, or makes it. While it is open, no other run can.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="run">What the run is. A file of another run is refused: what it calls finished is not.</param>
    /// <exception cref="CommandException">It is of another run, or no such file at all.</exception>
    internal static ResumeFile Open(string path, ResumedRun run)
    {
        var resume = new ResumeFile(path);
        try
        {
            resume.Load(run);
            return resume;
        }
        catch
        {
            resume.Dispose();
            throw;
        }
    }

    /// <summary>Whether a mail was finished before.</summary>
    internal bool IsDone(string mail) => done.Contains(mail);

    /// <summary>Notes that a mail is finished.</summary>
    internal void Note(string mail, string outcome) => Write(new ResumeNote(mail, outcome, null));

    /// <summary>Notes how far a function has come.</summary>
    internal void Note(string continueFrom) => Write(new ResumeNote(null, null, continueFrom));

    public void Dispose() => file.Dispose();

    private void Load(ResumedRun run)
    {
        var first = JsonSerializer.Serialize(run, ResumeJson.Default.ResumedRun);
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        var lines = reader.ReadToEnd().Split('\n');
        try
        {
            // A single line without an end is cut off below: it must be the beginning of what would be written anew.
            if (lines.Length == 1 && !first.StartsWith(lines[0], StringComparison.Ordinal))
            {
                throw new JsonException("its first line does not end");
            }

            if (
                lines.Length > 1
                && JsonSerializer.Deserialize(lines[0], ResumeJson.Default.ResumedRun) is var written
                && written?.IsSame(run) != true
            )
            {
                throw CommandException.WrongUsage(
                    $"{path} belongs to another run: {written}",
                    "give that run's arguments, or another file; a dry run's file does not serve --approve"
                );
            }

            foreach (var line in lines.Skip(1).SkipLast(1))
            {
                Take(JsonSerializer.Deserialize(line, ResumeJson.Default.ResumeNote)!);
            }
        }
        catch (JsonException e)
        {
            throw new CommandException(
                $"{path} was not written by a replay",
                "give a file that --resume wrote, or the name of a new file",
                innerException: e
            );
        }

        file.SetLength(Encoding.UTF8.GetByteCount(string.Join('\n', lines.SkipLast(1))) + (lines.Length > 1 ? 1 : 0));
        file.Seek(0, SeekOrigin.End);
        if (file.Length == 0)
        {
            WriteLine(first);
        }
    }

    private void Take(ResumeNote note)
    {
        if (note.Mail is { } mail && note.Outcome is { } outcome && done.Add(mail))
        {
            outcomes.Add(outcome);
        }

        ContinueFrom = note.ContinueFrom ?? ContinueFrom;
    }

    private void Write(ResumeNote note) => WriteLine(JsonSerializer.Serialize(note, ResumeJson.Default.ResumeNote));

    /// <summary>Without these notes the run must end: what it did from here on, the next one would do again.</summary>
    private void WriteLine(string line)
    {
        lock (gate)
        {
            try
            {
                file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            }
            catch (Exception e) when (e is IOException or ArgumentOutOfRangeException)
            {
                // The second is .NET's word for a file that reached its greatest size (ulimit -f).
                throw new CommandException($"{path} cannot be written: {e.Message}", "make room, then run it again", innerException: e);
            }
        }
    }
}

/// <summary>What a run is: its mails, and whether it is for real.</summary>
internal sealed record ResumedRun(bool Approve, string? Function, IReadOnlyList<string> Places)
{
    internal bool IsSame(ResumedRun other) => Approve == other.Approve && Function == other.Function && Places.SequenceEqual(other.Places);

    public override string ToString() =>
        $"{(Approve ? "--approve" : "a dry run")} of {string.Join(", ", Places)}{(Function is null ? "" : $" by {Function}")}";
}

/// <summary>A mail that is finished, or how far a function has come.</summary>
internal sealed record ResumeNote(string? Mail, string? Outcome, string? ContinueFrom);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(ResumedRun))]
[JsonSerializable(typeof(ResumeNote))]
internal sealed partial class ResumeJson : JsonSerializerContext;
