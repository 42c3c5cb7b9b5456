using AcmApprover.Identifiers;

namespace AcmApprover.Estate.Resending;

/// <summary>Decides for which pending names ACM is to send its mail again.</summary>
/// <param name="accounts">The accounts whose mail the approver would approve.</param>
/// <param name="domains">The domains whose mail it would approve.</param>
public sealed class ResendPlan(IReadOnlyCollection<AccountId> accounts, IReadOnlyList<DomainPattern> domains)
{
    /// <summary>How long a mail has before another is sent for the same name.</summary>
    public static TimeSpan Rest { get; } = TimeSpan.FromHours(24);

    /// <summary>For so long after its end a request that timed out is told; then it is history.</summary>
    private static readonly TimeSpan TellEnded = TimeSpan.FromDays(7);

    /// <summary>So long before its expiry ACM begins to renew a certificate at the earliest, and some days more.</summary>
    private static readonly TimeSpan LongestRenewal = TimeSpan.FromDays(65);

    /// <summary>Whether a certificate may have a name that is of interest, as far as a listing shows it.</summary>
    public static bool MayWait(CertificateFacts listed, DateTimeOffset now) =>
        listed.Status switch
        {
            CertificateStatus.PendingValidation or CertificateStatus.Unknown => true,
            CertificateStatus.Issued when listed.Renewal is { Status: var renewal } => renewal
                is RenewalStatus.PendingValidation
                    or RenewalStatus.Unknown,
            CertificateStatus.Issued => listed.ExpiresAt is not { } expiresAt || expiresAt - now < LongestRenewal,
            CertificateStatus.ValidationTimedOut => IsFresh(listed, now),
            _ => false,
        };

    private static bool IsFresh(CertificateFacts timedOut, DateTimeOffset now) =>
        timedOut.RequestedAt is not { } requestedAt || now - requestedAt < Forecast.RequestLifetime + TellEnded;

    /// <summary>The names of a certificate that wait for mail, or waited in vain, with what is to become of each.</summary>
    public IEnumerable<PendingName> Of(CertificateFacts certificate, DateTimeOffset now) =>
        certificate.Status switch
        {
            CertificateStatus.PendingValidation => OfRound(certificate, certificate.RequestedAt, isFirst: true, now),
            CertificateStatus.Issued when certificate.Renewal is { Status: RenewalStatus.PendingValidation } renewal => OfRound(
                certificate,
                renewal.UpdatedAt,
                isFirst: false,
                now
            ),
            CertificateStatus.ValidationTimedOut when IsFresh(certificate, now) => certificate
                .Names.Where(n => n.Method is EstateMethod.Email && n.State is not EstateNameState.Validated)
                .Select(n => new PendingName(certificate, n, TooLate(certificate))),
            _ => [],
        };

    private IEnumerable<PendingName> OfRound(CertificateFacts certificate, DateTimeOffset? begunAt, bool isFirst, DateTimeOffset now) =>
        certificate
            .Names.Where(n => n.Method is EstateMethod.Email && n.State is EstateNameState.Pending)
            .Select(n => new PendingName(certificate, n, Decide(certificate, n, begunAt, isFirst, now)));

    private ResendDecision Decide(CertificateFacts certificate, NameFacts name, DateTimeOffset? begunAt, bool isFirst, DateTimeOffset now)
    {
        if (isFirst && begunAt is { } requestedAt && now - requestedAt >= Forecast.RequestLifetime)
        {
            return TooLate(certificate);
        }

        if (!accounts.Contains(certificate.Arn.Account))
        {
            return new ResendDecision.Tell(
                $"the approver would refuse the mail: account {certificate.Arn.Account} is not trusted",
                "add the account to ACM_APPROVER_ACCOUNTS, or approve the mail by hand"
            );
        }

        if (!domains.Any(d => d.Matches(name.Name)))
        {
            return new ResendDecision.Tell(
                $"the approver would refuse the mail: {name.Name} is not allowed",
                "add the domain to ACM_APPROVER_DOMAINS, or approve the mail by hand"
            );
        }

        // ACM wrote when the round began, and that mail is still on its way, or being handled, for a day.
        return begunAt is { } begun && now - begun < Rest
            ? new ResendDecision.Wait(begun + Rest)
            : new ResendDecision.Send(name.MailDomain);
    }

    /// <summary>ACM gives up 72 hours after a request, and a resend changes nothing (ACM API reference, ResendValidationEmail).</summary>
    private static ResendDecision.Tell TooLate(CertificateFacts certificate)
    {
        var names = certificate.Names.Select(n => n.Name.Value).ToList();
        var others = names.Count > 1 ? $" --subject-alternative-names {string.Join(' ', names.Skip(1))}" : "";
        return new ResendDecision.Tell(
            "its request is older than 72 hours: only a new one helps",
            $"aws acm request-certificate --region {certificate.Arn.Region} --domain-name {names[0]}{others} --validation-method DNS"
        );
    }
}
