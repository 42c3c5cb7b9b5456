using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace AcmApprover.Aws.Client;

/// <summary>The endpoints of a service: the configured one, or else <c>https://{host}.{suffix of the partition}</c>.</summary>
internal sealed class AwsEndpoints(AwsService service) : IEndpointProvider
{
    private const string Region = nameof(Region);
    private const string ServiceUrl = nameof(ServiceUrl);
    private const string UseDualStack = nameof(UseDualStack);
    private const string UseFips = nameof(UseFips);

    /// <summary>The region that a service is asked in: for a global service, the global region of the partition.</summary>
    internal static string RegionFor(AwsService service, string region) =>
        service.IsGlobal ? Fn.Partition(region).implicitGlobalRegion : region;

    /// <summary>The values that an endpoint depends on, from the settings of a client.</summary>
    internal static EndpointParameters ParametersOf(IClientConfig config) =>
        new()
        {
            [Region] = config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion,
            [ServiceUrl] = config.ServiceURL,
            [UseDualStack] = config.UseDualstackEndpoint,
            [UseFips] = config.UseFIPSEndpoint,
        };

    /// <inheritdoc/>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var isDualStack = (bool)parameters[UseDualStack];
        var isFips = (bool)parameters[UseFips];
        if (parameters[ServiceUrl] is string url)
        {
            return isFips || isDualStack
                ? throw new AmazonClientException(
                    $"{service.Id} has the endpoint {url} in the settings, which cannot be combined with FIPS or dual-stack endpoints"
                )
                : new Endpoint(url);
        }

        if (parameters[Region] is not string region)
        {
            throw new AmazonClientException($"No region is set for {service.Id}");
        }

        var partition = Fn.Partition(region);
        if ((isFips && !partition.supportsFIPS) || (isDualStack && !partition.supportsDualStack))
        {
            throw new AmazonClientException($"The partition {partition.name} has no such FIPS or dual-stack endpoints");
        }

        var host = (service.Host ?? Default)(new AwsPlace(partition.name, RegionFor(service, region), isFips, isDualStack));
        return new Endpoint($"https://{host}.{(isDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)}");
    }

    private string Default(AwsPlace place) =>
        place.IsFips && !(service.IsFipsInGovCloud && !place.IsDualStack && place.Partition == "aws-us-gov")
            ? $"{service.Prefix}-fips.{place.Region}"
            : $"{service.Prefix}.{place.Region}";

    /// <summary>Puts the endpoint into each request.</summary>
    internal sealed class Resolver : BaseEndpointResolver
    {
        /// <inheritdoc/>
        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
            ParametersOf(requestContext.ClientConfig);
    }
}
