using AcmApprover.Approval.Records;

namespace AcmApprover.Cli.Commands.Replay;

/// <summary>
/// What a replay says of one mail, or of the mails of one message. It is shown once it is complete, behind all entries that were begun
/// before it.
/// </summary>
internal sealed class ReplayEntry(ReplayReport report)
{
    private readonly List<Action> lines = [];

    /// <summary>Whether all is said.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>A mail was decided.</summary>
    internal void Decided(Decision decision)
    {
        report.Count(decision);
        lines.Add(() => report.Write(decision));
    }

    /// <summary>A mail could not be handled, or is none.</summary>
    internal void Failed(string what, string problem, bool isMessage = true)
    {
        report.CountFailure(isMessage);
        lines.Add(() => report.WriteFailure(what, problem));
    }

    /// <summary>Writes it.</summary>
    internal void Write() => lines.ForEach(write => write());

    /// <summary>Completes it, and shows what can be shown by now.</summary>
    internal void Complete()
    {
        IsComplete = true;
        report.Show();
    }
}
