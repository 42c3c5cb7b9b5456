using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests.Estate;

/// <summary>A probe's certificate is no part of the estate.</summary>
public sealed class PassedOverProbeTests
{
    private const string Probe = "acm-probe-1a2b3c4d.example.com";

    [Fact]
    public async Task The_inventory_neither_shows_a_probe_nor_asks_about_it()
    {
        await using var estate = await EstateWorld.StartAsync();
        estate.Plant(EstateWorld.Fine with { Names = [Probe] });
        estate.Plant(EstateWorld.Fine with { Names = ["www.example.com", Probe] });
        var inventory = await estate.TakeAsync("--regions", "eu-west-1");
        Assert.Equal("www.example.com", Assert.Single(inventory.Certificates).Domain?.Value);
        Assert.Single(estate.World.Requests.Of(Simulator.ServiceName.Acm, "DescribeCertificate"));
    }

    [Fact]
    public async Task Its_mail_is_not_sent_again()
    {
        await using var estate = await EstateWorld.StartAsync();
        var pending = EstateWorld.Fine with { IssuedAt = null, RequestedAt = EstateWorld.Now.AddHours(-30) };
        estate.Plant(pending with { Names = [Probe] });
        estate.Plant(pending);
        var transcript = await Transcript.OfAsync(estate.World, ["resend", "--regions", "eu-west-1"]);
        Assert.Contains("www.example.com", transcript.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Probe, transcript.Output, StringComparison.Ordinal);
    }
}
