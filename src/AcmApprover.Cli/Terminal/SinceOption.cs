using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace AcmApprover.Cli.Terminal;

/// <summary><c>--since</c>: an instant, or how long ago.</summary>
internal static class SinceOption
{
    private const string Accepted = "a date such as 2026-11-01, a time such as 2026-11-01T08:00Z, or how long ago, such as 3d or 12h";

    /// <summary>ISO 8601; UTC unless an offset is given. What else .NET would take, such as 1/2, means another day elsewhere.</summary>
    private static readonly string[] Instants =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd HH:mm:ssK",
    ];

    /// <summary>Makes the option.</summary>
    /// <param name="time">The clock that "ago" is counted back from.</param>
    /// <param name="subject">What is taken since then: "Only mails stored since then".</param>
    internal static Option<DateTimeOffset?> Create(TimeProvider time, string subject) =>
        new("--since")
        {
            Description = $"{subject}: a date or a time (UTC unless an offset is given), or how long ago, such as 3d or 12h.",
            HelpName = "TIME",
            CustomParser = result => Read(result, time.GetUtcNow()),
        };

    /// <summary>Reads an instant, or a whole number of minutes, hours, days or weeks before now; null if it is neither.</summary>
    internal static DateTimeOffset? Read(string text, DateTimeOffset now)
    {
        if (DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        TimeSpan? unit =
            text.Length == 0
                ? null
                : text[^1] switch
                {
                    'm' => TimeSpan.FromMinutes(1),
                    'h' => TimeSpan.FromHours(1),
                    'd' => TimeSpan.FromDays(1),
                    'w' => TimeSpan.FromDays(7),
                    _ => null,
                };
        return
            unit is { } length
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0
            && count < (now - DateTimeOffset.MinValue) / length
            ? now - (count * length)
            : null;
    }

    private static DateTimeOffset? Read(ArgumentResult result, DateTimeOffset now)
    {
        var text = result.Tokens[0].Value;
        var since = Read(text, now);
        if (since is null || since > now)
        {
            result.AddError($"--since is '{text}', {(since is null ? $"but must be {Accepted}" : "which is still to come")}");
        }

        return since;
    }
}
