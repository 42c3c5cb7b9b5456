namespace Amazon.CertificateManager.Model;

/// <summary>A certificate (ACM API reference, CertificateDetail). What ACM leaves out is null, lists too.</summary>
public class CertificateDetail
{
    /// <summary>Its ARN.</summary>
    public string CertificateArn { get; set; }

    /// <summary>Its state; a renewal under way shows in <see cref="RenewalSummary"/> only.</summary>
    public CertificateStatus Status { get; set; }

    /// <summary>The validation of each name at its first issue.</summary>
    public List<DomainValidation> DomainValidationOptions { get; set; }

    /// <summary>The managed renewal, once ACM has begun one.</summary>
    public RenewalSummary RenewalSummary { get; set; }
}

/// <summary>The validation of one name.</summary>
public class DomainValidation
{
    /// <summary>The name.</summary>
    public string DomainName { get; set; }

    /// <summary>The addresses that ACM wrote to.</summary>
    public List<string> ValidationEmails { get; set; }

    /// <summary>How it is validated.</summary>
    public ValidationMethod ValidationMethod { get; set; }

    /// <summary>How far it is.</summary>
    public DomainStatus ValidationStatus { get; set; }
}

/// <summary>A managed renewal.</summary>
public class RenewalSummary
{
    /// <summary>How far it is.</summary>
    public RenewalStatus RenewalStatus { get; set; }

    /// <summary>The validation of each name for the renewal.</summary>
    public List<DomainValidation> DomainValidationOptions { get; set; }
}
