using AcmApprover.Aws.Client;
using static AcmApprover.Aws.Tests.Client.SampleServices;

namespace AcmApprover.Aws.Tests.Client;

public sealed class AwsEndpointTests
{
    [Theory]
    [InlineData("SNS", "eu-west-1", false, false, "https://sns.eu-west-1.amazonaws.com")]
    [InlineData("SNS", "us-east-1", true, false, "https://sns-fips.us-east-1.amazonaws.com")]
    [InlineData("SNS", "us-gov-west-1", true, false, "https://sns.us-gov-west-1.amazonaws.com")]
    [InlineData("SNS", "us-gov-west-1", true, true, "https://sns-fips.us-gov-west-1.api.aws")]
    [InlineData("SNS", "us-east-1", false, true, "https://sns.us-east-1.api.aws")]
    [InlineData("SNS", "cn-north-1", false, false, "https://sns.cn-north-1.amazonaws.com.cn")]
    [InlineData("SNS", "cn-north-1", false, true, "https://sns.cn-north-1.api.amazonwebservices.com.cn")]
    [InlineData("SNS", "eusc-de-east-1", false, false, "https://sns.eusc-de-east-1.amazonaws.eu")]
    [InlineData("SES", "eu-west-1", false, false, "https://email.eu-west-1.amazonaws.com")]
    [InlineData("Lambda", "us-gov-west-1", true, false, "https://lambda-fips.us-gov-west-1.amazonaws.com")]
    [InlineData("Organizations", "eu-west-1", false, false, "https://organizations.us-east-1.amazonaws.com")]
    [InlineData("Organizations", "cn-north-1", false, false, "https://organizations.cn-northwest-1.amazonaws.com.cn")]
    [InlineData("Route 53", "eu-west-1", false, false, "https://route53.amazonaws.com")]
    [InlineData("Route 53", "us-gov-east-1", false, false, "https://route53.us-gov.amazonaws.com")]
    public void An_endpoint_follows_from_service_partition_and_region(string id, string region, bool isFips, bool isDualStack, string url)
    {
        using var environment = new EnvironmentScope(
            ("AWS_ENDPOINT_URL", null),
            ($"AWS_ENDPOINT_URL_{id.ToUpperInvariant().Replace(' ', '_')}", null)
        );
        var service = All.Single(service => service.Id == id);
        var config = new AwsClientConfig(service, region) { UseFIPSEndpoint = isFips, UseDualstackEndpoint = isDualStack };

        Assert.Equal(url, config.DetermineServiceOperationEndpoint(new(new AwsCall("Ask"))).URL);
    }
}
