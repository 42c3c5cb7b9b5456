using System.Text.Json;
using System.Text.Json.Serialization;

namespace AcmApprover.Estate;

/// <summary>
/// How long certificates live, when ACM writes, and when e-mail validation ends: the dated data file <c>lifetimes.json</c>, which names
/// its sources.
/// </summary>
public sealed record EstateCalendar
{
    private static readonly Lazy<EstateCalendar> Embedded = new(ReadEmbedded);

    /// <summary>The calendar that this program was built with.</summary>
    public static EstateCalendar Current => Embedded.Value;

    /// <summary>The day on which the sources were last read.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The lifetimes, the earliest first.</summary>
    public required IReadOnlyList<Lifetime> Lifetimes { get; init; }

    /// <summary>How many days before the expiry ACM begins to write.</summary>
    public required MailLead MailLead { get; init; }

    /// <summary>When it ends.</summary>
    public required EstateEnds Ends { get; init; }

    /// <summary>The lifetime of a certificate that is issued at some time.</summary>
    public Lifetime LifetimeAt(DateTimeOffset issuedAt) =>
        Lifetimes.LastOrDefault(l => StartOf(l.From) <= issuedAt) ?? Lifetimes[0];

    /// <summary>The first moment of a day, in UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>The first moment after a day, in UTC.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));

    private static EstateCalendar ReadEmbedded()
    {
        using var file = typeof(EstateCalendar).Assembly.GetManifestResourceStream("AcmApprover.Estate.lifetimes.json")!;
        return JsonSerializer.Deserialize(file, CalendarJson.Default.EstateCalendar)!;
    }
}

/// <summary>How long a certificate is valid.</summary>
/// <param name="From">For certificates issued from this day on.</param>
/// <param name="Days">For how many days.</param>
/// <param name="IsAssumed">Whether ACM has not announced this number.</param>
/// <param name="Source">Who says so.</param>
public sealed record Lifetime(DateOnly From, int Days, bool IsAssumed, string Source);

/// <summary>When ACM begins to write.</summary>
/// <param name="Days">How many days before the expiry.</param>
/// <param name="Source">Who says so.</param>
public sealed record MailLead(int Days, string Source);

/// <summary>The three ends of e-mail validation.</summary>
/// <param name="Requests">The last day on which ACM takes a request for a new certificate.</param>
/// <param name="Renewals">The last day on which ACM renews.</param>
/// <param name="Everywhere">The day from which every certificate authority is forbidden it.</param>
public sealed record EstateEnds(EstateEnd Requests, EstateEnd Renewals, EstateEnd Everywhere);

/// <summary>An end of e-mail validation.</summary>
/// <param name="Date">The day.</param>
/// <param name="Source">Who says so.</param>
public sealed record EstateEnd(DateOnly Date, string Source);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EstateCalendar))]
internal sealed partial class CalendarJson : JsonSerializerContext;
