using Amazon.Runtime;

namespace Amazon.CertificateManager;

/// <summary>The state of a certificate. A value that is not listed here is kept as it is.</summary>
public class CertificateStatus : ConstantClass
{
    /// <summary>Its time is over.</summary>
    public static readonly CertificateStatus EXPIRED = new("EXPIRED");

    /// <summary>It was not issued; ACM says why.</summary>
    public static readonly CertificateStatus FAILED = new("FAILED");

    /// <summary>It is no longer in use.</summary>
    public static readonly CertificateStatus INACTIVE = new("INACTIVE");

    /// <summary>It is issued; a renewal may be under way.</summary>
    public static readonly CertificateStatus ISSUED = new("ISSUED");

    /// <summary>At least one name is not validated yet.</summary>
    public static readonly CertificateStatus PENDING_VALIDATION = new("PENDING_VALIDATION");

    /// <summary>It was revoked.</summary>
    public static readonly CertificateStatus REVOKED = new("REVOKED");

    /// <summary>It was not validated within 72 hours.</summary>
    public static readonly CertificateStatus VALIDATION_TIMED_OUT = new("VALIDATION_TIMED_OUT");

    /// <summary>The word as the service writes it.</summary>
    public CertificateStatus(string value)
        : base(value)
    {
    }

    /// <summary>The listed value of that word, or a new one.</summary>
    public static CertificateStatus FindValue(string value) => FindValue<CertificateStatus>(value);

    /// <summary>The same as <see cref="FindValue(string)"/>.</summary>
    public static implicit operator CertificateStatus(string value) => FindValue(value);
}

/// <summary>The state of one name's validation. A value that is not listed here is kept as it is.</summary>
public class DomainStatus : ConstantClass
{
    /// <summary>It cannot be validated any more.</summary>
    public static readonly DomainStatus FAILED = new("FAILED");

    /// <summary>It waits for its owner.</summary>
    public static readonly DomainStatus PENDING_VALIDATION = new("PENDING_VALIDATION");

    /// <summary>It is validated.</summary>
    public static readonly DomainStatus SUCCESS = new("SUCCESS");

    /// <summary>The word as the service writes it.</summary>
    public DomainStatus(string value)
        : base(value)
    {
    }

    /// <summary>The listed value of that word, or a new one.</summary>
    public static DomainStatus FindValue(string value) => FindValue<DomainStatus>(value);

    /// <summary>The same as <see cref="FindValue(string)"/>.</summary>
    public static implicit operator DomainStatus(string value) => FindValue(value);
}

/// <summary>How a name is validated. A value that is not listed here is kept as it is.</summary>
public class ValidationMethod : ConstantClass
{
    /// <summary>By a CNAME record.</summary>
    public static readonly ValidationMethod DNS = new("DNS");

    /// <summary>By a link in a mail.</summary>
    public static readonly ValidationMethod EMAIL = new("EMAIL");

    /// <summary>By a file at the site.</summary>
    public static readonly ValidationMethod HTTP = new("HTTP");

    /// <summary>The word as the service writes it.</summary>
    public ValidationMethod(string value)
        : base(value)
    {
    }

    /// <summary>The listed value of that word, or a new one.</summary>
    public static ValidationMethod FindValue(string value) => FindValue<ValidationMethod>(value);

    /// <summary>The same as <see cref="FindValue(string)"/>.</summary>
    public static implicit operator ValidationMethod(string value) => FindValue(value);
}

/// <summary>The state of a managed renewal. A value that is not listed here is kept as it is.</summary>
public class RenewalStatus : ConstantClass
{
    /// <summary>It cannot be renewed any more.</summary>
    public static readonly RenewalStatus FAILED = new("FAILED");

    /// <summary>ACM tries to validate by itself.</summary>
    public static readonly RenewalStatus PENDING_AUTO_RENEWAL = new("PENDING_AUTO_RENEWAL");

    /// <summary>At least one name waits for its owner.</summary>
    public static readonly RenewalStatus PENDING_VALIDATION = new("PENDING_VALIDATION");

    /// <summary>It is renewed.</summary>
    public static readonly RenewalStatus SUCCESS = new("SUCCESS");

    /// <summary>The word as the service writes it.</summary>
    public RenewalStatus(string value)
        : base(value)
    {
    }

    /// <summary>The listed value of that word, or a new one.</summary>
    public static RenewalStatus FindValue(string value) => FindValue<RenewalStatus>(value);

    /// <summary>The same as <see cref="FindValue(string)"/>.</summary>
    public static implicit operator RenewalStatus(string value) => FindValue(value);
}
