using System.Diagnostics.CodeAnalysis;
using AcmApprover.Identifiers;

namespace AcmApprover.Estate;

/// <summary>A certificate of an inventory: the facts, and what they mean.</summary>
public sealed record InventoryItem : CertificateFacts
{
    /// <summary>For reading one.</summary>
    public InventoryItem() { }

    [SetsRequiredMembers]
    private InventoryItem(CertificateFacts facts, Forecast forecast, Risk risk)
        : base(facts)
    {
        (Severity, Reason) = (risk.Level, risk.Reason);
        (NextMail, LaterMails, EndsAt) = (forecast.Next, forecast.Later, forecast.EndsAt);
    }

    /// <summary>The account, as in the ARN.</summary>
    public AccountId Account => Arn.Account;

    /// <summary>The region, as in the ARN.</summary>
    public Region Region => Arn.Region;

    /// <summary>The certificate's own name; null if ACM shows none.</summary>
    public DomainName? Domain => Names.Count > 0 ? Names[0].Name : null;

    /// <summary>How bad it is.</summary>
    public RiskLevel Severity { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = "";

    /// <inheritdoc cref="Forecast.Next"/>
    public MailWindow? NextMail { get; init; }

    /// <inheritdoc cref="Forecast.Later"/>
    public IReadOnlyList<MailWindow> LaterMails { get; init; } = [];

    /// <inheritdoc cref="Forecast.EndsAt"/>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Why the operator set it aside; null if they did not.</summary>
    public IgnoredBecause? Ignored { get; init; }

    /// <summary>Judges a certificate.</summary>
    /// <param name="facts">The certificate.</param>
    /// <param name="calendar">Lifetimes and ends.</param>
    /// <param name="now">The time.</param>
    /// <param name="soon">How long before a mail window it counts as soon.</param>
    /// <param name="mailFails">As in <see cref="RiskAssessment.Of"/>.</param>
    public static InventoryItem Judge(
        CertificateFacts facts,
        EstateCalendar calendar,
        DateTimeOffset now,
        TimeSpan soon,
        string? mailFails = null
    )
    {
        var forecast = Forecast.Of(facts, calendar);
        return new InventoryItem(facts, forecast, RiskAssessment.Of(facts, forecast, now, soon, mailFails));
    }
}

/// <summary>Why a certificate is set aside.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Owner">Who decided that.</param>
/// <param name="Until">The last day on which it holds.</param>
public sealed record IgnoredBecause(string Reason, string Owner, DateOnly Until);
