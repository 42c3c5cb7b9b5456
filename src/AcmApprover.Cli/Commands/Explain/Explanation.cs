using AcmApprover.Approval.Verdicts;

namespace AcmApprover.Cli.Commands.Explain;

/// <summary>A reason in words; the JSON of <c>explain --json</c>.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Stage">When its rule is applied: mail, certificate, page, action or policy.</param>
/// <param name="RefersWhen">When a mail is referred for it.</param>
/// <param name="NextStep">What the operator does next.</param>
internal sealed record Explanation(string Code, string Stage, string RefersWhen, string NextStep)
{
    internal static Explanation Of(Rule rule) =>
        new(rule.Code, rule.Stage.ToString().ToLowerInvariant(), Plain(rule.RefersWhen), Plain(rule.NextStep));

    /// <summary>Without the marks that the README's table has around code.</summary>
    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal);
}
