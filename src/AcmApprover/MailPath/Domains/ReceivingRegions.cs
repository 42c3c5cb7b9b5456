using AcmApprover.Identifiers;

namespace AcmApprover.MailPath.Domains;

/// <summary>The regions in which SES receives mail (AWS General Reference, "Amazon SES endpoints and quotas").</summary>
public static class ReceivingRegions
{
    private static readonly HashSet<string> all =
    [
        "us-east-1",
        "us-east-2",
        "us-west-1",
        "us-west-2",
        "af-south-1",
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-northeast-3",
        "ap-south-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "ap-southeast-3",
        "ca-central-1",
        "eu-central-1",
        "eu-north-1",
        "eu-south-1",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "il-central-1",
        "me-south-1",
        "sa-east-1",
    ];

    /// <summary>Whether SES receives in a region.</summary>
    public static bool Has(Region region) => all.Contains(region.Value);

    /// <summary>The host that receives in a region.</summary>
    public static string HostOf(Region region) => $"inbound-smtp.{region}.amazonaws.com";
}
