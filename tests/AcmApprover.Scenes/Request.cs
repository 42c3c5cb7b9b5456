using System.Text;

namespace AcmApprover.Scenes;

/// <summary>One request for a certificate as ACM has it, and the link that its mails carry.</summary>
internal sealed record Request(string Domain, string Account, string Region, string Id, string Code, string ContextId)
{
    public string Arn => $"arn:{Partition}:acm:{Region}:{Account}:certificate/{Id}";

    public string Host => $"{Region}.acm-certificates.{(Partition == "aws-cn" ? "amazonaws.cn" : "amazon.com")}";

    /// <summary>The region's code in hexadecimal stands behind the context's own id.</summary>
    public string Context => $"{ContextId}-{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Region))}";

    public string Query => $"code={Code}&context={Context}";

    public string Link => $"https://{Host}/approvals?{Query}";

    /// <summary>The link with its parameters in either order.</summary>
    public IEnumerable<string> Links => [Link, $"https://{Host}/approvals?context={Context}&code={Code}"];

    public string DashedAccount => $"{Account[..4]}-{Account[4..8]}-{Account[8..]}";

    /// <summary>Where ACM writes to when no other validation domain was named: less a wildcard's or a site's first label.</summary>
    public string ValidationDomain =>
        Domain.StartsWith("*.", StringComparison.Ordinal) ? Domain[2..]
        : Domain.StartsWith("www.", StringComparison.Ordinal) ? Domain[4..]
        : Domain;

    /// <summary>The parts of the link that nobody may read: also a part that was cut off, or that stands without its dashes, is
    /// one.</summary>
    public IEnumerable<string> Secrets => [Code[..8], Code[^12..], ContextId[..8], ContextId[^12..]];

    /// <summary>Names the partition that a region lies in (AWS General Reference, "Amazon Resource Names").</summary>
    private string Partition =>
        Region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : Region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : Region.StartsWith("eusc-", StringComparison.Ordinal) ? "aws-eusc"
        : "aws";

    public static Request Draw(SeededRandom random, string domain, string region) =>
        new(domain, random.Digits(12), region, random.Uuid(), random.Uuid(), random.Uuid());
}
