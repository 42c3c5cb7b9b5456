using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Lambda.Tests;

/// <summary>What the function does before it asks for its first event.</summary>
public sealed class PreparationTests
{
    [Fact]
    public async Task Before_the_first_event_connections_are_opened_and_nothing_is_done()
    {
        await using var function = await FunctionWorld.WithoutProcessAsync();
        await function.ReadyAsync(function.StartProcess());

        var requests = function.World.Requests.All.TakeWhile(r => r.Operation != "Next").ToList();

        Assert.NotEmpty(requests);
        Assert.All(requests, r => Assert.Contains(r.Service, (ServiceName[])[ServiceName.S3, ServiceName.Acm]));
        Assert.All(requests, r => Assert.Equal("OPTIONS", r.Method));
        Assert.All(requests, r => Assert.Null(r.Header("Authorization")));
    }

    [Theory]
    [InlineData("hangs")]
    [InlineData("closes")]
    [InlineData("stalls")]
    public async Task A_service_that_fails_at_the_start_does_not_stop_it(string manner)
    {
        await using var function = await FunctionWorld.WithoutProcessAsync();
        foreach (var service in (ServiceName[])[ServiceName.S3, ServiceName.Acm])
        {
            function.World.Faults.Add(
                service,
                null,
                manner switch
                {
                    "hangs" => Misbehave.Hang(),
                    "closes" => Misbehave.Drop(),
                    _ => Misbehave.StallBody(),
                }
            );
        }

        await function.ReadyAsync(function.StartProcess());

        (await function.DeliverAsync(MailDraft.For(function.Request()))).AssertApproved();
    }
}
