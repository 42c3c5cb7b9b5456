using System.Text.Json.Nodes;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Lambda.Tests;

/// <summary>The function's look at the records of what is validated by DNS.</summary>
public sealed class RecordGuardTests
{
    private const string Domain = "www.example.com";
    private const string Event = """{"guard": {}}""";

    [Fact]
    public async Task A_record_that_is_there_is_right_and_nothing_is_kept()
    {
        await using var function = await StartAsync();
        Plant(function);
        Publish(function, $"{Record.Name} IN CNAME {Record.Value}");

        Assert.Equal(
            """{"summary":{"Right":1},"told":0,"problems":[],"isComplete":true}""",
            (await function.World.Lambda.InvokeAsync(Event)).Answer().ToJsonString()
        );
        Assert.Empty(Kept(function));
    }

    [Fact]
    public async Task A_record_that_is_gone_is_told_after_six_hours_with_what_to_put_back_and_once()
    {
        await using var function = await StartAsync();
        Plant(function);
        Publish(function, "");

        var first = await function.World.Lambda.InvokeAsync(Event);
        Assert.Equal("""{"summary":{"Failing":1},"told":0,"problems":[],"isComplete":true}""", first.Answer().ToJsonString());
        SetBack(function, TimeSpan.FromHours(6));
        var second = await function.World.Lambda.InvokeAsync(Event);
        var third = await function.World.Lambda.InvokeAsync(Event);

        Assert.Equal("""{"summary":{"Failing":1},"told":1,"problems":[],"isComplete":true}""", second.Answer().ToJsonString());
        Assert.Equal(0, third.Answer()["told"]!.GetValue<int>());
        var message = Assert.Single(function.World.Sns.Messages);
        Assert.Equal($"[warning] {Domain}: its certificate could not be renewed now", message.Subject);
        Assert.Contains($"{Record.Name} CNAME {Record.Value}", message.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caa_record_that_forbids_amazon_is_told_too()
    {
        await using var function = await StartAsync();
        Plant(function);
        Publish(function, $"{Record.Name} IN CNAME {Record.Value}\n@ IN CAA 0 issue \"ca.example.net\"");

        await function.World.Lambda.InvokeAsync(Event);
        SetBack(function, TimeSpan.FromHours(6));
        await function.World.Lambda.InvokeAsync(Event);

        var message = Assert.Single(function.World.Sns.Messages);
        Assert.Contains("ca.example.net", message.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Put back", message.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_that_was_sent_but_not_noted_is_not_sent_again()
    {
        await using var function = await StartAsync();
        Plant(function);
        Publish(function, "");
        await function.World.Lambda.InvokeAsync(Event);
        SetBack(function, TimeSpan.FromHours(6));
        var before = Assert.Single(Kept(function));
        await function.World.Lambda.InvokeAsync(Event);

        function.World.S3.Put(FunctionWorld.Bucket, before.Key, before.Body);
        Assert.Equal(0, (await function.World.Lambda.InvokeAsync(Event)).Answer()["told"]!.GetValue<int>());
        Assert.Single(function.World.Sns.Messages);
    }

    [Fact]
    public async Task Where_no_resolver_answers_nothing_is_concluded()
    {
        await using var function = await StartAsync(("ACM_APPROVER_DNS", "127.0.0.1:9"));
        Plant(function);

        var answer = (await function.World.Lambda.InvokeAsync(Event, TimeSpan.FromMinutes(2))).Answer();

        Assert.Equal("""{"Unseen":1}""", answer["summary"]!.ToJsonString());
        Assert.Empty(Kept(function));
    }

    [Fact]
    public async Task What_nobody_uses_or_is_validated_by_e_mail_is_left_alone()
    {
        await using var function = await StartAsync();
        Plant(function, isUsed: false);
        Plant(function, method: "EMAIL");

        Assert.Equal("{}", (await function.World.Lambda.InvokeAsync(Event)).Answer()["summary"]!.ToJsonString());
    }

    [Fact]
    public async Task A_dry_run_keeps_nothing()
    {
        await using var function = await StartAsync();
        Plant(function);
        Publish(function, "");

        var dry = await function.World.Lambda.InvokeAsync("""{"guard": {"dryRun": true}}""");

        Assert.Equal(1, dry.Answer()["summary"]!["Failing"]!.GetValue<int>());
        Assert.Empty(Kept(function));
    }

    [Fact]
    public async Task A_mail_asks_the_dns_nothing()
    {
        await using var function = await StartAsync();

        (await function.DeliverAsync(MailDraft.For(function.Request()))).AssertApproved();
        Assert.Empty(function.World.NameServer.Questions);

        Plant(function);
        await function.World.Lambda.InvokeAsync(Event);
        Assert.NotEmpty(function.World.NameServer.Questions);
    }

    private static (string Name, string Value) Record => SimulatedAcm.RecordOf(FunctionWorld.Own, Domain);

    private static async Task<FunctionWorld> StartAsync(params (string Name, string? Value)[] changes)
    {
        var function = await FunctionWorld.StartAsync(changes);
        function.World.Regions.Choose(FunctionWorld.Own, FunctionWorld.Region);
        function.World.Regions.Choose(FunctionWorld.Second, FunctionWorld.Region);
        return function;
    }

    private static void Publish(FunctionWorld function, string records)
    {
        function.World.NameServer.AddZone("example.com", records, "ns.example.com");
        function.World.NameServer.AddZone("ns.example.com", "@ IN A 127.0.0.1");
    }

    private static void Plant(FunctionWorld function, bool isUsed = true, string method = "DNS") =>
        function.World.Acm.Plant(
            new PlantedCertificate
            {
                Account = FunctionWorld.Own,
                Region = FunctionWorld.Region,
                Names = [Domain],
                Method = method,
                IssuedAt = TimeProvider.System.GetUtcNow().AddDays(-30),
                InUseBy = isUsed ? ["arn:aws:cloudfront::111122223333:distribution/E1EXAMPLE"] : [],
            }
        );

    private static IReadOnlyList<(string Key, byte[] Body)> Kept(FunctionWorld function) =>
        [
            .. function
                .World.S3.Objects(FunctionWorld.Bucket, "decisions/guard/")
                .Select(stored => (stored.Key, stored.Value.Body.ToArray())),
        ];

    /// <summary>As if the first look had been so much earlier: the process has no other clock than the machine's.</summary>
    private static void SetBack(FunctionWorld function, TimeSpan time)
    {
        var (key, body) = Assert.Single(Kept(function));
        var state = JsonNode.Parse(body)!;
        state["failingSince"] = state["failingSince"]!.GetValue<DateTimeOffset>() - time;
        function.World.S3.Put(FunctionWorld.Bucket, key, System.Text.Encoding.UTF8.GetBytes(state.ToJsonString()));
    }
}
