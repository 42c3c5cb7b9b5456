using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.CertificateManager.Internal;

/// <summary>The endpoints of ACM, which is regional in every partition: <c>https://acm[-fips].{region}.{suffix}</c>.</summary>
internal sealed class AcmEndpoints : IEndpointProvider
{
    private const string Region = nameof(Region);
    private const string ServiceUrl = nameof(ServiceUrl);
    private const string UseDualStack = nameof(UseDualStack);
    private const string UseFips = nameof(UseFips);

    /// <summary>The values that an endpoint depends on, from a client's configuration.</summary>
    internal static EndpointParameters ParametersOf(IClientConfig config) =>
        new()
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
        if ((fips && !partition.supportsFIPS) || (dualStack && !partition.supportsDualStack))
        {
            throw new AmazonClientException($"The partition of {region} has no such FIPS or dual-stack endpoints.");
        }

        // GovCloud's ordinary endpoints are FIPS endpoints.
        var host = fips && (dualStack || partition.name != "aws-us-gov") ? "acm-fips" : "acm";
        return new Endpoint($"https://{host}.{region}.{(dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)}");
    }

    /// <summary>Puts the endpoint into each request.</summary>
    internal sealed class Resolver : BaseEndpointResolver
    {
        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
            ParametersOf(requestContext.ClientConfig);
    }
}
