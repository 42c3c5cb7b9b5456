using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;

namespace AcmApprover.Cli.Terminal;

/// <summary>Outcomes and severities in the words and colours that all commands have.</summary>
internal static class OutcomeText
{
    /// <summary>"Approved", or "Referred (alert)".</summary>
    internal static string Of(Decision decision) => Of(decision.Outcome, decision.Severity);

    /// <inheritdoc cref="Of(Decision)"/>
    internal static string Of(Outcome outcome, string? severity) => severity is null ? outcome.ToString() : $"{outcome} ({severity})";

    /// <summary>The colour, as Spectre.Console names it.</summary>
    internal static string ColourOf(Decision decision) =>
        (decision.Outcome, decision.Severity) switch
        {
            (Outcome.Approved or Outcome.WouldApprove, _) => "green",
            (Outcome.Referred, "alert") => "red",
            (Outcome.Referred, _) => "yellow",
            _ => "grey",
        };
}
