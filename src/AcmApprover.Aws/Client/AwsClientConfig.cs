using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace AcmApprover.Aws.Client;

/// <summary>The settings of a client; what is not set comes from environment and profile, as in every AWS client.</summary>
internal sealed class AwsClientConfig : ClientConfig
{
    private readonly AwsService service;

    /// <param name="service">The service.</param>
    /// <param name="region">The region to ask it in; null for the one of environment and profile.</param>
    internal AwsClientConfig(AwsService service, string? region = null)
        : base(StandardDefaults.Instance)
    {
        this.service = service;
        ServiceId = service.Id;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = new AwsEndpoints(service);
        UserAgent = InternalSDKUtils.BuildUserAgentString(service.Id, typeof(AwsClientConfig).Assembly.GetName().Version!.ToString(3));
        Timeout = AwsCalls.RequestTimeout;
        if ((region ?? RegionEndpoint?.SystemName) is { } known)
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(AwsEndpoints.RegionFor(service, known));
            // Signed for that region also where AWS_ENDPOINT_URL puts another endpoint in the region's place.
            AuthenticationRegion = RegionEndpoint.SystemName;
        }
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => service.Prefix;

    /// <inheritdoc/>
    public override string ServiceVersion => service.Version;

    /// <inheritdoc/>
    public override string UserAgent { get; }

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(AwsEndpoints.ParametersOf(this));

    /// <summary>The standard defaults of the AWS SDKs (AWS SDKs and Tools reference guide, "Smart configuration defaults").</summary>
    private sealed class StandardDefaults : IDefaultConfigurationProvider
    {
        internal static readonly StandardDefaults Instance = new();

        private static readonly DefaultConfiguration Standard = new()
        {
            Name = DefaultConfigurationMode.Standard,
            RetryMode = RequestRetryMode.Standard,
            S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
            ConnectTimeout = TimeSpan.FromMilliseconds(3100),
            TlsNegotiationTimeout = TimeSpan.FromMilliseconds(3100),
        };

        public IDefaultConfiguration GetDefaultConfiguration(
            RegionEndpoint clientRegion,
            DefaultConfigurationMode? requestedConfigurationMode = null
        ) => Standard;
    }
}
