using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Claims;

/// <summary>A certificate as a mail or page names it: by its ARN, or by its bare id, as until November 2020.</summary>
/// <param name="Id">The id, which both forms have.</param>
/// <param name="Arn">The ARN, if it was given.</param>
public sealed record CertificateName(Guid Id, CertificateArn? Arn)
{
    /// <summary>Reads either form; null for anything else.</summary>
    internal static CertificateName? Read(ReadOnlySpan<char> text) =>
        CertificateArn.TryParse(text, out var arn) ? new CertificateName(arn.Id, arn)
        : CertificateArn.TryParseId(text, out var id) ? new CertificateName(id, null)
        : null;

    /// <summary>The ARN; for a bare id the one that follows from account and region, if both are known.</summary>
    internal CertificateArn? In(Region? region, AccountId? account) =>
        Arn ?? (region is not null && account is not null ? new CertificateArn(region, account, Id) : null);

    /// <summary>Two names are one if their ids are, and their ARNs where both have one.</summary>
    public bool Equals(CertificateName? other) =>
        other is not null && Id == other.Id && (Arn is null || other.Arn is null || Arn == other.Arn);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();
}
