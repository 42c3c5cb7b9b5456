using AcmApprover.Aws.Acm;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.Organizations;
using AcmApprover.Aws.Regions;
using AcmApprover.Identifiers;
using AcmApprover.Probing;
using AcmApprover.Testing;

namespace AcmApprover.Aws.Tests.Models;

/// <summary>The calls that the estate is read with.</summary>
internal static class EstateCalls
{
    internal const string Certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555";

    private static readonly AwsSession Session = AwsSession.OfProcess.In(Region.Parse("eu-west-1"));
    private static readonly CertificateArn Arn = CertificateArn.Parse(Certificate);
    private static readonly DomainName Name = DomainName.Parse("www.example.com");

    internal static IReadOnlyList<ModelledCall> All { get; } =
    [
        new(OrganizationAccounts.Service, "ListAccounts", ListAccountsAsync, new OrganizationAccount("Id", "Name", "State")),
        new(EnabledRegions.AccountService, "ListRegions", ListRegionsAsync, "RegionName"),
        new(EnabledRegions.Ec2Service, "DescribeRegions", DescribeRegionsAsync, "RegionName"),
        new(AcmClient.Service, "SearchCertificates", SearchAsync, $"{Certificate} www.example.com KeyAlgorithm True"),
        new(AcmClient.Service, "ListCertificates", ListAsync, $"{Certificate} www.example.com KeyAlgorithm True"),
        new(
            AcmClient.Service,
            "DescribeCertificate",
            DescribeAsync,
            $"{Certificate} www.example.com ValidationEmails InUseBy RenewalStatusReason"
        ),
        new(AcmClient.Service, "ListTagsForCertificate", ListTagsAsync, "Key=Value"),
        new(AcmClient.Service, "ResendValidationEmail", ResendAsync, null),
        new(AcmClient.Service, "RequestCertificate", RequestAsync, Certificate),
        new(AcmClient.Service, "DeleteCertificate", DeleteAsync, null),
    ];

    private static async Task<object?> ListAccountsAsync(ScriptedServer server)
    {
        using var organization = new OrganizationAccounts(Session);
        return Assert.Single(await organization.ListAsync(CancellationToken.None).ToListAsync());
    }

    private static async Task<object?> ListRegionsAsync(ScriptedServer server)
    {
        using var regions = new EnabledRegions(Session);
        return Assert.Single(await regions.ListAsync(CancellationToken.None).ToListAsync());
    }

    private static async Task<object?> DescribeRegionsAsync(ScriptedServer server)
    {
        using var regions = new EnabledRegions(Session);
        return Assert.Single(await regions.DescribeAsync(CancellationToken.None));
    }

    private static async Task<object?> SearchAsync(ScriptedServer server)
    {
        using var acm = new AcmClient(Session);
        return Listed(await acm.SearchAsync(("RenewalStatus", "PENDING_VALIDATION"), "token", CancellationToken.None));
    }

    private static async Task<object?> ListAsync(ScriptedServer server)
    {
        using var acm = new AcmClient(Session);
        return Listed(await acm.ListAsync(["ISSUED"], "token", CancellationToken.None));
    }

    private static string Listed(CertificatePage page)
    {
        var facts = Assert.Single(page.Certificates).Facts;
        return $"{facts.Arn} {Assert.Single(facts.Names).Name} {facts.KeyAlgorithm} {facts.IsExported}";
    }

    private static async Task<object?> DescribeAsync(ScriptedServer server)
    {
        using var acm = new AcmClient(Session);
        var facts = (await acm.DescribeAsync(Arn, CancellationToken.None))!;
        var name = Assert.Single(facts.Names);
        return $"{facts.Arn} {name.Name} {Assert.Single(name.Mailboxes)} {Assert.Single(facts.UsedBy)} {facts.Renewal?.Reason}";
    }

    private static async Task<object?> ListTagsAsync(ScriptedServer server)
    {
        using var acm = new AcmClient(Session);
        var tag = Assert.Single(await acm.ListTagsAsync(Arn, CancellationToken.None));
        return $"{tag.Key}={tag.Value}";
    }

    private static async Task<object?> RequestAsync(ScriptedServer server)
    {
        using var acm = new AcmProbes(Session);
        var mark = new ProbeMark
        {
            Name = DomainName.Parse("acm-probe-1a2b3c4d.example.com"),
            ValidationDomain = DomainName.Parse("example.com"),
            Account = Arn.Account,
            Region = Arn.Region,
            MarkedAt = DateTimeOffset.UnixEpoch,
        };
        return (await acm.RequestAsync(mark, CancellationToken.None)).ToString();
    }

    private static async Task<object?> DeleteAsync(ScriptedServer server)
    {
        using var acm = new AcmProbes(Session);
        await acm.DeleteAsync(Arn, CancellationToken.None);
        return null;
    }

    private static async Task<object?> ResendAsync(ScriptedServer server)
    {
        using var acm = new AcmClient(Session);
        await acm.ResendAsync(Arn, Name, DomainName.Parse("example.com"), CancellationToken.None);
        return null;
    }
}
