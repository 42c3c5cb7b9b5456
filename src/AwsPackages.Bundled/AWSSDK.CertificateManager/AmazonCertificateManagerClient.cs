using Amazon.CertificateManager.Internal;
using Amazon.CertificateManager.Model;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Amazon.CertificateManager;

/// <summary>A client for ACM: credentials, signing, retries and endpoints are those of every AWS client.</summary>
public class AmazonCertificateManagerClient : AmazonServiceClient
{
    private static readonly InvokeOptions Describe = new()
    {
        RequestMarshaller = DescribeCertificateMarshaller.Instance,
        ResponseUnmarshaller = DescribeCertificateUnmarshaller.Instance,
    };

    /// <summary>Credentials from environment and profile.</summary>
    public AmazonCertificateManagerClient(AmazonCertificateManagerConfig config)
        : base(config) { }

    /// <summary>Credentials of the caller's choice.</summary>
    public AmazonCertificateManagerClient(AWSCredentials credentials, AmazonCertificateManagerConfig clientConfig)
        : base(credentials, clientConfig) { }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata { get; } = new Metadata();

    /// <summary>Asks for a certificate.</summary>
    /// <exception cref="InvalidArnException">The ARN does not name a certificate that ACM can look up.</exception>
    /// <exception cref="ResourceNotFoundException">There is no such certificate in this account and region.</exception>
    /// <exception cref="AmazonCertificateManagerException">Any other error that ACM answered with, after the retries.</exception>
    public virtual Task<DescribeCertificateResponse> DescribeCertificateAsync(
        DescribeCertificateRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync<DescribeCertificateResponse>(request, Describe, cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.ReplaceHandler<EndpointResolver>(new AcmEndpoints.Resolver());
        pipeline.AddHandlerAfter<Marshaller>(new SigV4());
    }

    private sealed class SigV4 : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }

    private sealed class Metadata : IServiceMetadata
    {
        public string ServiceId => AmazonCertificateManagerConfig.ServiceId;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
