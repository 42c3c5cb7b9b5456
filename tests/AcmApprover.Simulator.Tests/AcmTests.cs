using System.Text.Json.Nodes;
using AcmApprover.Simulator.Acm;
using Microsoft.Extensions.Time.Testing;
using static AcmApprover.Simulator.Tests.Client;

namespace AcmApprover.Simulator.Tests;

public sealed class AcmTests
{
    [Fact]
    public async Task A_certificate_is_issued_once_every_name_is_approved()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var mailings = world.Acm.RequestCertificate(Home, "us-east-1", ["www.example.com", "*.shop.example.com"]);
        var arn = mailings[0].CertificateArn;
        var before = await DescribeAsync(world, arn, region: "us-east-1");
        Assert.Equal("PENDING_VALIDATION", (string?)before["Status"]);
        var options = before["DomainValidationOptions"]!.AsArray();
        Assert.Equal(["example.com", "shop.example.com"], options.Select(option => (string)option!["ValidationDomain"]!));
        Assert.Equal(mailings[0].Emails, options[0]!["ValidationEmails"]!.AsArray().Select(address => (string)address!));
        Assert.Equal(5, mailings[0].Emails.Count);

        Assert.Equal(ApprovalOutcome.Done, world.Acm.Approve(mailings[0]));
        var half = await DescribeAsync(world, arn, region: "us-east-1");
        Assert.Equal("PENDING_VALIDATION", (string?)half["Status"]);
        Assert.Equal("SUCCESS", (string?)half["DomainValidationOptions"]![0]!["ValidationStatus"]);

        world.Acm.ApproveAll(arn);
        var after = await DescribeAsync(world, arn, region: "us-east-1");
        Assert.Equal("ISSUED", (string?)after["Status"]);
        Assert.True(after["NotAfter"]!.GetValue<decimal>() > after["IssuedAt"]!.GetValue<decimal>());
        Assert.Equal(ApprovalOutcome.AlreadyDone, world.Acm.Approve(mailings[0]));
    }

    [Fact]
    public async Task A_renewal_leaves_the_certificate_issued()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var arn = world.Acm.RequestCertificate(Home, "eu-west-1", ["example.com"])[0].CertificateArn;
        world.Acm.ApproveAll(arn);
        var mailing = Assert.Single(world.Acm.StartRenewal(arn));
        Assert.True(mailing.IsRenewal);
        var pending = await DescribeAsync(world, arn);
        Assert.Equal("ISSUED", (string?)pending["Status"]);
        Assert.Equal("PENDING_VALIDATION", (string?)pending["RenewalSummary"]!["RenewalStatus"]);
        Assert.Equal("SUCCESS", (string?)pending["DomainValidationOptions"]![0]!["ValidationStatus"]);
        Assert.True(world.Acm.IsPending(arn));

        Assert.Equal(ApprovalOutcome.Done, world.Acm.Approve(mailing));
        Assert.Equal("SUCCESS", (string?)(await DescribeAsync(world, arn))["RenewalSummary"]!["RenewalStatus"]);
        Assert.False(world.Acm.IsPending(arn));
    }

    [Fact]
    public async Task A_lag_shows_the_state_from_before_the_change()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var arn = world.Acm.RequestCertificate(Home, "eu-west-1", ["example.com"])[0].CertificateArn;
        world.Acm.Lag = new VisibilityLag(Describes: 2);
        world.Acm.ApproveAll(arn);
        Assert.Equal("ISSUED", world.Acm.StatusOf(arn));
        Assert.Equal("PENDING_VALIDATION", (string?)(await DescribeAsync(world, arn))["Status"]);
        Assert.Equal("PENDING_VALIDATION", (string?)(await DescribeAsync(world, arn))["Status"]);
        Assert.Equal("ISSUED", (string?)(await DescribeAsync(world, arn))["Status"]);

        var young = world.Acm.RequestCertificate(Home, "eu-west-1", ["example.org"])[0].CertificateArn;
        Assert.Equal("ResourceNotFoundException", await DescribeErrorAsync(world, young));
    }

    [Fact]
    public async Task Validation_times_out_after_three_days()
    {
        var clock = new FakeTimeProvider();
        await using var world = await SimulatedWorld.StartAsync(new WorldOptions { Time = clock }, Cancelled);
        var mailing = world.Acm.RequestCertificate(Home, "eu-west-1", ["example.com"])[0];
        clock.Advance(TimeSpan.FromHours(73));
        Assert.Equal("VALIDATION_TIMED_OUT", (string?)(await DescribeAsync(world, mailing.CertificateArn))["Status"]);
        Assert.Equal(ApprovalOutcome.Expired, world.Acm.Approve(mailing));
    }

    [Fact]
    public async Task A_certificate_is_found_in_its_own_account_and_region_only()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var arn = world.Acm.RequestCertificate(Other, "us-east-1", ["example.com"])[0].CertificateArn;
        Assert.Equal("ResourceNotFoundException", await DescribeErrorAsync(world, arn, Home, "us-east-1"));
        Assert.Equal("ResourceNotFoundException", await DescribeErrorAsync(world, arn, Other, "eu-west-1"));
        Assert.Equal("InvalidArnException", await DescribeErrorAsync(world, "arn:aws:s3:::bucket"));
        world.Acm.Deny(Other);
        Assert.Equal("AccessDeniedException", await DescribeErrorAsync(world, arn, Other, "us-east-1"));
    }

    [Fact]
    public async Task Resending_mails_again()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var first = world.Acm.RequestCertificate(Home, "eu-west-1", ["www.example.com"])[0];
        Assert.Equal(first, Assert.Single(world.Acm.TakeMailings()));
        var input = new JsonObject { ["CertificateArn"] = first.CertificateArn, ["Domain"] = "www.example.com" };
        var incomplete = await AcmAsync(world, "ResendValidationEmail", input.ToJsonString());
        Assert.Equal("ValidationException", (string?)JsonNode.Parse(await TextAsync(incomplete))!["__type"]);

        input["ValidationDomain"] = "www.example.com";
        var resent = await AcmAsync(world, "ResendValidationEmail", input.ToJsonString());
        Assert.Equal(200, (int)resent.StatusCode);
        var second = Assert.Single(world.Acm.TakeMailings());
        Assert.Equal("www.example.com", second.ValidationDomain);
        Assert.NotEqual(first.Code, second.Code);

        world.Acm.ApproveAll(first.CertificateArn);
        var late = await AcmAsync(world, "ResendValidationEmail", input.ToJsonString());
        Assert.Equal("InvalidStateException", (string?)JsonNode.Parse(await TextAsync(late))!["__type"]);
    }

    private static async Task<JsonNode> DescribeAsync(SimulatedWorld world, string arn, string account = Home, string region = "eu-west-1")
    {
        var input = new JsonObject { ["CertificateArn"] = arn };
        var response = await AcmAsync(world, "DescribeCertificate", input.ToJsonString(), account, region);
        Assert.Equal(200, (int)response.StatusCode);
        return JsonNode.Parse(await TextAsync(response))!["Certificate"]!;
    }

    private static async Task<string?> DescribeErrorAsync(
        SimulatedWorld world,
        string arn,
        string account = Home,
        string region = "eu-west-1"
    )
    {
        var input = new JsonObject { ["CertificateArn"] = arn };
        var response = await AcmAsync(world, "DescribeCertificate", input.ToJsonString(), account, region);
        Assert.Equal(400, (int)response.StatusCode);
        return (string?)JsonNode.Parse(await TextAsync(response))!["__type"];
    }
}
