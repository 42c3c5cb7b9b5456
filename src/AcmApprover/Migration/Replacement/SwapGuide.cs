using AcmApprover.Identifiers;

namespace AcmApprover.Migration.Replacement;

/// <summary>
/// Writes the commands for what cannot be switched in place: load balancers, CloudFront and API Gateway (AWS CLI reference, elbv2, elb,
/// cloudfront, apigateway). Other services are named, and their documentation has the way.
/// </summary>
public static class SwapGuide
{
    /// <summary>The steps for a resource that uses a certificate.</summary>
    /// <param name="resource">An ARN of the certificate's <c>InUseBy</c>.</param>
    /// <param name="old">The certificate in use.</param>
    /// <param name="replacement">The certificate to use.</param>
    public static SwapSteps Of(string resource, CertificateArn old, CertificateArn replacement)
    {
        var (swap, back) = (replacement.ToString(), old.ToString());
        return resource.Split(':', 6) switch
        {
            ["arn", _, "elasticloadbalancing", var region, _, var rest] when rest.Split('/') is ["loadbalancer", "app" or "net", _, _] =>
                new(
                    resource,
                    "load balancer",
                    [.. ListenersOf(resource, region, back), Listener(region, swap), .. ServerNames(region, swap, back)],
                    ListenersOf(resource, region, swap),
                    [Listener(region, back), .. ServerNames(region, back, swap)]
                ),
            ["arn", _, "elasticloadbalancing", var region, _, var rest] when rest.Split('/') is ["loadbalancer", var name] => new(
                resource,
                "classic load balancer",
                [Classic(region, name, swap)],
                [
                    $"aws elb describe-load-balancers --region {region} --load-balancer-names {name} "
                        + "--query 'LoadBalancerDescriptions[].ListenerDescriptions[].Listener'",
                ],
                [Classic(region, name, back)]
            ),
            ["arn", _, "cloudfront", _, _, var rest] when rest.Split('/') is ["distribution", var id] => new(
                resource,
                "CloudFront distribution",
                Distribution(id, swap),
                [
                    $"aws cloudfront get-distribution --id {id} "
                        + "--query 'Distribution.[Status, DistributionConfig.ViewerCertificate.ACMCertificateArn]'",
                ],
                Distribution(id, back)
            ),
            ["arn", _, "apigateway", var region, _, var rest] when rest.Split('/') is ["", "domainnames", var name] => new(
                resource,
                "API Gateway domain name",
                [DomainNameOf(region, name, swap)],
                [
                    $"aws apigateway get-domain-name --region {region} --domain-name {name} "
                        + "--query '[regionalCertificateArn, certificateArn, domainNameStatus]'",
                ],
                [DomainNameOf(region, name, back)]
            ),
            ["arn", _, var service, ..] => new(resource, service, [], [], []),
            _ => new(resource, "unknown", [], [], []),
        };
    }

    private static IReadOnlyList<string> ListenersOf(string resource, string region, string certificate) =>
        [
            $"aws elbv2 describe-listeners --region {region} --load-balancer-arn {resource} "
                + $"--query \"Listeners[?Certificates[?CertificateArn=='{certificate}']].ListenerArn\"",
        ];

    private static string Listener(string region, string certificate) =>
        $"aws elbv2 modify-listener --region {region} --listener-arn LISTENER_ARN --certificates CertificateArn={certificate}";

    /// <summary>The further certificates of a listener, chosen by the server name that a client asks for.</summary>
    private static IReadOnlyList<string> ServerNames(string region, string added, string removed) =>
        [
            $"aws elbv2 add-listener-certificates --region {region} --listener-arn LISTENER_ARN --certificates CertificateArn={added}",
            $"aws elbv2 remove-listener-certificates --region {region} --listener-arn LISTENER_ARN --certificates CertificateArn={removed}",
        ];

    private static string Classic(string region, string name, string certificate) =>
        $"aws elb set-load-balancer-listener-ssl-certificate --region {region} --load-balancer-name {name} --load-balancer-port 443 "
        + $"--ssl-certificate-id {certificate}";

    private static IReadOnlyList<string> Distribution(string id, string certificate) =>
        [
            $"aws cloudfront get-distribution-config --id {id} --query DistributionConfig > {id}.json",
            $"aws cloudfront get-distribution-config --id {id} --query ETag --output text > {id}.etag",
            $"jq '.ViewerCertificate.ACMCertificateArn = \"{certificate}\" | .ViewerCertificate.Certificate = \"{certificate}\"' "
                + $"{id}.json > {id}.new.json",
            $"aws cloudfront update-distribution --id {id} --distribution-config file://{id}.new.json --if-match \"$(cat {id}.etag)\"",
        ];

    private static string DomainNameOf(string region, string name, string certificate) =>
        $"aws apigateway update-domain-name --region {region} --domain-name {name} "
        + $"--patch-operations op=replace,path=/regionalCertificateArn,value={certificate}";
}
