using Amazon.CertificateManager.Internal;
using Amazon.CertificateManager.Model;
using Amazon.Runtime;
using Amazon.Runtime.Bundled;
using Amazon.Runtime.Internal;

namespace Amazon.CertificateManager;

/// <summary>A client for ACM: credentials, signing, retries and endpoints are those of every AWS client.</summary>
public class AmazonCertificateManagerClient : AmazonServiceClient, IAmazonCertificateManager
{
    private static readonly ServiceMetadata Metadata = new(AmazonCertificateManagerConfig.ServiceId);

    /// <summary>Credentials and region from environment and profile.</summary>
    public AmazonCertificateManagerClient()
        : this(new AmazonCertificateManagerConfig())
    {
    }

    /// <summary>Credentials from environment and profile.</summary>
    public AmazonCertificateManagerClient(RegionEndpoint region)
        : this(new AmazonCertificateManagerConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Credentials from environment and profile.</summary>
    public AmazonCertificateManagerClient(AmazonCertificateManagerConfig config)
        : base(config)
    {
    }

    /// <summary>Credentials of the caller's choice.</summary>
    public AmazonCertificateManagerClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonCertificateManagerConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Credentials of the caller's choice.</summary>
    public AmazonCertificateManagerClient(AWSCredentials credentials, AmazonCertificateManagerConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <inheritdoc/>
    public virtual Task<DescribeCertificateResponse> DescribeCertificateAsync(DescribeCertificateRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeCertificateResponse>(
            request,
            new InvokeOptions { RequestMarshaller = DescribeCertificateMarshaller.Instance, ResponseUnmarshaller = DescribeCertificateUnmarshaller.Instance },
            cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => SigV4Pipeline.Customize(pipeline);
}
