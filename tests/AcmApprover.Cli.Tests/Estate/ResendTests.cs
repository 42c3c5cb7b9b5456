using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Faults;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests.Estate;

public sealed class ResendTests
{
    private const string Bucket = "mail-bucket";

    private static readonly PlantedCertificate Waiting = EstateWorld.Fine with
    {
        IssuedAt = null,
        InUseBy = [],
        RequestedAt = EstateWorld.Now.AddHours(-30),
    };

    private static readonly PlantedCertificate Renewing = EstateWorld.Fine with
    {
        Names = ["renewing.example.com"],
        ExpiresAt = EstateWorld.Now.AddDays(20),
        RequestedAt = EstateWorld.Now.AddDays(-170),
        IsRenewing = true,
    };

    [Fact]
    public async Task A_dry_run_shows_what_would_be_sent_and_sends_nothing()
    {
        await using var world = await StartAsync(Waiting, Renewing, EstateWorld.Fine);

        var transcript = await ResendAsync(world);

        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        const string line = "would-send     www.example.com (111122223333 eu-west-1): to the five mailboxes at example.com";
        Assert.Contains(line, transcript.Lines);
        Assert.Contains("2 would-send; nothing was sent: give --send", transcript.Output, StringComparison.Ordinal);
        Assert.Empty(world.World.Acm.TakeMailings());
        Assert.Empty(world.World.S3.Objects(Bucket, ""));
    }

    [Fact]
    public async Task Each_name_is_sent_once_a_day_however_often_it_is_run_and_by_how_many()
    {
        await using var world = await StartAsync(Waiting with { Names = ["www.example.com", "*.example.com"] }, Renewing);

        for (var i = 0; i < 2; i++)
        {
            await Task.WhenAll(SendAsync(world), SendAsync(world), SendAsync(world));
        }

        Assert.Equal(
            ["*.example.com", "renewing.example.com", "www.example.com"],
            world.World.Acm.TakeMailings().Select(m => m.Domain).Order(StringComparer.Ordinal)
        );
        var again = await SendAsync(world, "--json");
        Assert.All(again.Lines, l => Assert.Equal("sent-before", (string?)JsonNode.Parse(l)!["outcome"]));
        Assert.Equal(3, again.Lines.Count);
    }

    [Fact]
    public async Task What_ACM_throttles_is_given_back_and_sent_by_the_next_run()
    {
        await using var world = await StartAsync(Waiting);
        world.World.Faults.Add(ServiceName.Acm, "ResendValidationEmail", Misbehave.Error(400, "ThrottlingException"));

        var throttled = await SendAsync(world);
        Assert.Equal(1, throttled.ExitCode);
        Assert.Empty(world.World.Acm.TakeMailings());
        Assert.Equal(0, (await SendAsync(world)).ExitCode);
        Assert.Single(world.World.Acm.TakeMailings());
    }

    [Fact]
    public async Task An_answer_that_is_lost_is_not_sent_again()
    {
        await using var world = await StartAsync(Waiting);
        world.World.Faults.Add(ServiceName.Acm, "ResendValidationEmail", Misbehave.ErrorAfterwards(500));
        await SendAsync(world);
        await SendAsync(world);
        Assert.Single(world.World.Acm.TakeMailings());
    }

    [Fact]
    public async Task A_certificate_that_was_approved_meanwhile_is_a_finding_and_no_error()
    {
        await using var world = await StartAsync(Waiting);
        world.World.Faults.Add(ServiceName.Acm, "ResendValidationEmail", Misbehave.Error(400, "InvalidStateException"));
        var transcript = await SendAsync(world);
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        Assert.Contains("not-pending    www.example.com", transcript.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_permission_is_named_and_the_claim_is_given_back()
    {
        await using var world = await StartAsync(Waiting);
        world.World.Acm.Deny(EstateWorld.Own, "ResendValidationEmail");
        var transcript = await SendAsync(world);
        Assert.Equal(1, transcript.ExitCode);
        Assert.Contains("AWS refuses acm:ResendValidationEmail", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_inventory_only_places_where_something_waits_are_asked()
    {
        await using var world = await StartAsync(Waiting);
        var file = world.File("estate.json");
        await world.InventoryAsync("--output", $"json={file}");
        world.World.Requests.Clear();

        await ResendAsync(world, "--inventory", file);

        Assert.Equal(3, world.World.Requests.Of(ServiceName.Acm, "SearchCertificates").Count);
        Assert.Empty(world.World.Requests.Of(ServiceName.AccountManagement));
    }

    [Fact]
    public async Task Without_a_bucket_nothing_is_sent()
    {
        var transcript = await Transcript.OfAsync(["resend", "--send"]);
        Assert.Equal((2, ""), (transcript.ExitCode, transcript.Output));
        Assert.StartsWith("error: no mail bucket is given", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_waits_is_done()
    {
        await using var world = await StartAsync(EstateWorld.Fine);
        var transcript = await ResendAsync(world);
        Assert.Equal((0, "no name waits for an answer to ACM's mail\n"), (transcript.ExitCode, transcript.Output));
    }

    private static async Task<EstateWorld> StartAsync(params IReadOnlyList<PlantedCertificate> certificates)
    {
        var world = await EstateWorld.StartAsync();
        world.World.S3.AddBucket(Bucket);
        foreach (var certificate in certificates)
        {
            world.Plant(certificate);
        }

        return world;
    }

    private static Task<Transcript> ResendAsync(EstateWorld world, params IReadOnlyList<string> arguments) =>
        Transcript.OfAsync(world.World, ["resend", "--regions", "eu-west-1", .. arguments]);

    private static Task<Transcript> SendAsync(EstateWorld world, params IReadOnlyList<string> arguments) =>
        ResendAsync(world, ["--send", "--bucket", Bucket, .. arguments]);
}
