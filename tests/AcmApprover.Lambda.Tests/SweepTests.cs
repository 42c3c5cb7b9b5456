using AcmApprover.Simulator.Acm;

namespace AcmApprover.Lambda.Tests;

/// <summary>The function's own round through what waits.</summary>
public sealed class SweepTests
{
    private const string Event = """{"sweep": {}}""";

    [Fact]
    public async Task What_waits_is_sent_again_and_the_operator_hears_once_of_what_expires_soon()
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Regions.Choose(FunctionWorld.Own, FunctionWorld.Region);
        Plant(function);

        var first = (await function.World.Lambda.InvokeAsync(Event)).Answer();
        var second = (await function.World.Lambda.InvokeAsync(Event)).Answer();

        Assert.Equal("""{"summary":{"Sent":1},"told":1,"problems":[],"isComplete":true}""", first.ToJsonString());
        Assert.Equal("""{"summary":{"SentBefore":1},"told":0,"problems":[],"isComplete":true}""", second.ToJsonString());
        Assert.Single(function.World.Acm.TakeMailings());
        var message = Assert.Single(function.World.Sns.Messages);
        Assert.Equal("[warning] www.example.com: waits for its validation mail to be approved", message.Subject);
    }

    [Theory]
    [InlineData("""{"sweep": {}}""", 0)]
    [InlineData("""{"sweep": {"evenInNotifyMode": true}}""", 1)]
    public async Task In_notify_mode_nothing_is_sent_unless_it_is_told_to(string sweep, int mails)
    {
        await using var function = await FunctionWorld.StartAsync(("ACM_APPROVER_MODE", "notify"));
        function.World.Regions.Choose(FunctionWorld.Own, FunctionWorld.Region);
        Plant(function);
        await function.World.Lambda.InvokeAsync(sweep);
        Assert.Equal(mails, function.World.Acm.TakeMailings().Count);
    }

    private static void Plant(FunctionWorld function)
    {
        var now = TimeProvider.System.GetUtcNow();
        function.World.Regions.Choose(FunctionWorld.Second, FunctionWorld.Region);
        function.World.Acm.Plant(
            new PlantedCertificate
            {
                Account = FunctionWorld.Own,
                Region = FunctionWorld.Region,
                Names = ["www.example.com"],
                IssuedAt = now.AddDays(-188),
                RequestedAt = now.AddDays(-188),
                ExpiresAt = now.AddDays(10),
                IsRenewing = true,
            }
        );
    }
}
