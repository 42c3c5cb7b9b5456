using Amazon.Runtime;

namespace Amazon.CertificateManager;

/// <summary>The state of a certificate. A value that is not listed here is kept as it is.</summary>
public class CertificateStatus : ConstantClass
{
    /// <summary>It is issued; a renewal may be under way.</summary>
    public static readonly CertificateStatus ISSUED = new("ISSUED");

    /// <summary>At least one name is not validated yet.</summary>
    public static readonly CertificateStatus PENDING_VALIDATION = new("PENDING_VALIDATION");

    /// <summary>The word as the service writes it.</summary>
    public CertificateStatus(string value)
        : base(value) { }

    /// <summary>The listed value of that word, or a new one.</summary>
    public static implicit operator CertificateStatus(string value) => FindValue<CertificateStatus>(value);
}

/// <summary>The state of one name's validation. A value that is not listed here is kept as it is.</summary>
public class DomainStatus : ConstantClass
{
    /// <summary>It waits for its owner.</summary>
    public static readonly DomainStatus PENDING_VALIDATION = new("PENDING_VALIDATION");

    /// <summary>It is validated.</summary>
    public static readonly DomainStatus SUCCESS = new("SUCCESS");

    /// <summary>The word as the service writes it.</summary>
    public DomainStatus(string value)
        : base(value) { }

    /// <summary>The listed value of that word, or a new one.</summary>
    public static implicit operator DomainStatus(string value) => FindValue<DomainStatus>(value);
}

/// <summary>How a name is validated. A value that is not listed here is kept as it is.</summary>
public class ValidationMethod : ConstantClass
{
    /// <summary>By a CNAME record.</summary>
    public static readonly ValidationMethod DNS = new("DNS");

    /// <summary>By a link in a mail.</summary>
    public static readonly ValidationMethod EMAIL = new("EMAIL");

    /// <summary>The word as the service writes it.</summary>
    public ValidationMethod(string value)
        : base(value) { }

    /// <summary>The listed value of that word, or a new one.</summary>
    public static implicit operator ValidationMethod(string value) => FindValue<ValidationMethod>(value);
}

/// <summary>The state of a managed renewal. A value that is not listed here is kept as it is.</summary>
public class RenewalStatus : ConstantClass
{
    /// <summary>ACM tries to validate by itself.</summary>
    public static readonly RenewalStatus PENDING_AUTO_RENEWAL = new("PENDING_AUTO_RENEWAL");

    /// <summary>At least one name waits for its owner.</summary>
    public static readonly RenewalStatus PENDING_VALIDATION = new("PENDING_VALIDATION");

    /// <summary>It is renewed.</summary>
    public static readonly RenewalStatus SUCCESS = new("SUCCESS");

    /// <summary>The word as the service writes it.</summary>
    public RenewalStatus(string value)
        : base(value) { }

    /// <summary>The listed value of that word, or a new one.</summary>
    public static implicit operator RenewalStatus(string value) => FindValue<RenewalStatus>(value);
}
