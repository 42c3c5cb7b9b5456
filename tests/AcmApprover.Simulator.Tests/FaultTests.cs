using System.Net;
using AcmApprover.Simulator.Faults;
using static AcmApprover.Simulator.Tests.Client;

namespace AcmApprover.Simulator.Tests;

public sealed class FaultTests
{
    [Fact]
    public async Task A_fault_meets_so_many_requests_of_its_operation()
    {
        await using var world = await WorldAsync();
        world.Faults.Add(ServiceName.S3, "GetObject", Misbehave.Error(503, "SlowDown"), times: 2);
        Assert.Equal(HttpStatusCode.OK, (await S3Async(world, HttpMethod.Head, "/mail/key")).StatusCode);
        var first = await S3Async(world, HttpMethod.Get, "/mail/key");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "SlowDown"), (first.StatusCode, await ErrorCodeAsync(first)));
        Assert.Equal(1, world.Faults.Pending);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await S3Async(world, HttpMethod.Get, "/mail/key")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await S3Async(world, HttpMethod.Get, "/mail/key")).StatusCode);
        Assert.Equal([503, 503, 200], world.Requests.Of(ServiceName.S3, "GetObject").Select(request => request.Status));
    }

    [Fact]
    public async Task A_lost_answer_leaves_its_effect()
    {
        await using var world = await WorldAsync();
        world.Faults.Add(ServiceName.S3, "PutObject", Misbehave.LoseAnswer(), when: request => request.Path == "/mail/lost");
        await Assert.ThrowsAsync<HttpRequestException>(() => S3Async(world, HttpMethod.Put, "/mail/lost", "x"u8.ToArray()));
        Assert.NotNull(world.S3.Find("mail", "lost"));

        world.Faults.Add(ServiceName.S3, "PutObject", Misbehave.Drop());
        await Assert.ThrowsAsync<HttpRequestException>(() => S3Async(world, HttpMethod.Put, "/mail/dropped", "x"u8.ToArray()));
        Assert.Null(world.S3.Find("mail", "dropped"));

        world.Faults.Add(ServiceName.S3, "PutObject", Misbehave.ErrorAfterwards(500));
        Assert.Equal(HttpStatusCode.InternalServerError, (await S3Async(world, HttpMethod.Put, "/mail/late", "x"u8.ToArray())).StatusCode);
        Assert.NotNull(world.S3.Find("mail", "late"));
    }

    [Fact]
    public async Task A_hanging_service_does_not_keep_the_world_from_ending()
    {
        var world = await WorldAsync();
        world.Faults.Add(ServiceName.S3, null, Misbehave.Hang());
        var waiting = S3Async(world, HttpMethod.Get, "/mail/key");
        while (world.Requests.All.Count == 0)
        {
            await Task.Delay(5, Cancelled);
        }

        await world.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => waiting);
        Assert.False(File.Exists(world.AuthorityFile));
    }

    [Fact]
    public async Task The_page_can_be_huge_lie_or_lead_away()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var link = new Uri(world.Acm.RequestCertificate(Home, "eu-west-1", ["example.com"])[0].Link);
        world.Faults.Add(ServiceName.ApprovalSite, "OpenPage", Misbehave.Pad(2 * 1024 * 1024));
        world.Faults.Add(ServiceName.ApprovalSite, "OpenPage", Misbehave.Replace("example.com", "example.net"));
        world.Faults.Add(ServiceName.ApprovalSite, "OpenPage", Misbehave.Redirect("https://example.org/"));
        world.Faults.Add(ServiceName.ApprovalSite, "OpenPage", Misbehave.ContentType("application/pdf"));
        world.Faults.Add(ServiceName.ApprovalSite, "OpenPage", Misbehave.Delay(TimeSpan.FromMilliseconds(1)));
        using var browser = Browser(world);
        Assert.True((await TextAsync(await browser.GetAsync(link, Cancelled))).Length > 2 * 1024 * 1024);
        Assert.DoesNotContain("example.com", await TextAsync(await browser.GetAsync(link, Cancelled)), StringComparison.Ordinal);
        Assert.Equal("https://example.org/", (await browser.GetAsync(link, Cancelled)).Headers.Location!.ToString());
        Assert.Equal("application/pdf", (await browser.GetAsync(link, Cancelled)).Content.Headers.ContentType!.ToString());
        Assert.Contains("I Approve", await TextAsync(await browser.GetAsync(link, Cancelled)), StringComparison.Ordinal);
        Assert.Equal(0, world.Faults.Pending);
    }

    private static async Task<SimulatedWorld> WorldAsync()
    {
        var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.S3.AddBucket("mail");
        world.S3.Put("mail", "key", "body"u8.ToArray());
        return world;
    }
}
