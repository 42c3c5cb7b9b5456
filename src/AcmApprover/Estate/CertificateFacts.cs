using System.Text.Json.Serialization;
using AcmApprover.Identifiers;

namespace AcmApprover.Estate;

/// <summary>A certificate as ACM shows it, as far as mail and renewal depend on it (ACM API reference, CertificateDetail).</summary>
public record CertificateFacts
{
    /// <summary>The certificate.</summary>
    public required CertificateArn Arn { get; init; }

    /// <summary>The names, the certificate's own first, with where ACM writes for each of them.</summary>
    public required IReadOnlyList<NameFacts> Names { get; init; }

    /// <summary>ACM's word for its state.</summary>
    public required CertificateStatus Status { get; init; }

    /// <summary>The kind of key, in ACM's spelling; null if ACM does not say.</summary>
    public string? KeyAlgorithm { get; init; }

    /// <summary>When it was requested.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>When it was issued; null while it is not.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>When it expires; null while it is not issued.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The ARNs of the resources that use it.</summary>
    public IReadOnlyList<string> UsedBy { get; init; } = [];

    /// <summary>Whether an AWS service uses it, also where it may not be read which.</summary>
    public bool IsInUse
    {
        get => field || UsedBy.Count > 0;
        init;
    }

    /// <summary>Whether it was exported with its key.</summary>
    public bool IsExported { get; init; }

    /// <summary>The last renewal; null if there was none.</summary>
    public RenewalFacts? Renewal { get; init; }

    /// <summary>Whose it is: the value of the tag that the operator chose; null without one.</summary>
    public string? Owner { get; init; }

    /// <summary>How it is validated: by e-mail if one of its names is, or unknown.</summary>
    public EstateMethod Method =>
        Names.Any(n => n.Method is EstateMethod.Email) ? EstateMethod.Email
        : Names.Count == 0 || Names.Any(n => n.Method is EstateMethod.Unknown) ? EstateMethod.Unknown
        : Names[0].Method;

    /// <summary>Whether it was requested only to see its mail arrive: it is no part of the estate.</summary>
    [JsonIgnore]
    public bool IsProbe => Names.Count == 1 && ProbeName.IsOne(Names[0].Name);

    /// <summary>Whether ACM renews it: only what an AWS service uses, or what was exported (ACM user guide, managed-renewal).</summary>
    public bool IsRenewedByAcm => IsInUse || IsExported;

    /// <summary>Whether ACM waits for an answer to its mail: for the first issue, or for a renewal.</summary>
    public bool IsWaitingForMail =>
        Method is EstateMethod.Email or EstateMethod.Unknown
        && (
            Status is CertificateStatus.PendingValidation
            || (Status is CertificateStatus.Issued && Renewal?.Status is RenewalStatus.PendingValidation)
        );
}

/// <summary>One name of a certificate (ACM API reference, DomainValidation).</summary>
public sealed record NameFacts
{
    /// <summary>The name as it stands in the certificate.</summary>
    public required DomainName Name { get; init; }

    /// <summary>How it is validated.</summary>
    public required EstateMethod Method { get; init; }

    /// <summary>How far that is; of the renewal where one is under way.</summary>
    public required EstateNameState State { get; init; }

    /// <summary>The domain that ACM said it writes to; null if it did not say.</summary>
    public DomainName? ValidationDomain { get; init; }

    /// <summary>The addresses that ACM wrote to; empty if it does not say.</summary>
    public IReadOnlyList<string> Mailboxes { get; init; } = [];

    /// <summary>
    /// The domain whose five mailboxes get the mail: the validation domain, else the name without a leading <c>www.</c> or <c>*.</c>
    /// (ACM user guide, email-validation).
    /// </summary>
    public DomainName MailDomain => ValidationDomain ?? WithoutPrefix(Name);

    /// <summary>The domain that ACM writes to for a name that has no validation domain of its own.</summary>
    public static DomainName WithoutPrefix(DomainName name)
    {
        var text = name.Value;
        foreach (var prefix in (string[])["*.", "www."])
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal) && DomainName.TryParse(text.AsSpan(prefix.Length), out var shorter))
            {
                return shorter;
            }
        }

        return name;
    }
}

/// <summary>The renewal of a certificate (ACM API reference, RenewalSummary).</summary>
public sealed record RenewalFacts
{
    /// <summary>How far it is.</summary>
    public required RenewalStatus Status { get; init; }

    /// <summary>When that last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>ACM's reason for a failure, such as <c>CAA_ERROR</c>; null if there is none.</summary>
    public string? Reason { get; init; }
}
