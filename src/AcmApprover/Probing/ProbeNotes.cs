using AcmApprover.Estate;

namespace AcmApprover.Probing;

/// <summary>What is to be known before a probe.</summary>
public static class ProbeNotes
{
    /// <summary>A sentence each.</summary>
    /// <param name="now">The time.</param>
    /// <param name="calendar">When ACM stops to take requests.</param>
    public static IEnumerable<string> At(DateTimeOffset now, EstateCalendar calendar)
    {
        yield return "a probe proves the mail and the page of a first issue, and not those of a renewal";
        var last = calendar.Ends.Requests.Date;
        if (now >= EstateCalendar.EndOf(last))
        {
            yield return $"ACM takes no request for an e-mail validated certificate after {last:yyyy-MM-dd}; its answer decides";
        }
    }
}
