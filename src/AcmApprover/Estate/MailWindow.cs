namespace AcmApprover.Estate;

/// <summary>A time in which ACM writes and somebody must approve.</summary>
/// <param name="OpensAt">When ACM begins to write.</param>
/// <param name="ClosesAt">When it is too late.</param>
/// <param name="Basis">How well that is known.</param>
public sealed record MailWindow(DateTimeOffset OpensAt, DateTimeOffset ClosesAt, WindowBasis Basis);

/// <summary>How well a window is known.</summary>
public enum WindowBasis
{
    /// <summary>It follows from the certificate as it is.</summary>
    Known,

    /// <summary>It follows if the renewal before it is approved on its first day.</summary>
    Projected,

    /// <summary>As <see cref="Projected"/>, with a lifetime that ACM has not announced.</summary>
    Assumed,
}

/// <summary>What is to come for a certificate.</summary>
/// <param name="Next">The window that is open, or the next; null if ACM sends no more mail for it.</param>
/// <param name="Later">The windows after it, until ACM's last day.</param>
/// <param name="EndsAt">
/// When the last certificate that e-mail can bring expires; it must be validated by DNS before. Null for what is not issued.
/// </param>
public sealed record Forecast(MailWindow? Next, IReadOnlyList<MailWindow> Later, DateTimeOffset? EndsAt)
{
    /// <summary>ACM tries to validate a request for 72 hours, and then it has timed out (ACM API reference, CertificateDetail).</summary>
    public static TimeSpan RequestLifetime { get; } = TimeSpan.FromHours(72);

    private static readonly Forecast Nothing = new(null, [], null);

    /// <summary>Foresees the windows of a certificate.</summary>
    public static Forecast Of(CertificateFacts certificate, EstateCalendar calendar) =>
        certificate switch
        {
            { Status: CertificateStatus.PendingValidation, RequestedAt: { } requestedAt } => Nothing with
            {
                Next = new MailWindow(requestedAt, requestedAt + RequestLifetime, WindowBasis.Known),
            },
            { Status: CertificateStatus.Issued, ExpiresAt: { } expiresAt } => certificate.IsRenewedByAcm
                ? OfRenewals(expiresAt, calendar)
                : Nothing with { EndsAt = expiresAt },
            _ => Nothing,
        };

    private static Forecast OfRenewals(DateTimeOffset expiresAt, EstateCalendar calendar)
    {
        var lastMoment = EstateCalendar.EndOf(calendar.Ends.Renewals.Date);
        var lead = TimeSpan.FromDays(calendar.MailLead.Days);
        List<MailWindow> windows = [];
        for (var basis = WindowBasis.Known; expiresAt - lead < lastMoment;)
        {
            var opensAt = expiresAt - lead;
            windows.Add(new MailWindow(opensAt, expiresAt < lastMoment ? expiresAt : lastMoment, basis));
            var lifetime = calendar.LifetimeAt(opensAt);
            basis = lifetime.IsAssumed || basis is WindowBasis.Assumed ? WindowBasis.Assumed : WindowBasis.Projected;
            expiresAt = opensAt.AddDays(lifetime.Days);
        }

        return new Forecast(windows.FirstOrDefault(), [.. windows.Skip(1)], expiresAt);
    }
}
