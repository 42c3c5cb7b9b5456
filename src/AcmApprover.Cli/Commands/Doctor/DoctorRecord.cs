using AcmApprover.MailPath;
using AcmApprover.MailPath.Receiving;

namespace AcmApprover.Cli.Commands.Doctor;

/// <summary>A line of <c>doctor --json</c>.</summary>
internal sealed record DoctorRecord(
    string Schema,
    string Name,
    string ValidationDomain,
    IReadOnlyList<string> Certificates,
    string State,
    IReadOnlyList<CheckRecord> Checks
)
{
    internal const string Current = "acm-approver/doctor/v1";

    internal static DoctorRecord Of(Diagnosis diagnosis) =>
        new(
            Current,
            diagnosis.Subject.Name.Value,
            diagnosis.Subject.Domain.Value,
            [.. diagnosis.Subject.Certificates.Select(arn => arn.ToString())],
            Word(diagnosis.Readiness),
            [.. diagnosis.Checks.Select(CheckRecord.Of)]
        );

    /// <summary>A state in the words of the JSON.</summary>
    internal static string Word(Readiness readiness) =>
        readiness switch
        {
            Readiness.Ok => "ok",
            Readiness.Information => "information",
            Readiness.CannotTell => "cannot-tell",
            Readiness.NotReady => "not-ready",
        };
}

/// <summary>The line of <c>doctor --json</c> for the stack itself; it is the first.</summary>
internal sealed record StackRecord(string Schema, string Stack, string Region, string State, IReadOnlyList<CheckRecord> Checks)
{
    internal static StackRecord Of(ReceivingFacts facts, IReadOnlyList<CheckResult> checks) =>
        new(
            DoctorRecord.Current,
            facts.Stack,
            facts.Region.Value,
            DoctorRecord.Word(checks.Max(check => check.Readiness)),
            [.. checks.Select(CheckRecord.Of)]
        );
}

/// <summary>A check.</summary>
/// <param name="Check">Its name.</param>
/// <param name="State">The worst of its findings, or <c>ok</c>.</param>
/// <param name="Seen">What was seen where nothing was found.</param>
/// <param name="Findings">What was found.</param>
internal sealed record CheckRecord(string Check, string State, string? Seen, IReadOnlyList<FindingRecord> Findings)
{
    internal static CheckRecord Of(CheckResult result) =>
        new(result.Check, DoctorRecord.Word(result.Readiness), result.Seen, [.. result.Findings.Select(FindingRecord.Of)]);
}

/// <summary>A finding.</summary>
internal sealed record FindingRecord(string Code, string State, string Seen, string Todo)
{
    internal static FindingRecord Of(Finding finding) =>
        new(finding.Kind.Code, DoctorRecord.Word(finding.Kind.Readiness), finding.Seen, finding.Todo);
}
