namespace Amazon.CertificateManager.Model;

/// <summary>A certificate (ACM API reference, CertificateDetail). What ACM leaves out is null, lists too; times are UTC.</summary>
public class CertificateDetail
{
    /// <summary>Its ARN.</summary>
    public string CertificateArn { get; set; }

    /// <summary>Its first name.</summary>
    public string DomainName { get; set; }

    /// <summary>All its names, the first one included.</summary>
    public List<string> SubjectAlternativeNames { get; set; }

    /// <summary>Its state; a renewal under way shows in <see cref="RenewalSummary"/> only.</summary>
    public CertificateStatus Status { get; set; }

    /// <summary>Where it comes from.</summary>
    public CertificateType Type { get; set; }

    /// <summary>Why it failed, if it did.</summary>
    public FailureReason FailureReason { get; set; }

    /// <summary>The validation of each name at its first issue.</summary>
    public List<DomainValidation> DomainValidationOptions { get; set; }

    /// <summary>The managed renewal, once ACM has begun one.</summary>
    public RenewalSummary RenewalSummary { get; set; }

    /// <summary>Whether ACM renews it: it is in use, or was exported.</summary>
    public RenewalEligibility RenewalEligibility { get; set; }

    /// <summary>The algorithm of its key, as ACM writes it.</summary>
    public string KeyAlgorithm { get; set; }

    /// <summary>ARNs of the resources that use it.</summary>
    public List<string> InUseBy { get; set; }

    /// <summary>When it was requested.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When it was issued.</summary>
    public DateTime? IssuedAt { get; set; }

    /// <summary>When it begins to be valid.</summary>
    public DateTime? NotBefore { get; set; }

    /// <summary>When it expires.</summary>
    public DateTime? NotAfter { get; set; }
}

/// <summary>The validation of one name.</summary>
public class DomainValidation
{
    /// <summary>The name.</summary>
    public string DomainName { get; set; }

    /// <summary>The domain whose mailboxes are written to.</summary>
    public string ValidationDomain { get; set; }

    /// <summary>The addresses that ACM wrote to.</summary>
    public List<string> ValidationEmails { get; set; }

    /// <summary>How it is validated.</summary>
    public ValidationMethod ValidationMethod { get; set; }

    /// <summary>How far it is.</summary>
    public DomainStatus ValidationStatus { get; set; }

    /// <summary>The record to create for validation by DNS.</summary>
    public ResourceRecord ResourceRecord { get; set; }
}

/// <summary>A managed renewal.</summary>
public class RenewalSummary
{
    /// <summary>How far it is.</summary>
    public RenewalStatus RenewalStatus { get; set; }

    /// <summary>The validation of each name for the renewal.</summary>
    public List<DomainValidation> DomainValidationOptions { get; set; }

    /// <summary>Why it failed, if it did.</summary>
    public FailureReason RenewalStatusReason { get; set; }

    /// <summary>When this last changed.</summary>
    public DateTime? UpdatedAt { get; set; }
}

/// <summary>A DNS record.</summary>
public class ResourceRecord
{
    /// <summary>Its name.</summary>
    public string Name { get; set; }

    /// <summary>CNAME.</summary>
    public string Type { get; set; }

    /// <summary>Its value.</summary>
    public string Value { get; set; }
}
