using AcmApprover.Aws.Client;
using AcmApprover.Aws.Tests.Client;

namespace AcmApprover.Aws.Tests.Models;

/// <summary>Endpoints against AWS's own rules for them.</summary>
public sealed class EndpointModelTests
{
    private static readonly IReadOnlyList<string> Regions =
    [
        "us-east-1",
        "eu-west-1",
        "cn-north-1",
        "cn-northwest-1",
        "us-gov-west-1",
        "us-gov-east-1",
        "eusc-de-east-1",
    ];

    [Fact]
    public async Task Endpoints_follow_the_rules_of_their_service_in_every_partition()
    {
        var services = SampleServices.All.ToDictionary(Botocore.FolderOf);
        var modelled = await Botocore.EndpointsAsync(services.Values, Regions);

        Assert.Equal(services.Count * Regions.Count * 4, modelled.Count);
        Assert.All(
            modelled.Where(endpoint => IsWellDefined(services[endpoint.Service], endpoint)),
            endpoint => Assert.Equal((endpoint, endpoint.Url, endpoint.SigningRegion), Resolve(services[endpoint.Service], endpoint))
        );
    }

    /// <summary>
    /// Asked from another region, the rules for FIPS and dual-stack endpoints of global services give hosts that do not exist.
    /// </summary>
    private static bool IsWellDefined(AwsService service, ModelledEndpoint endpoint) =>
        !service.IsGlobal
        || !(endpoint.IsFips || endpoint.IsDualStack)
        || AwsEndpoints.RegionFor(service, endpoint.Region) == endpoint.Region;

    private static (ModelledEndpoint Asked, string Url, string SigningRegion) Resolve(AwsService service, ModelledEndpoint endpoint)
    {
        using var environment = new EnvironmentScope(
            ("AWS_ENDPOINT_URL", null),
            ($"AWS_ENDPOINT_URL_{service.Id.ToUpperInvariant().Replace(' ', '_')}", null)
        );
        var config = new AwsClientConfig(service, endpoint.Region)
        {
            UseFIPSEndpoint = endpoint.IsFips,
            UseDualstackEndpoint = endpoint.IsDualStack,
        };
        return (endpoint, config.DetermineServiceOperationEndpoint(new(new AwsCall("Ask"))).URL, config.AuthenticationRegion);
    }
}
