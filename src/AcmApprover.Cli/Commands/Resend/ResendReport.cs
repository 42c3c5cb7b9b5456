using System.Text.Json;
using AcmApprover.Aws.Estate;
using AcmApprover.Cli.Terminal;
using AcmApprover.Estate.Resending;
using AcmApprover.Text;

namespace AcmApprover.Cli.Commands.Resend;

/// <summary>What became of each name that waits.</summary>
internal sealed class ResendReport(CommandHost host, bool isJson)
{
    private readonly Dictionary<ResendOutcome, int> counts = [];

    /// <summary>Whether a mail does not help somewhere, and a person has to do something.</summary>
    internal bool NeedsOperator => counts.ContainsKey(ResendOutcome.NeedsOperator);

    /// <summary>Writes one of them.</summary>
    internal void Write(ResendResult result)
    {
        counts[result.Outcome] = counts.GetValueOrDefault(result.Outcome) + 1;
        var entry = ResendEntry.Of(result);
        if (isJson)
        {
            host.Output.WriteLine(JsonSerializer.Serialize(entry, CliJson.Default.ResendEntry));
            return;
        }

        host.Output.WriteLine($"{entry.Outcome,-14} {entry.Name} ({entry.Account} {entry.Region}): {TextOf(result)}");
        if (entry.ToDo is { } toDo)
        {
            host.Output.WriteLine($"{"",-14} to do: {toDo}");
        }
    }

    /// <summary>Ends it.</summary>
    internal async Task EndAsync(bool isLive)
    {
        if (isJson)
        {
            return;
        }

        await host.Output.WriteLineAsync(
            counts.Count == 0
                ? "no name waits for an answer to ACM's mail"
                : string.Join(", ", counts.OrderBy(c => c.Key).Select(c => $"{c.Value:N0} {ResendEntry.WordOf(c.Key)}"))
                    + (!isLive && counts.ContainsKey(ResendOutcome.WouldSend) ? "; nothing was sent: give --send" : "")
        );
    }

    private static string TextOf(ResendResult result) =>
        (result.Outcome, result.Pending.Decision) switch
        {
            (ResendOutcome.SentBefore, _) => "a mail was sent again less than a day ago",
            (ResendOutcome.NotPending, _) => "it does not wait any more",
            (_, ResendDecision.Send { InPlaceOf: { } own } send) =>
                $"to the five mailboxes at {send.ValidationDomain}, since {own} receives no mail",
            (_, ResendDecision.Send send) => $"to the five mailboxes at {send.ValidationDomain}",
            (_, ResendDecision.Wait wait) => $"the last mail for it has time until {wait.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC",
            (_, ResendDecision.Tell tell) => OutsideText.Quote(tell.Why),
            _ => "",
        };
}

/// <summary>One name that waits, as JSON has it.</summary>
internal sealed record ResendEntry(
    string CertificateArn,
    string Account,
    string Region,
    string Name,
    string Outcome,
    string? ValidationDomain,
    DateTimeOffset? WaitsUntil,
    string? Why,
    string? ToDo
)
{
    internal static ResendEntry Of(ResendResult result)
    {
        var (arn, decision) = (result.Pending.Certificate.Arn, result.Pending.Decision);
        return new ResendEntry(
            arn.ToString(),
            arn.Account.Value,
            arn.Region.Value,
            result.Pending.Name.Name.Value,
            WordOf(result.Outcome),
            (decision as ResendDecision.Send)?.ValidationDomain.Value,
            (decision as ResendDecision.Wait)?.Until.UtcDateTime,
            (decision as ResendDecision.Tell)?.Why,
            (decision as ResendDecision.Tell)?.ToDo
        );
    }

    internal static string WordOf(ResendOutcome outcome) => JsonNamingPolicy.KebabCaseLower.ConvertName($"{outcome}");
}
