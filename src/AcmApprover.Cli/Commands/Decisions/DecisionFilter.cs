using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;

namespace AcmApprover.Cli.Commands.Decisions;

/// <summary>Which decisions are wanted; what is null does not matter.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">The code of one of the reasons.</param>
/// <param name="Domain">The domain that the mail claims.</param>
internal sealed record DecisionFilter(Outcome? Outcome, string? Reason, DomainPattern? Domain)
{
    internal bool Takes(Decision decision) =>
        (Outcome is not { } outcome || decision.Outcome == outcome)
        && (Reason is null || decision.Reasons.Any(r => r.Code == Reason))
        && (Domain is null || (DomainName.TryParse(decision.Claim?.Domain, out var name) && Domain.Matches(name)));
}
