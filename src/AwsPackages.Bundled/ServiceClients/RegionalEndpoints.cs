using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.Runtime.Bundled;

/// <summary>The endpoints of a service that is regional in every partition: <c>https://{prefix}.{region}.{suffix}</c>.</summary>
/// <param name="prefix">The service's endpoint prefix.</param>
/// <param name="fipsPrefixInGovCloud">GovCloud's ordinary endpoints are FIPS endpoints for some services.</param>
internal sealed class RegionalEndpoints(string prefix, string fipsPrefixInGovCloud) : IEndpointProvider
{
    internal const string Region = nameof(Region);
    internal const string ServiceUrl = nameof(ServiceUrl);
    internal const string UseDualStack = nameof(UseDualStack);
    internal const string UseFips = nameof(UseFips);

    /// <summary>The values that an endpoint depends on, from a client's configuration.</summary>
    internal static EndpointParameters ParametersOf(IClientConfig config) => new()
    {
        [Region] = config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion,
        [ServiceUrl] = config.ServiceURL,
        [UseDualStack] = config.UseDualstackEndpoint,
        [UseFips] = config.UseFIPSEndpoint,
    };

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var dualStack = (bool)parameters[UseDualStack];
        var fips = (bool)parameters[UseFips];
        if (parameters[ServiceUrl] is string url)
        {
            return fips || dualStack
                ? throw new AmazonClientException("A custom endpoint cannot be combined with FIPS or dual-stack endpoints.")
                : new Endpoint(url);
        }

        if (parameters[Region] is not string region)
        {
            throw new AmazonClientException("No region and no service URL is configured.");
        }

        var partition = Fn.Partition(region);
        if ((fips && !Is(partition, "supportsFIPS")) || (dualStack && !Is(partition, "supportsDualStack")))
        {
            throw new AmazonClientException($"The partition of {region} has no such FIPS or dual-stack endpoints.");
        }

        var host = !fips ? prefix
            : !dualStack && "aws-us-gov".Equals(Fn.GetAttr(partition, "name")) ? fipsPrefixInGovCloud
            : prefix + "-fips";
        return new Endpoint($"https://{host}.{region}.{Fn.GetAttr(partition, dualStack ? "dualStackDnsSuffix" : "dnsSuffix")}");
    }

    private static bool Is(Partition partition, string attribute) => true.Equals(Fn.GetAttr(partition, attribute));
}
