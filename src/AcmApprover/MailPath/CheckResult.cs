namespace AcmApprover.MailPath;

/// <summary>What came of one check.</summary>
/// <param name="Check">The check's name, such as <c>mx</c>.</param>
/// <param name="Seen">What was seen where nothing was found; null where something was.</param>
/// <param name="Findings">What was found, in the order of the rules.</param>
public sealed record CheckResult(string Check, string? Seen, IReadOnlyList<Finding> Findings)
{
    /// <summary>The worst of the findings.</summary>
    public Readiness Readiness => Findings.Count == 0 ? Readiness.Ok : Findings.Max(finding => finding.Kind.Readiness);
}
