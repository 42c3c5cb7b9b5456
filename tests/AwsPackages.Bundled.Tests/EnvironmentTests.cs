using AcmApprover.Testing;
using Amazon;
using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using Amazon.Runtime.Endpoints;

namespace AwsPackages.Bundled.Tests;

/// <summary>What a client takes from the environment. In one class, so that no two tests change it at a time.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private readonly List<string> variables = [];

    public EnvironmentTests()
    {
        Set("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
        Set("AWS_SECRET_ACCESS_KEY", "secret");
        Set("AWS_REGION", "eu-central-1");
    }

    public void Dispose() => variables.ForEach(name => Environment.SetEnvironmentVariable(name, null));

    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_ACM")]
    public async Task Acm_is_asked_where_the_environment_says_with_its_credentials_and_region(string variable)
    {
        using var server = new ScriptedServer(new ScriptedAnswer(200, "{}"));
        Set(variable, server.Url);
        using var acm = new AmazonCertificateManagerClient(new AmazonCertificateManagerConfig());

        await acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = "arn" });

        var request = Assert.Single(server.Requests);
        Assert.Contains("Credential=AKIAEXAMPLE/", request.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Contains("/eu-central-1/acm/aws4_request", request.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_region_of_the_clients_own_signs_at_an_endpoint_of_the_environment()
    {
        using var server = new ScriptedServer(new ScriptedAnswer(200, "{}"));
        Set("AWS_ENDPOINT_URL_ACM", server.Url);
        // AWS_REGION says how to sign at such an endpoint, in every AWS client, unless the client is told otherwise.
        using var acm = new AmazonCertificateManagerClient(
            new AmazonCertificateManagerConfig { RegionEndpoint = RegionEndpoint.USWest2, AuthenticationRegion = "us-west-2" }
        );

        await acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = "arn" });

        var request = Assert.Single(server.Requests);
        Assert.Contains("/us-west-2/acm/aws4_request", request.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_come_from_a_profile()
    {
        using var server = new ScriptedServer(new ScriptedAnswer(200, "{}"));
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            """
            [other]
            aws_access_key_id = AKIAPROFILE
            aws_secret_access_key = secret
            """
        );
        Set("AWS_ACCESS_KEY_ID", null);
        Set("AWS_SECRET_ACCESS_KEY", null);
        Set("AWS_ENDPOINT_URL", server.Url);
        using var acm = new AmazonCertificateManagerClient(new AmazonCertificateManagerConfig { Profile = new Profile("other", file) });

        await acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = "arn" });

        var request = Assert.Single(server.Requests);
        Assert.Contains("Credential=AKIAPROFILE/", request.Headers["Authorization"], StringComparison.Ordinal);
        File.Delete(file);
    }

    [Theory]
    [InlineData("eu-west-1", false, false, "https://acm.eu-west-1.amazonaws.com")]
    [InlineData("cn-north-1", false, false, "https://acm.cn-north-1.amazonaws.com.cn")]
    [InlineData("us-gov-west-1", false, false, "https://acm.us-gov-west-1.amazonaws.com")]
    [InlineData("us-gov-west-1", true, false, "https://acm.us-gov-west-1.amazonaws.com")]
    [InlineData("us-east-1", true, false, "https://acm-fips.us-east-1.amazonaws.com")]
    [InlineData("us-east-1", false, true, "https://acm.us-east-1.api.aws")]
    [InlineData("eusc-de-east-1", false, false, "https://acm.eusc-de-east-1.amazonaws.eu")]
    public void Acm_is_regional_in_every_partition(string region, bool fips, bool dualStack, string url)
    {
        var config = new AmazonCertificateManagerConfig
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            UseFIPSEndpoint = fips,
            UseDualstackEndpoint = dualStack,
        };
        var parameters = new ServiceOperationEndpointParameters(new DescribeCertificateRequest());

        Assert.Equal(url, config.DetermineServiceOperationEndpoint(parameters).URL.TrimEnd('/'));
    }

    private void Set(string name, string? value)
    {
        variables.Add(name);
        Environment.SetEnvironmentVariable(name, value);
    }
}
