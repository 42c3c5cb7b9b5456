using System.Diagnostics;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Http;
using static AcmApprover.Simulator.Tests.Client;

namespace AcmApprover.Simulator.Tests;

/// <summary>When which bytes of an answer go out. Where the next ones never come, it is certain that those before came alone.</summary>
public sealed class DeliveryTests
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void Head_and_body_are_sent_apart_unless_a_world_says_otherwise()
    {
        Assert.True(new WorldOptions().Delivery.BodyPause > TimeSpan.Zero);
        Assert.Equal((1, BodyEnd.Whole), (new WorldOptions().Delivery.Pieces, new WorldOptions().Delivery.End));
    }

    [Fact]
    public async Task The_head_comes_before_the_body()
    {
        await using var world = await WorldAsync(new Delivery { BodyPause = Never });
        await using var client = await AskAsync(world);
        Assert.Contains("\r\nContent-Length: 10\r\n", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.True(client.IsSilent);
    }

    [Fact]
    public async Task A_body_can_come_late()
    {
        await using var world = await WorldAsync();
        world.Faults.Add(ServiceName.S3, "GetObject", Misbehave.LateBody(Moment));
        var start = Stopwatch.GetTimestamp();
        await using var client = await AskAsync(world);
        await client.ReadHeadAsync();
        Assert.Equal("0123456789", await client.ReadAsync(10));
        Assert.True(Stopwatch.GetElapsedTime(start) >= Moment);
    }

    [Fact]
    public async Task A_body_can_come_in_pieces()
    {
        await using var world = await WorldAsync();
        world.Faults.Add(ServiceName.S3, "GetObject", Misbehave.BodyInPieces(4, Never));
        world.Faults.Add(ServiceName.S3, "GetObject", Misbehave.BodyInPieces(4, Moment));
        await using var first = await AskAsync(world);
        await first.ReadHeadAsync();
        Assert.Equal("012", await first.ReadAsync(3));
        Assert.True(first.IsSilent);

        var start = Stopwatch.GetTimestamp();
        await using var all = await AskAsync(world);
        await all.ReadHeadAsync();
        Assert.Equal("0123456789", await all.ReadAsync(10));
        Assert.True(Stopwatch.GetElapsedTime(start) >= 3 * Moment);
    }

    [Fact]
    public async Task A_body_can_stall()
    {
        await using var world = await WorldAsync();
        world.Faults.Add(ServiceName.S3, "GetObject", Misbehave.StallBody());
        await using var client = await AskAsync(world);
        Assert.Contains("\r\nContent-Length: 10\r\n", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal("01234", await client.ReadAsync(5));
        Assert.True(client.IsSilent);
    }

    [Fact]
    public async Task A_body_can_be_cut()
    {
        await using var world = await WorldAsync();
        world.Faults.Add(ServiceName.S3, "GetObject", Misbehave.CutBody());
        await using var client = await AskAsync(world);
        Assert.Contains("\r\nContent-Length: 10\r\n", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal("01234", await client.ReadToEndAsync());
        Assert.Equal([200], world.Requests.All.Select(request => request.Status));
    }

    [Theory]
    [InlineData(BodyEnd.Whole)]
    [InlineData(BodyEnd.Cut)]
    public async Task A_chunked_body_ends_with_the_last_chunk_unless_it_is_cut(BodyEnd end)
    {
        await using var world = await WorldAsync();
        world.Faults.Add(
            ServiceName.S3,
            "GetObject",
            Misbehave.Rewrite(answer =>
                answer with
                {
                    IsChunked = true,
                    Delivery = new Delivery { Pieces = 2, End = end },
                }
            )
        );
        await using var client = await AskAsync(world, "Connection: close\r\n");
        Assert.Contains("\r\nTransfer-Encoding: chunked\r\n", await client.ReadHeadAsync(), StringComparison.Ordinal);
        var expected = end == BodyEnd.Whole ? "5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n" : "3\r\n012\r\n2\r\n34\r\n";
        Assert.Equal(expected, await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Every_answer_can_take_its_time()
    {
        await using var world = await WorldAsync(new Delivery { Latency = Moment });
        var start = Stopwatch.GetTimestamp();
        Assert.Equal("0123456789", await TextAsync(await S3Async(world, HttpMethod.Get, "/mail/key")));
        Assert.True(Stopwatch.GetElapsedTime(start) >= Moment);
    }

    [Fact]
    public async Task A_client_that_gives_up_frees_what_was_stalled()
    {
        await using var world = await WorldAsync();
        var (next, second, gone) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        world.Faults.Add(
            ServiceName.S3,
            "GetObject",
            async exchange =>
            {
                await next.Task;
                return await exchange.Answer();
            }
        );
        world.Faults.Add(
            ServiceName.S3,
            "GetObject",
            async exchange =>
            {
                await using var registration = exchange.Cancelled.Register(gone.SetResult);
                second.SetResult();
                await gone.Task;
                return SimulatedResponse.Cut;
            }
        );
        await using (var client = await AskAsync(world))
        {
            await client.SendAsync(Request());
            next.SetResult();
            await second.Task.WaitAsync(Cancelled);
            Assert.False(gone.Task.IsCompleted);
        }

        await gone.Task.WaitAsync(Cancelled);
    }

    private static async Task<RawClient> AskAsync(SimulatedWorld world, string headers = "")
    {
        var client = await RawClient.ConnectAsync(world, world.S3.Endpoint);
        await client.SendAsync(Request(headers));
        return client;
    }

    private static string Request(string headers = "") =>
        $"GET /mail/key HTTP/1.1\r\nHost: 127.0.0.1\r\n{Signature("s3").Name}: {Signature("s3").Value}\r\n{headers}\r\n";

    private static async Task<SimulatedWorld> WorldAsync(Delivery? delivery = null)
    {
        var options = new WorldOptions();
        var world = await SimulatedWorld.StartAsync(options with { Delivery = delivery ?? options.Delivery }, Cancelled);
        world.S3.AddBucket("mail");
        world.S3.Put("mail", "key", "0123456789"u8.ToArray());
        return world;
    }
}
