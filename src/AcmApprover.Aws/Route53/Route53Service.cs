using AcmApprover.Aws.Client;

namespace AcmApprover.Aws.Route53;

/// <summary>Amazon Route 53: one endpoint for each partition.</summary>
internal static class Route53Service
{
    internal const string Name = "Route 53";

    internal static readonly AwsService Service = new()
    {
        Id = "Route 53",
        Prefix = "route53",
        Version = "2013-04-01",
        Protocol = AwsProtocol.RestXml,
        IsGlobal = true,
        Host = place =>
            place switch
            {
                { Partition: "aws-us-gov" } => "route53.us-gov",
                { IsFips: true, IsDualStack: true, Partition: "aws" } => "route53-fips.global",
                { IsFips: true } => "route53-fips",
                { IsDualStack: true } => "route53.global",
                _ => "route53",
            },
    };

    /// <summary>The id without the path that answers put before it (<c>/hostedzone/Z1</c>, <c>/change/C1</c>).</summary>
    internal static string IdOf(string id) => id[(id.LastIndexOf('/') + 1)..];
}
