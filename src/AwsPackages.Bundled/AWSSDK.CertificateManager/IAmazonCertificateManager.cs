using Amazon.CertificateManager.Model;
using Amazon.Runtime;

namespace Amazon.CertificateManager;

/// <summary>ACM, as far as it is called here.</summary>
public interface IAmazonCertificateManager : IDisposable
{
    /// <summary>The client's settings.</summary>
    IClientConfig Config { get; }

    /// <summary>What ACM knows of a certificate. A new certificate can be unknown for some seconds.</summary>
    /// <exception cref="InvalidArnException">The ARN cannot be one of a certificate in this account and region.</exception>
    /// <exception cref="ResourceNotFoundException">There is no such certificate in this account and region.</exception>
    /// <exception cref="AmazonCertificateManagerException">Any other error that ACM answered with, after the retries.</exception>
    Task<DescribeCertificateResponse> DescribeCertificateAsync(DescribeCertificateRequest request, CancellationToken cancellationToken = default);
}
