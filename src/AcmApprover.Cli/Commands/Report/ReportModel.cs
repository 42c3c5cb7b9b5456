using System.Globalization;
using AcmApprover.Estate;
using AcmApprover.Text;

namespace AcmApprover.Cli.Commands.Report;

/// <summary>What the page shows, in the words and the order of the page. Nothing here is HTML: the template escapes every value.</summary>
internal sealed record ReportModel
{
    private const string NoOwner = "no owner";

    public required string TakenAt { get; init; }

    public required int Count { get; init; }

    public required IReadOnlyList<ReportEnd> Ends { get; init; }

    public required IReadOnlyList<ReportTotals> Totals { get; init; }

    public required ReportTimeline Timeline { get; init; }

    public required IReadOnlyList<ReportOwner> Owners { get; init; }

    public required IReadOnlyList<ReportRow> Rows { get; init; }

    public required IReadOnlyList<ReportProblem> Problems { get; init; }

    /// <summary>The way to DNS validation; null without a plan.</summary>
    public ReportMigration? Migration { get; init; }

    /// <summary>Makes it.</summary>
    internal static ReportModel Of(AcmApprover.Estate.Inventory inventory, EstateCalendar calendar, DateTimeOffset now)
    {
        var items = inventory
            .Counted.OrderByDescending(i => i.Severity)
            .ThenBy(i => i.NextMail?.OpensAt ?? DateTimeOffset.MaxValue)
            .ToList();
        var names = inventory.Accounts.ToDictionary(a => a.Id, a => OutsideText.Quote(a.Name));
        return new ReportModel
        {
            TakenAt = inventory.TakenAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC",
            Count = items.Count,
            Ends =
            [
                End("Last day of new requests", calendar.Ends.Requests, now),
                End("Last day of renewals", calendar.Ends.Renewals, now),
                End("Forbidden to every authority from", calendar.Ends.Everywhere, now),
            ],
            Totals =
            [
                ReportTotals.By("Severity", items, i => RiskWords.Of(i.Severity)),
                ReportTotals.By("Account", items, i => AccountOf(i, names)),
                ReportTotals.By("Owner", items, OwnerOf),
            ],
            Timeline = ReportTimeline.Of(items, calendar, now),
            Owners =
            [
                .. items
                    .Where(i => i.Severity > RiskLevel.Fine)
                    .GroupBy(OwnerOf)
                    .OrderBy(g => g.Key == NoOwner)
                    .ThenBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new ReportOwner(
                        g.Key,
                        [.. g.Select(i => new ReportTask(NameOf(i), RiskWords.Of(i.Severity), TaskOf(i)))]
                    )),
            ],
            Rows = [.. items.Select(i => RowOf(i, names))],
            Problems =
            [
                .. inventory.Problems.Select(p => new ReportProblem(
                    p.Account.Value,
                    string.Join(", ", p.Regions),
                    OutsideText.Quote(p.Detail),
                    p.Advice
                )),
            ],
        };
    }

    private static ReportRow RowOf(InventoryItem item, IReadOnlyDictionary<Identifiers.AccountId, string> accounts) =>
        new(
            RiskWords.Of(item.Severity),
            (int)item.Severity,
            NameOf(item),
            string.Join(", ", item.Names.Select(n => n.Name.Value)),
            AccountOf(item, accounts),
            item.Region.Value,
            OwnerOf(item),
            Day(item.ExpiresAt),
            Day(item.NextMail?.OpensAt),
            item.Method is EstateMethod.Unknown ? $"{item.Reason} (method unknown)" : item.Reason
        );

    private static string AccountOf(InventoryItem item, IReadOnlyDictionary<Identifiers.AccountId, string> accounts) =>
        accounts.GetValueOrDefault(item.Account) is { Length: > 0 } name ? $"{item.Account} {name}" : item.Account.Value;

    private static string OwnerOf(InventoryItem item) => OutsideText.Quote(item.Owner) is { Length: > 0 } owner ? owner : NoOwner;

    private static string NameOf(InventoryItem item) => item.Domain?.Value ?? item.Arn.Id.ToString();

    private static string TaskOf(InventoryItem item)
    {
        var mailboxes = string.Join(", ", item.Names.Select(n => n.MailDomain.Value).Distinct());
        return item.Severity switch
        {
            RiskLevel.Expired => $"{item.Reason}; delete it, or replace it",
            RiskLevel.WillFail => $"{item.Reason}; mend that before {Day(item.NextMail?.OpensAt)}, or switch it to DNS",
            RiskLevel.Lapses => "nothing uses it: delete it, or request one with DNS validation if it is needed",
            RiskLevel.PendingNow => $"{item.Reason}; the mail went to the five mailboxes at {mailboxes}",
            RiskLevel.Soon when item.NextMail is null => item.Reason,
            RiskLevel.Soon => $"{item.Reason}; make sure that the five mailboxes at {mailboxes} are read: acm-approver doctor",
            RiskLevel.Fine => "",
        };
    }

    private static ReportEnd End(string what, EstateEnd end, DateTimeOffset now)
    {
        var days = (int)Math.Ceiling((EstateCalendar.StartOf(end.Date) - now).TotalDays);
        var day = end.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new ReportEnd(what, day, days < 0 ? "over" : $"{days} days", end.Source);
    }

    private static string Day(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>An end of e-mail validation.</summary>
internal sealed record ReportEnd(string What, string Day, string Left, string Source);

/// <summary>How many certificates there are of each kind.</summary>
internal sealed record ReportTotals(string Title, IReadOnlyList<ReportTotal> Lines)
{
    internal static ReportTotals By(string what, IEnumerable<InventoryItem> items, Func<InventoryItem, string> key) =>
        new(
            what,
            [
                .. items
                    .GroupBy(key)
                    .OrderByDescending(g => g.Count())
                    .ThenBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new ReportTotal(g.Key, g.Count(), g.Count(i => i.Severity > RiskLevel.Soon))),
            ]
        );
}

/// <summary>One line of totals.</summary>
internal sealed record ReportTotal(string Name, int Count, int Urgent);

/// <summary>What one owner has to do.</summary>
internal sealed record ReportOwner(string Name, IReadOnlyList<ReportTask> Tasks);

/// <summary>One thing to do.</summary>
internal sealed record ReportTask(string Name, string Severity, string Text);

/// <summary>One certificate.</summary>
internal sealed record ReportRow(
    string Severity,
    int Rank,
    string Name,
    string Names,
    string Account,
    string Region,
    string Owner,
    string Expires,
    string NextMail,
    string Why
);

/// <summary>What could not be read.</summary>
internal sealed record ReportProblem(string Account, string Regions, string Detail, string Advice);
