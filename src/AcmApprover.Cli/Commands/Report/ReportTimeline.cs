using System.Globalization;
using AcmApprover.Estate;

namespace AcmApprover.Cli.Commands.Report;

/// <summary>The mail windows that open in each week until ACM's last day, as bars of a drawing.</summary>
/// <param name="Width">Of the drawing, in its own units.</param>
/// <param name="Height">Of the drawing.</param>
/// <param name="Bars">A bar for each week in which a window opens.</param>
/// <param name="Months">A mark for each month.</param>
internal sealed record ReportTimeline(int Width, int Height, IReadOnlyList<ReportBar> Bars, IReadOnlyList<ReportMonth> Months)
{
    private const int Full = 960;
    private const int Tallest = 120;
    private const int Axis = 24;
    private const double Week = 7;

    internal static ReportTimeline Of(IEnumerable<InventoryItem> items, EstateCalendar calendar, DateTimeOffset now)
    {
        var start = EstateCalendar.StartOf(DateOnly.FromDateTime(now.UtcDateTime));
        var end = EstateCalendar.EndOf(calendar.Ends.Renewals.Date);
        var weeks = Math.Max(1, (int)Math.Ceiling((end - start).TotalDays / Week));
        var counts = new (int Known, int Foreseen)[weeks];
        foreach (var window in items.SelectMany(i => i.LaterMails.Prepend(i.NextMail).OfType<MailWindow>()))
        {
            // A window that is open already counts for this week.
            var week = Math.Max(0, (int)Math.Floor((window.OpensAt - start).TotalDays / Week));
            if (week < weeks && window.ClosesAt > now)
            {
                counts[week] = window.Basis is WindowBasis.Known
                    ? (counts[week].Known + 1, counts[week].Foreseen)
                    : (counts[week].Known, counts[week].Foreseen + 1);
            }
        }

        var most = Math.Max(1, counts.Max(c => c.Known + c.Foreseen));
        var width = (double)Full / weeks;
        return new ReportTimeline(
            Full,
            Tallest + Axis,
            [.. counts.Index().Where(c => c.Item != default).Select(c => Bar(c.Index, c.Item, width, most, start))],
            [.. MonthsOf(start, end).Select(m => new ReportMonth(Number((m - start).TotalDays / Week * width), Label(m)))]
        );
    }

    private static ReportBar Bar(int week, (int Known, int Foreseen) count, double width, int most, DateTimeOffset start)
    {
        var known = (double)Tallest * count.Known / most;
        var foreseen = (double)Tallest * count.Foreseen / most;
        return new ReportBar(
            Number(week * width),
            Number(Math.Max(1, width - 2)),
            Number(Tallest - known),
            Number(known),
            Number(Tallest - known - foreseen),
            Number(foreseen),
            start.AddDays(week * Week).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            count.Known,
            count.Foreseen
        );
    }

    private static IEnumerable<DateTimeOffset> MonthsOf(DateTimeOffset start, DateTimeOffset end)
    {
        var first = new DateOnly(start.Year, start.Month, 1);
        for (var month = first.AddMonths(1); EstateCalendar.StartOf(month) < end; month = month.AddMonths(1))
        {
            yield return EstateCalendar.StartOf(month);
        }
    }

    private static string Label(DateTimeOffset month) =>
        month.UtcDateTime.ToString(month.Month == 1 ? "MMM yyyy" : "MMM", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>A week: the windows that follow from certificates as they are, and above them those that are foreseen.</summary>
internal sealed record ReportBar(
    string X,
    string Width,
    string KnownY,
    string KnownHeight,
    string ForeseenY,
    string ForeseenHeight,
    string Week,
    int Known,
    int Foreseen
);

/// <summary>A mark of a month.</summary>
internal sealed record ReportMonth(string X, string Label);
