using System.Globalization;

namespace AcmApprover.Estate;

/// <summary>Judges certificates.</summary>
public static class RiskAssessment
{
    /// <summary>How long before a mail window the operator wants to hear of it, unless they say otherwise.</summary>
    public static TimeSpan Soon { get; } = TimeSpan.FromDays(30);

    /// <summary>Judges a certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="forecast">What is to come for it.</param>
    /// <param name="now">The time.</param>
    /// <param name="soon">How long before a mail window it counts as soon.</param>
    /// <param name="mailFails">What the doctor found that keeps its next mail from arriving; null for nothing, or not examined.</param>
    public static Risk Of(CertificateFacts certificate, Forecast forecast, DateTimeOffset now, TimeSpan soon, string? mailFails = null)
    {
        if (Ended(certificate, now) is { } ended)
        {
            return new Risk(RiskLevel.Expired, ended);
        }

        if (mailFails is not null && forecast.Next is not null)
        {
            return new Risk(RiskLevel.WillFail, mailFails);
        }

        if (certificate.Status is CertificateStatus.Issued && !certificate.IsRenewedByAcm)
        {
            return new Risk(RiskLevel.Lapses, "neither used nor exported: ACM will not renew it and sends nothing");
        }

        return Pending(certificate, forecast, now) ?? Ahead(forecast, now, soon);
    }

    private static string? Ended(CertificateFacts certificate, DateTimeOffset now) =>
        certificate.Status switch
        {
            CertificateStatus.ValidationTimedOut => "nobody approved the request within 72 hours: request it again",
            CertificateStatus.Failed => "the request failed: request it again",
            CertificateStatus.Revoked => "it is revoked",
            CertificateStatus.Inactive => "it is inactive",
            CertificateStatus.Expired => certificate.ExpiresAt is { } expiredAt ? $"it expired on {Day(expiredAt)}" : "it has expired",
            _ when certificate.ExpiresAt is { } expiresAt && expiresAt <= now => $"it expired on {Day(expiresAt)}",
            _ => null,
        };

    private static Risk? Pending(CertificateFacts certificate, Forecast forecast, DateTimeOffset now)
    {
        if (certificate.Status is CertificateStatus.Issued && certificate.Renewal is { Status: RenewalStatus.Failed } failed)
        {
            var reason = failed.Reason is { } why ? $" ({why})" : "";
            return new Risk(RiskLevel.PendingNow, $"its renewal failed{reason}");
        }

        if (!certificate.IsWaitingForMail)
        {
            return null;
        }

        var waiting = certificate.Names.Where(n => n.State is EstateNameState.Pending).Select(n => n.Name.Value).ToList();
        var what = waiting switch
        {
            [] => "a name waits",
            [var only] => $"{only} waits",
            _ => $"{waiting.Count} names wait",
        };
        var left = forecast.Next is { } window ? $", {Left(window.ClosesAt - now)}" : "";
        return new Risk(RiskLevel.PendingNow, $"{what} for approval{left}");
    }

    private static Risk Ahead(Forecast forecast, DateTimeOffset now, TimeSpan soon)
    {
        if (forecast.Next is not { } next)
        {
            return forecast.EndsAt is { } endsAt
                ? new Risk(
                    endsAt - now <= soon ? RiskLevel.Soon : RiskLevel.Fine,
                    $"ACM renews it by e-mail no more: it ends on {Day(endsAt)}"
                )
                : new Risk(RiskLevel.Fine, "nothing is known to be due");
        }

        return next.OpensAt <= now ? new Risk(RiskLevel.Soon, $"its mail is due since {Day(next.OpensAt)}")
            : next.OpensAt - now <= soon ? new Risk(RiskLevel.Soon, $"its next mail comes from {Day(next.OpensAt)}")
            : new Risk(RiskLevel.Fine, $"its next mail comes from {Day(next.OpensAt)}");
    }

    private static string Left(TimeSpan left) =>
        left < TimeSpan.Zero ? "and its time is over"
        : left < TimeSpan.FromDays(2) ? $"{(int)left.TotalHours} hours left"
        : $"{(int)left.TotalDays} days left";

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
