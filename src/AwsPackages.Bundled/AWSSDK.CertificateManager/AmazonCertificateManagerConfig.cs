using Amazon.CertificateManager.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;

namespace Amazon.CertificateManager;

/// <summary>The settings of a client for ACM; what is not set comes from environment and profile, as in every AWS client.</summary>
public class AmazonCertificateManagerConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString(ServiceId, "4.0.0");

    /// <summary>The default settings.</summary>
    public AmazonCertificateManagerConfig()
        : base(StandardDefaults.Instance)
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "acm";
        EndpointProvider = new AcmEndpoints();
    }

    /// <summary>The service's id: <c>AWS_ENDPOINT_URL_ACM</c> is named after it.</summary>
    public static new string ServiceId => "ACM";

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "acm";

    /// <inheritdoc/>
    public override string ServiceVersion => "2015-12-08";

    /// <inheritdoc/>
    public override string UserAgent => Agent;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(AcmEndpoints.ParametersOf(this));
}
