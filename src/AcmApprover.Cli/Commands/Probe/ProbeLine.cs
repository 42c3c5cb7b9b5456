using AcmApprover.Cli.Commands.Doctor;
using AcmApprover.Probing;

namespace AcmApprover.Cli.Commands.Probe;

/// <summary>A line of <c>probe --json</c>.</summary>
/// <param name="Type"><c>plan</c>, <c>step</c>, <c>finding</c> or <c>end</c>.</param>
internal sealed record ProbeLine(string Type)
{
    internal const string Current = "acm-approver/probe-line/v1";

    /// <summary>The schema.</summary>
    public string Schema { get; init; } = Current;

    /// <summary>The step: of a <c>plan</c> a part of it.</summary>
    public string? Step { get; init; }

    /// <summary>So long after the request.</summary>
    public double? ElapsedSeconds { get; init; }

    /// <summary>What was seen.</summary>
    public string? Text { get; init; }

    /// <summary>Of an <c>end</c>: <c>proven</c>, <c>would-approve</c>, <c>failed</c>, <c>dry-run</c>.</summary>
    public string? Result { get; init; }

    /// <summary>The certificate's ARN.</summary>
    public string? Certificate { get; init; }

    /// <summary>What explains a failed step.</summary>
    public FindingRecord? Finding { get; init; }

    internal static string Word(ProbeStep step) => step.ToString().ToLowerInvariant();
}
