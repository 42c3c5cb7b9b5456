using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.CertificateManager.Internal;

/// <summary>The AWS SDKs' standard defaults (AWS SDKs and Tools reference guide, "Smart configuration defaults").</summary>
internal sealed class StandardDefaults : IDefaultConfigurationProvider
{
    internal static readonly StandardDefaults Instance = new();

    private static readonly IDefaultConfiguration Standard = new DefaultConfiguration
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
