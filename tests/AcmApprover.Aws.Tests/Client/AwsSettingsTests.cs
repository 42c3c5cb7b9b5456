using AcmApprover.Aws.Client;
using AcmApprover.Testing;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using static AcmApprover.Aws.Tests.Client.SampleServices;

namespace AcmApprover.Aws.Tests.Client;

/// <summary>What a client takes from environment and profile.</summary>
public sealed class AwsSettingsTests : IDisposable
{
    private readonly ScriptedServer server = new(new ScriptedAnswer(200, ""));
    private readonly ScriptedServer other = new(new ScriptedAnswer(200, ""));

    public void Dispose()
    {
        AWSConfigs.AWSProfilesLocation = null;
        FallbackRegionFactory.Reset();
        FallbackInternalConfigurationFactory.Reset();
        server.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task Credentials_region_and_endpoint_come_from_the_environment()
    {
        using var environment = Environment(("AWS_ENDPOINT_URL", server.Url));

        await AskAsync(CertificateManager);

        Assert.Equal("AKIAOURS/eu-central-1/acm", ScopeOf(Assert.Single(server.Requests)));
    }

    [Fact]
    public async Task The_endpoint_of_one_service_is_not_anothers()
    {
        using var environment = Environment(
            ("AWS_ENDPOINT_URL", other.Url),
            ("AWS_ENDPOINT_URL_ROUTE_53", server.Url),
            ("AWS_ENDPOINT_URL_SES", other.Url)
        );

        await AskAsync(SampleServices.Route53);

        Assert.Single(server.Requests);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task A_region_of_the_clients_own_signs_at_an_endpoint_of_the_environment()
    {
        using var environment = Environment(("AWS_ENDPOINT_URL_ACM", server.Url));

        await AskAsync(CertificateManager, "us-west-2");

        Assert.Equal("AKIAOURS/us-west-2/acm", ScopeOf(Assert.Single(server.Requests)));
    }

    [Theory]
    [InlineData("eu-central-1", "us-east-1")]
    [InlineData("cn-north-1", "cn-northwest-1")]
    [InlineData("us-gov-east-1", "us-gov-west-1")]
    [InlineData("eusc-de-east-1", "eusc-de-east-1")]
    public async Task A_global_service_is_signed_for_its_partitions_global_region(string region, string signingRegion)
    {
        using var environment = Environment(("AWS_ENDPOINT_URL", server.Url), ("AWS_REGION", region));

        await AskAsync(SampleServices.Organizations);

        Assert.Equal($"AKIAOURS/{signingRegion}/organizations", ScopeOf(Assert.Single(server.Requests)));
    }

    [Fact]
    public async Task Credentials_region_and_endpoint_come_from_a_profile()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            $"""
            [ours]
            aws_access_key_id = AKIAPROFILE
            aws_secret_access_key = secret
            region = ap-south-1
            endpoint_url = {server.Url}
            """
        );
        using var environment = Environment(
            ("AWS_PROFILE", "ours"),
            ("AWS_ACCESS_KEY_ID", null),
            ("AWS_SECRET_ACCESS_KEY", null),
            ("AWS_SESSION_TOKEN", null),
            ("AWS_REGION", null)
        );

        AWSConfigs.AWSProfilesLocation = file;

        await AskAsync(SampleServices.Ses);

        Assert.Equal("AKIAPROFILE/ap-south-1/ses", ScopeOf(Assert.Single(server.Requests)));
        File.Delete(file);
    }

    [Theory]
    [InlineData("AWS_USE_FIPS_ENDPOINT", "https://acm-fips.eu-central-1.amazonaws.com")]
    [InlineData("AWS_USE_DUALSTACK_ENDPOINT", "https://acm.eu-central-1.api.aws")]
    public void FIPS_and_dual_stack_endpoints_come_from_the_environment(string variable, string url)
    {
        using var environment = Environment((variable, "true"));
        FallbackInternalConfigurationFactory.Reset();

        var endpoint = new AwsClientConfig(CertificateManager).DetermineServiceOperationEndpoint(new(new AwsCall("Ask")));

        Assert.Equal(url, endpoint.URL);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task An_endpoint_of_ones_own_and_a_FIPS_or_dual_stack_endpoint_cannot_be_had_together(bool fips, bool dualStack)
    {
        var config = new AwsClientConfig(CertificateManager, "us-east-1")
        {
            ServiceURL = server.Url,
            UseFIPSEndpoint = fips,
            UseDualstackEndpoint = dualStack,
        };
        using var client = new AwsClient(CertificateManager, config, Credentials);

        var e = await Assert.ThrowsAsync<AmazonClientException>(() => client.CallAsync(new AwsCall("Ask"), CancellationToken.None));

        Assert.Equal(
            $"ACM has the endpoint {server.Url}/ in the settings, which cannot be combined with FIPS or dual-stack endpoints",
            e.Message
        );
        Assert.Empty(server.Requests);
    }

    /// <summary>Nothing of the machine's own: only these, and what a test says.</summary>
    private static EnvironmentScope Environment(params (string Name, string? Value)[] variables)
    {
        (string, string?)[] usual =
        [
            ("AWS_ACCESS_KEY_ID", "AKIAOURS"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_SESSION_TOKEN", null),
            ("AWS_REGION", "eu-central-1"),
            .. System
                .Environment.GetEnvironmentVariables()
                .Keys.Cast<string>()
                .Where(name => name.StartsWith("AWS_ENDPOINT_URL", StringComparison.Ordinal))
                .Select(name => (name, (string?)null)),
        ];
        return new EnvironmentScope([.. usual, .. variables]);
    }

    private static async Task AskAsync(AwsService service, string? region = null)
    {
        // The SDK remembers the region that it found first.
        FallbackRegionFactory.Reset();
        using var client = new AwsClient(service, new AwsClientConfig(service, region));
        await client.CallAsync(new AwsCall("Ask"), CancellationToken.None);
    }

    /// <summary>Key id, region and service of a signature.</summary>
    private static string ScopeOf(ScriptedRequest request)
    {
        var scope = request.Headers["Authorization"].Split("Credential=")[1].Split(',')[0].Split('/');
        return $"{scope[0]}/{scope[2]}/{scope[3]}";
    }
}
