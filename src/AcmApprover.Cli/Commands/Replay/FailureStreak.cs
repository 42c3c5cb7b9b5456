using AcmApprover.Aws.Client;
using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Commands.Replay;

/// <summary>
/// Ends a run where one service fails mail after mail: it is down, and every other mail would only wait for it. After the first of them the
/// others get less time, until one is done.
/// </summary>
internal sealed class FailureStreak
{
    /// <summary>How many mails are enough to say that it is not theirs.</summary>
    internal const int Longest = 5;

    private static readonly TimeSpan Whole = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private string? failing;
    private int length;

    /// <summary>How long one mail may take, with everything that is tried again.</summary>
    internal TimeSpan MailTime => Volatile.Read(ref length) == 0 ? Whole : Short;

    /// <summary>A mail is done.</summary>
    internal void Break()
    {
        lock (gate)
        {
            length = 0;
        }
    }

    /// <summary>A mail failed. What is the mail's own fault neither begins nor ends a streak.</summary>
    /// <returns>How the run ends; null if it goes on.</returns>
    internal CommandException? Add(Exception e)
    {
        var cause = e switch
        {
            TemporarilyUnavailableException down => down.Service,
            UnreachableEndpointException unreachable => unreachable.Endpoint,
            OperationCanceledException => "time",
            _ => null,
        };
        if (cause is null)
        {
            return null;
        }

        lock (gate)
        {
            (failing, length) = (cause, cause == failing ? length + 1 : 1);
            return length < Longest
                ? null
                : End(length, e is OperationCanceledException ? "they are not done in the time that a mail has" : e.Message);
        }
    }

    /// <summary>How a run ends.</summary>
    internal static CommandException End(int mails, string problem) =>
        new(
            $"{mails} mails in a row failed of the same: {problem}",
            "run it again when that works; with --resume FILE, it goes on where it stopped"
        );
}
