using System.Globalization;
using AcmApprover.Cli.Terminal;
using AcmApprover.Estate;
using AcmApprover.Text;
using Spectre.Console;

namespace AcmApprover.Cli.Commands.Inventory;

/// <summary>An inventory for a person: the worst first.</summary>
internal static class InventoryTable
{
    /// <summary>Writes it.</summary>
    internal static string Write(CommandHost host, AcmApprover.Estate.Inventory inventory)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = (host with { Output = text }).CreateScreen().Console;
        var counted = inventory.Counted.ToList();
        if (counted.Count > 0)
        {
            console.Write(TableOf(counted, counted.Exists(c => c.Owner is not null)));
        }

        console.WriteLine(Summary(inventory, counted));
        console.WriteLine(Ends(EstateCalendar.Current, inventory.TakenAt));
        if (inventory.Changes is { } changes)
        {
            WriteChanges(console, changes);
        }

        return text.ToString();
    }

    private static Table TableOf(IEnumerable<InventoryItem> items, bool hasOwners)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("severity", "name", "account", "region", "expires", "next mail", "why");
        if (hasOwners)
        {
            table.AddColumn("owner");
        }

        foreach (var item in items.OrderByDescending(i => i.Severity).ThenBy(i => i.NextMail?.OpensAt ?? DateTimeOffset.MaxValue))
        {
            List<Spectre.Console.Text> cells =
            [
                new(RiskWords.Of(item.Severity), new Style(ColourOf(item.Severity))),
                new(NameOf(item)),
                new(item.Account.Value),
                new(item.Region.Value),
                new(Words.Day(item.ExpiresAt)),
                new(Words.Day(item.NextMail?.OpensAt)),
                new(item.Method is EstateMethod.Unknown ? $"{item.Reason} (method unknown)" : item.Reason),
            ];
            if (hasOwners)
            {
                cells.Add(new Spectre.Console.Text(OutsideText.Quote(item.Owner)));
            }

            table.AddRow(cells);
        }

        return table;
    }

    private static string NameOf(InventoryItem item) =>
        item switch
        {
            { Domain: null } => item.Arn.Id.ToString(),
            { Names.Count: 1 } => item.Domain.Value,
            _ => $"{item.Domain} +{item.Names.Count - 1}",
        };

    private static string Summary(AcmApprover.Estate.Inventory inventory, List<InventoryItem> counted)
    {
        var levels = counted.GroupBy(c => c.Severity).OrderByDescending(g => g.Key).Select(g => $"{g.Count():N0} {RiskWords.Of(g.Key)}");
        var aside = inventory.Certificates.Count - counted.Count;
        var places = $"{Count(inventory.Accounts.Count, "account")}, {Count(inventory.Regions.Count, "region")}";
        return $"{Count(counted.Count, "certificate")} depend on e-mail in {places}"
            + (counted.Count > 0 ? $": {string.Join(", ", levels)}" : "")
            + (aside > 0 ? $"; {aside:N0} set aside" : "");
    }

    private static string Ends(EstateCalendar calendar, DateTimeOffset now) =>
        $"last day of requests {In(calendar.Ends.Requests, now)}, of renewals {In(calendar.Ends.Renewals, now)}; "
        + $"forbidden to every authority from {In(calendar.Ends.Everywhere, now)}";

    private static string In(EstateEnd end, DateTimeOffset now)
    {
        var days = Math.Ceiling((EstateCalendar.StartOf(end.Date) - now).TotalDays);
        return $"{end.Date:yyyy-MM-dd} ({(days < 0 ? "over" : $"in {days:N0} days")})";
    }

    private static void WriteChanges(IAnsiConsole console, IReadOnlyList<InventoryChange> changes)
    {
        console.WriteLine(changes.Count == 0 ? "no change since then" : $"{Count(changes.Count, "change")} since then:");
        foreach (var change in changes)
        {
            var what = change.Kind switch
            {
                ChangeKind.New => $"new, {change.To}",
                ChangeKind.Gone => $"gone, was {change.From}",
                ChangeKind.Expiry => $"expires {change.To ?? "never"}, was {change.From ?? "not issued"}",
                ChangeKind.Severity or ChangeKind.Use => $"{change.From} → {change.To}",
            };
            console.WriteLine($"  {change.Domain?.Value ?? change.Arn.Id.ToString()} ({change.Arn.Account} {change.Arn.Region}): {what}");
        }
    }

    private static string Count(int count, string what) => $"{count:N0} {what}{(count == 1 ? "" : "s")}";

    private static Color ColourOf(RiskLevel level) =>
        level switch
        {
            RiskLevel.Expired or RiskLevel.WillFail => Color.Red,
            RiskLevel.Lapses or RiskLevel.PendingNow => Color.Yellow,
            RiskLevel.Soon => Color.Blue,
            RiskLevel.Fine => Color.Green,
        };
}
