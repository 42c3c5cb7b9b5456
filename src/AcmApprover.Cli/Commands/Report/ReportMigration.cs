using System.Globalization;
using AcmApprover.Cli.Commands.Migrate;
using AcmApprover.Migration;
using AcmApprover.Text;

namespace AcmApprover.Cli.Commands.Report;

/// <summary>How far the certificates of a plan are on their way to DNS validation.</summary>
/// <param name="Totals">How many are how far.</param>
/// <param name="Rows">Each certificate; what needs somebody first.</param>
internal sealed record ReportMigration(ReportTotals Totals, IReadOnlyList<ReportStep> Rows)
{
    private const string Done = "done";
    private const string TimedOut = "timed out";
    private const string Waiting = "waiting";
    private const string Started = "started";
    private const string Published = "published";
    private const string Planned = "planned";
    private const string LeftAlone = "left alone";

    /// <summary>In the order of the page.</summary>
    private static readonly string[] States = [TimedOut, Waiting, Started, Published, Planned, LeftAlone, Done];

    /// <summary>Tells it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="status">What <c>migrate status --json</c> said, by certificate; empty if it was not asked.</param>
    /// <param name="inventory">
    /// What depends on e-mail: a certificate that is not in an inventory that was taken after the plan was made does not any more.
    /// </param>
    internal static ReportMigration Of(
        MigrationPlan plan,
        IReadOnlyDictionary<string, LineRecord> status,
        AcmApprover.Estate.Inventory inventory
    )
    {
        var left = inventory.Certificates.Select(item => item.Arn).ToHashSet();
        var rows = plan
            .Certificates.Select(entry =>
                Of(
                    entry,
                    status.GetValueOrDefault(entry.Certificate.ToString()),
                    isGone: inventory.TakenAt > plan.MadeAt && !left.Contains(entry.Certificate)
                )
            )
            .OrderBy(row => Array.IndexOf(States, row.State))
            .ToList();
        return new ReportMigration(
            new ReportTotals(
                "State",
                [
                    .. States
                        .Select(state => new ReportTotal(
                            state,
                            rows.Count(row => row.State == state),
                            state is TimedOut or Waiting ? rows.Count(row => row.State == state) : 0
                        ))
                        .Where(total => total.Count > 0),
                ]
            ),
            rows
        );
    }

    private static ReportStep Of(PlanEntry entry, LineRecord? status, bool isGone)
    {
        var providers = string.Join(", ", entry.Records.Select(record => OutsideText.Quote(record.Provider)).Distinct());
        var first = entry.Obstacles.Count > 0 ? entry.Obstacles[0] : null;
        return status?.State switch
        {
            "done" => Step(Done, "validated by DNS"),
            "timed-out" => Step(TimedOut, "ACM gave up after 72 hours: put the records right, and start it again"),
            "running" => Step(
                Started,
                string.Create(CultureInfo.InvariantCulture, $"{status.HoursLeft:0} hours left; waits for {WaitsFor(status, providers)}")
            ),
            "not-read" => Step(Waiting, $"could not be read: {OutsideText.Quote(status.Problem ?? "no reason is known")}"),
            _ when entry.Action is PlanAction.Skip && first is not null => Step(LeftAlone, $"{first.Code}: {first.Seen}"),
            _ when entry.Action is PlanAction.Skip => Step(LeftAlone, "the plan skips it"),
            "not-started" when status.Records.Count > 0 && status.Records.All(record => record.ToDo is null) => Step(
                Published,
                $"{Batch(entry)}, its records are there"
            ),
            null when isGone => Step(Done, "depends on e-mail no more"),
            _ when entry.Action is PlanAction.Wait => Step(Waiting, $"for {providers} to publish its records"),
            _ => Step(Planned, $"{Batch(entry)}, {providers}"),
        };

        ReportStep Step(string state, string text) =>
            new(state, entry.Domains is [var own, ..] ? own.Value : $"{entry.Certificate}", entry.Certificate.Account.Value, text);
    }

    private static string WaitsFor(LineRecord status, string providers) =>
        status.Records.Any(record => record.ToDo is not null) ? providers : "ACM";

    private static string Batch(PlanEntry entry) => entry.Batch is null or 0 ? "canary" : $"batch {entry.Batch}";
}

/// <summary>How far one certificate is.</summary>
internal sealed record ReportStep(string State, string Name, string Account, string Text);
