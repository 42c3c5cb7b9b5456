using AcmApprover.MailPath;

namespace AcmApprover.Cli.Commands.Doctor;

/// <summary>What was found of a name.</summary>
internal sealed record Diagnosis(Subject Subject, IReadOnlyList<CheckResult> Checks)
{
    /// <summary>The worst of the checks.</summary>
    internal Readiness Readiness => Checks.Max(check => check.Readiness);

    /// <summary>Whether nobody need do anything.</summary>
    internal bool IsReady => Readiness is Readiness.Ok or Readiness.Information;
}
