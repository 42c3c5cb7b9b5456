using AcmApprover.Approval.Evidence;
using AcmApprover.Identifiers;
using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using ValidationMethod = AcmApprover.Approval.Evidence.ValidationMethod;

namespace AcmApprover.Aws.Acm;

/// <summary>ACM's description of a certificate, in our terms. An unknown value never counts as pending or validated.</summary>
internal static class AcmAnswer
{
    /// <summary>The certificate's state; null if the answer does not say which certificate it is about.</summary>
    internal static CertificateState? Read(CertificateDetail? detail)
    {
        if (!CertificateArn.TryParse(detail?.CertificateArn, out var arn))
        {
            return null;
        }

        var round = RoundOf(detail!);
        var names = round == ValidationRound.Renewal ? detail!.RenewalSummary.DomainValidationOptions : detail!.DomainValidationOptions;
        return new CertificateState(arn, round, StatusOf(detail), [.. (names ?? []).Select(Read).OfType<NameValidation>()]);
    }

    private static ValidationRound RoundOf(CertificateDetail detail)
    {
        if (detail.Status == CertificateStatus.PENDING_VALIDATION)
        {
            return ValidationRound.Issue;
        }

        if (detail.Status != CertificateStatus.ISSUED)
        {
            return ValidationRound.Over;
        }

        var renewal = detail.RenewalSummary?.RenewalStatus;
        return renewal is null || renewal == RenewalStatus.SUCCESS ? ValidationRound.None
            : renewal == RenewalStatus.PENDING_VALIDATION || renewal == RenewalStatus.PENDING_AUTO_RENEWAL ? ValidationRound.Renewal
            : ValidationRound.Over;
    }

    private static string StatusOf(CertificateDetail detail) =>
        detail.RenewalSummary?.RenewalStatus is { } renewal ? $"{detail.Status}, renewal {renewal}" : $"{detail.Status}";

    private static NameValidation? Read(DomainValidation name) =>
        DomainName.TryParse(name.DomainName, out var domain)
            ? new NameValidation(domain, MethodOf(name), NameStatusOf(name.ValidationStatus), name.ValidationEmails ?? [])
            : null;

    /// <summary>If ACM names no method, but the addresses that it wrote to, the method is e-mail.</summary>
    private static ValidationMethod MethodOf(DomainValidation name) =>
        name.ValidationMethod is null && name.ValidationEmails is { Count: > 0 } ? ValidationMethod.Email
        : name.ValidationMethod == Amazon.CertificateManager.ValidationMethod.EMAIL ? ValidationMethod.Email
        : name.ValidationMethod == Amazon.CertificateManager.ValidationMethod.DNS ? ValidationMethod.Dns
        : ValidationMethod.Other;

    private static NameStatus NameStatusOf(DomainStatus? status) =>
        status is null || status == DomainStatus.PENDING_VALIDATION ? NameStatus.Pending
        : status == DomainStatus.SUCCESS ? NameStatus.Validated
        : NameStatus.Failed;
}
