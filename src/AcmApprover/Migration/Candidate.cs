using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.MailPath;
using AcmApprover.Migration.Code;
using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Migration;

/// <summary>A certificate that might be switched, and everything that was found out about it.</summary>
public sealed record Candidate
{
    /// <summary>The certificate.</summary>
    public required CertificateFacts Certificate { get; init; }

    /// <summary>ACM's word for its type: only <c>AMAZON_ISSUED</c> can be switched.</summary>
    public required string Type { get; init; }

    /// <summary>The service that manages it, such as <c>CLOUDFRONT</c>; null if it is the account's own.</summary>
    public string? ManagedBy { get; init; }

    /// <summary>Its last change of the validation method; null if there was none.</summary>
    public MethodUpdate? Update { get; init; }

    /// <summary>Its names.</summary>
    public required IReadOnlyList<CandidateName> Names { get; init; }

    /// <summary>Where Terraform manages it; empty if no state that was given does.</summary>
    public IReadOnlyList<TerraformCertificate> Terraform { get; init; } = [];

    /// <summary>What a Terraform plan would do to it; null if no plan that was given knows it.</summary>
    public PlannedChange? TerraformPlan { get; init; }

    /// <summary>The CloudFormation stack that owns it; null if none does.</summary>
    public StackCertificate? Stack { get; init; }
}

/// <summary>A name of a certificate, and what the DNS says of it.</summary>
public sealed record CandidateName
{
    /// <summary>How it is validated.</summary>
    public required NameConfiguration Configuration { get; init; }

    /// <summary>The record that would validate it; null until ACM tells it.</summary>
    public ValidationRecord? Record { get; init; }

    /// <summary>Who can publish it.</summary>
    public required ZoneOwner Owner { get; init; }

    /// <summary>What lies at the record's name; empty where nothing does, or where a wildcard answers as it does for any name.</summary>
    public IReadOnlyList<ExistingRecord> Existing { get; init; } = [];

    /// <summary>A name above with a DNAME record, which takes every name below it elsewhere; null if there is none.</summary>
    public RecordName? DelegatingName { get; init; }

    /// <summary>How many CNAME records lead from the record's name to its end; 0 where there is none.</summary>
    public int ChainLength { get; init; }

    /// <summary>Whether CAA records let Amazon issue; null if that was not looked at.</summary>
    public CheckResult? Caa { get; init; }

    /// <summary>Whether the zone's signatures are valid; null if that was not looked at.</summary>
    public CheckResult? Signatures { get; init; }

    /// <summary>The name in the certificate.</summary>
    public DomainName Domain => Configuration.Domain;
}
