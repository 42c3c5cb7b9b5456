using System.Text.Json.Nodes;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Ses;
using static AcmApprover.Simulator.Tests.Client;

namespace AcmApprover.Simulator.Tests;

/// <summary>A request with e-mail validation, by the API, and its mail's way through SES into S3.</summary>
public sealed class MailedRequestTests
{
    private const string Bucket = "mail-bucket";

    [Fact]
    public async Task A_request_mails_to_the_validation_domain_and_its_link_issues_the_certificate()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var arn = await RequestAsync(world, Input());
        var mailing = Assert.Single(world.Acm.TakeMailings());
        Assert.Equal((arn, "a.example.com", "example.com"), (mailing.CertificateArn, mailing.Domain, mailing.ValidationDomain));
        Assert.Equal(ApprovalOutcome.Done, world.Acm.Approve(mailing));
        Assert.Equal("ISSUED", world.Acm.StatusOf(arn));
    }

    [Fact]
    public async Task The_same_token_requests_the_same_certificate_once()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        Assert.Equal(await RequestAsync(world, Input()), await RequestAsync(world, Input()));
        Assert.Single(world.Acm.TakeMailings());
    }

    [Fact]
    public async Task A_validation_domain_that_is_not_above_the_name_is_refused()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        Assert.Equal("InvalidDomainValidationOptionsException", await RefusalAsync(world, Input("xample.com")));
        Assert.Empty(world.Acm.Arns);
    }

    [Fact]
    public async Task The_quota_of_a_year_counts_what_was_deleted_too()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.Acm.MostRequests = 1;
        var arn = await RequestAsync(world, Input());
        var mailing = Assert.Single(world.Acm.TakeMailings());
        await AcmAsync(world, "DeleteCertificate", new JsonObject { ["CertificateArn"] = arn }.ToJsonString());
        Assert.Empty(world.Acm.Arns);
        Assert.Equal(ApprovalOutcome.Expired, world.Acm.Approve(mailing));

        var other = Input();
        other["IdempotencyToken"] = "other";
        Assert.Equal("LimitExceededException", await RefusalAsync(world, other));
    }

    [Theory]
    [InlineData("example.com", "Success", 5)]
    [InlineData("admin@example.com", "Success", 1)]
    [InlineData("other.example", "Success", 0)]
    [InlineData("example.com", "Pending", 0)]
    public async Task SES_stores_what_its_rules_take_for_a_verified_domain(string recipient, string status, int stored)
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.S3.AddBucket(Bucket);
        world.Ses.ActiveRuleSet = "set";
        world.Ses.Identities["example.com"] = status;
        world.Ses.Rules.Add(
            new SimulatedReceiptRule("store")
            {
                Recipients = [recipient],
                Actions = [("S3Action", new Dictionary<string, string> { ["BucketName"] = Bucket, ["ObjectKeyPrefix"] = "inbound/" })],
            }
        );
        await using var post = SimulatedPost.Start(world, TimeSpan.Zero);
        await RequestAsync(world, Input());
        await post.SettleAsync(Cancelled);
        Assert.Equal(stored, world.S3.Objects(Bucket, "inbound/").Count);
    }

    private static JsonObject Input(string validationDomain = "example.com") =>
        new()
        {
            ["DomainName"] = "a.example.com",
            ["ValidationMethod"] = "EMAIL",
            ["IdempotencyToken"] = "token",
            ["DomainValidationOptions"] = new JsonArray(
                new JsonObject { ["DomainName"] = "a.example.com", ["ValidationDomain"] = validationDomain }
            ),
        };

    private static async Task<string> RequestAsync(SimulatedWorld world, JsonObject input)
    {
        var response = await AcmAsync(world, "RequestCertificate", input.ToJsonString());
        return (string)JsonNode.Parse(await TextAsync(response))!["CertificateArn"]!;
    }

    private static async Task<string?> RefusalAsync(SimulatedWorld world, JsonObject input)
    {
        var response = await AcmAsync(world, "RequestCertificate", input.ToJsonString());
        return (string?)JsonNode.Parse(await TextAsync(response))!["__type"];
    }
}
