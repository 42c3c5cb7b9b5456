using AcmApprover.Identifiers;
using AcmApprover.Migration.Replacement;

namespace AcmApprover.Tests.Migration;

/// <summary>The commands that swap a certificate, and swap it back.</summary>
public sealed class SwapGuideTests
{
    private static readonly CertificateArn Old = Candidates.Arn(1);
    private static readonly CertificateArn New = Candidates.Arn(2);

    [Theory]
    [InlineData("arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc6c495c0c9188", "load balancer")]
    [InlineData("arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/web/50dc6c495c0c9188", "load balancer")]
    [InlineData("arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/web", "classic load balancer")]
    [InlineData("arn:aws:cloudfront::111122223333:distribution/E12KXPQHVLSYVC", "CloudFront distribution")]
    [InlineData("arn:aws:apigateway:eu-west-1::/domainnames/api.example.com", "API Gateway domain name")]
    public void What_is_swapped_can_be_swapped_back_and_checked(string resource, string kind)
    {
        var steps = SwapGuide.Of(resource, Old, New);

        Assert.Equal(kind, steps.Kind);
        Assert.Contains(steps.Swap, command => command.Contains($"{New}", StringComparison.Ordinal));
        Assert.Contains(steps.SwapBack, command => command.Contains($"{Old}", StringComparison.Ordinal));
        Assert.NotEmpty(steps.Check);
        Assert.All(
            [.. steps.Swap, .. steps.Check, .. steps.SwapBack],
            command =>
                Assert.True(command.StartsWith("aws ", StringComparison.Ordinal) || command.StartsWith("jq ", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("arn:aws:cognito-idp:us-east-1:111122223333:userpool/x", "cognito-idp")]
    [InlineData("nonsense", "unknown")]
    public void What_is_not_known_has_a_name_and_no_commands(string resource, string kind)
    {
        var steps = SwapGuide.Of(resource, Old, New);

        Assert.Equal((kind, 0, 0, 0), (steps.Kind, steps.Swap.Count, steps.Check.Count, steps.SwapBack.Count));
    }
}
