using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Lambda.Tests;

/// <summary>Answers as a network delivers them: the head first; the body later, in pieces, or never to its end.</summary>
public sealed class NetworkTests
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData(ServiceName.S3)]
    [InlineData(ServiceName.Acm)]
    [InlineData(ServiceName.Sts)]
    [InlineData(ServiceName.Sns)]
    public Task Bodies_that_arrive_after_their_heads_are_awaited(ServiceName service) =>
        DecidesAsync(service, Misbehave.LateBody(TimeSpan.FromMilliseconds(200)));

    [Theory]
    [InlineData(ServiceName.S3)]
    [InlineData(ServiceName.Acm)]
    [InlineData(ServiceName.Sts)]
    [InlineData(ServiceName.Sns)]
    public Task Bodies_that_arrive_in_pieces_are_read_to_their_end(ServiceName service) =>
        DecidesAsync(service, Misbehave.BodyInPieces(4, TimeSpan.FromMilliseconds(30)));

    [Theory]
    [InlineData(ServiceName.S3)]
    [InlineData(ServiceName.Acm)]
    [InlineData(ServiceName.Sts)]
    [InlineData(ServiceName.Sns)]
    public Task A_body_that_stalls_is_given_up_and_requested_again(ServiceName service) =>
        DecidesAsync(service, Misbehave.StallBody(), times: 1);

    [Fact]
    public async Task A_late_listing_is_read_and_a_late_404_is_understood()
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Faults.Add(ServiceName.S3, null, Misbehave.LateBody(TimeSpan.FromMilliseconds(200)), times: int.MaxValue);
        function.Store(MailDraft.For(function.Request()));

        var replay = await function.World.Lambda.InvokeAsync("""{"replay":{"prefix":"inbound/"}}""", Enough);
        Assert.Equal("WouldApprove", replay.Decision().Outcome());

        var gone = await function.World.Lambda.InvokeAsync(Events.Stored(FunctionWorld.Bucket, "inbound/gone"), Enough);
        Assert.Contains($"there is no mail at s3://{FunctionWorld.Bucket}/inbound/gone", gone.ErrorMessage, StringComparison.Ordinal);
    }

    /// <summary>Approves one mail, refers another, and does neither again when both are delivered a second time.</summary>
    private static async Task DecidesAsync(ServiceName service, Fault fault, int times = int.MaxValue)
    {
        await using var function = await FunctionWorld.StartAsync();
        function.World.Faults.Add(service, null, fault, times);
        var notification = Events.Stored(
            FunctionWorld.Bucket,
            function.Store(MailDraft.For(function.Request(account: FunctionWorld.Second))),
            function.Store(MailDraft.For(function.Request("other.example.com", account: FunctionWorld.Stranger)))
        );

        var first = await function.World.Lambda.InvokeAsync(notification, Enough);
        Assert.Equal(["Approved", "Referred"], first.Decisions().Select(d => d.Outcome()));

        // S3 answers 412 to the records and to the notice, which are there already.
        var second = await function.World.Lambda.InvokeAsync(notification, Enough);
        Assert.Equal(["AlreadyApproved", "Referred"], second.Decisions().Select(d => d.Outcome()));
        Assert.Equal(1, function.Pressed);
        Assert.Single(function.World.Sns.Messages.DistinctBy(m => m.Message));
        Assert.True(function.World.Faults.Pending < times, $"nothing came from {service}");
    }
}
