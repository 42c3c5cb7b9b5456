using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Progress;

namespace AcmApprover.Migration.Switching;

/// <summary>The port to what ACM knows of a certificate on its way. It reads only.</summary>
public interface IMigrationFacts
{
    /// <summary>Reads a certificate as it is now.</summary>
    /// <returns>The facts; null if ACM does not know the certificate.</returns>
    /// <exception cref="TemporarilyUnavailableException">ACM did not answer in time, or is throttling.</exception>
    Task<MigrationFacts?> ReadAsync(CertificateArn certificate, CancellationToken cancellationToken);
}

/// <summary>What ACM knows of a certificate on its way.</summary>
public sealed record MigrationFacts
{
    /// <summary>The certificate.</summary>
    public required CertificateFacts Certificate { get; init; }

    /// <summary>ACM's word for its type, such as <c>AMAZON_ISSUED</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The service that manages it; null if none does.</summary>
    public string? ManagedBy { get; init; }

    /// <summary>Its last change of the validation method; null if there was none.</summary>
    public MethodUpdate? Update { get; init; }

    /// <summary>How its names are validated.</summary>
    public required IReadOnlyList<NameConfiguration> Names { get; init; }

    /// <summary>
    /// Whether the names come from DescribeCertificate, whose options may describe the first validation for ever, because
    /// ListCertificateDomainValidations could not be called.
    /// </summary>
    public bool IsFallBack { get; init; }
}
