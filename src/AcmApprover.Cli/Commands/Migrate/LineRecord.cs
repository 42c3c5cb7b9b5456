using AcmApprover.Migration;
using AcmApprover.Migration.Progress;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>How far a certificate is, as <c>status</c> and <c>watch</c> print it in JSON.</summary>
/// <param name="CertificateArn">The certificate.</param>
/// <param name="Domains">Its names.</param>
/// <param name="State"><c>not-started</c>, <c>running</c>, <c>done</c>, <c>timed-out</c>, <c>gone</c> or
/// <c>not-read</c>.</param>
/// <param name="HoursLeft">The hours until ACM gives up; null unless it runs.</param>
/// <param name="IsFallBack">Whether the methods are from DescribeCertificate, which may describe the first validation for ever.</param>
/// <param name="Records">The records that are waited for.</param>
/// <param name="Problem">Why it could not be read; null if it was.</param>
internal sealed record LineRecord(
    string CertificateArn,
    IReadOnlyList<string> Domains,
    string State,
    double? HoursLeft,
    bool IsFallBack,
    IReadOnlyList<LineRecord.Waiting> Records,
    string? Problem = null
)
{
    /// <summary>A record that is waited for.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value.</param>
    /// <param name="Found">What was found: <c>missing</c>, <c>published</c>, <c>doubled-suffix</c>, ….</param>
    /// <param name="Seen">In words.</param>
    /// <param name="ToDo">What to do; null where there is nothing to do but to wait.</param>
    internal sealed record Waiting(string Name, string Value, string Found, string Seen, string? ToDo);

    internal static LineRecord Of(PlanEntry entry, LineState state, DateTimeOffset now) =>
        new(
            entry.Certificate.ToString(),
            [.. entry.Domains.Select(domain => domain.Value)],
            WordOf(state),
            state.Progress is CertificateProgress.Running running ? Math.Round((running.Deadline - now).TotalHours, 1) : null,
            state.Facts?.IsFallBack == true,
            [
                .. state.Diagnoses.Select(found => new Waiting(
                    found.Key.Name.Absolute,
                    found.Key.Target.Absolute,
                    Kebab.Of(found.Value.Kind.ToString()),
                    found.Value.Seen,
                    found.Value.ToDo
                )),
            ],
            state.Problem
        );

    /// <summary>
    /// Whether a person must do something: a record is wrong or missing, time ran out, the certificate is gone, or it could not be read.
    /// </summary>
    internal bool NeedsOperator => State is "timed-out" or "gone" or "not-read" || Records.Any(record => record.ToDo is not null);

    private static string WordOf(LineState state) =>
        state.Progress switch
        {
            null => state.Problem is null ? "gone" : "not-read",
            CertificateProgress.Done => "done",
            CertificateProgress.Running => "running",
            CertificateProgress.TimedOut => "timed-out",
            _ => "not-started",
        };
}
