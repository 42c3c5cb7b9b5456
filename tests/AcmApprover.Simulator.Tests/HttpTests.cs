using System.Globalization;
using static AcmApprover.Simulator.Tests.Client;

namespace AcmApprover.Simulator.Tests;

/// <summary>What the simulated services understand of HTTP/1.1, and what they refuse, byte by byte.</summary>
public sealed class HttpTests
{
    private static readonly string Head =
        $"Host: 127.0.0.1\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\n{Signature("s3").Name}: {Signature("s3").Value}\r\n";

    [Theory]
    [InlineData("Content-Length: 5\r\n", "hello")]
    [InlineData("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "2;name=value\r\nhe\r\n0003\r\nllo\r\n0\r\nTrailer: value\r\n\r\n")]
    public async Task A_body_is_read_by_its_length_or_in_chunks(string header, string body)
    {
        await using var world = await WorldAsync();
        await using var client = await RawClient.ConnectAsync(world, world.S3.Endpoint);
        await client.SendAsync($"PUT /mail/new HTTP/1.1\r\n{Head}{header}\r\n{body}");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal("hello"u8.ToArray(), world.S3.Find("mail", "new")!.Body.ToArray());
    }

    [Fact]
    public async Task A_client_that_asks_first_is_told_to_go_on()
    {
        await using var world = await WorldAsync();
        await using var client = await RawClient.ConnectAsync(world, world.S3.Endpoint);
        await client.SendAsync($"PUT /mail/new HTTP/1.1\r\n{Head}Content-Length: 5\r\nExpect: 100-continue\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await client.ReadHeadAsync());
        await client.SendAsync("hello");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_connection_serves_request_after_request_even_if_they_come_at_once()
    {
        await using var world = await WorldAsync();
        await using var client = await RawClient.ConnectAsync(world, world.S3.Endpoint);
        var get = $"GET /mail/key HTTP/1.1\r\n{Head}\r\n";
        await client.SendAsync(get);
        Assert.Equal("body", await AnswerAsync(client));
        await client.SendAsync(
            $"HEAD /mail/key HTTP/1.1\r\n{Head}\r\n{get}{get.Replace("/mail/key", "http://127.0.0.1/mail/key", StringComparison.Ordinal)}"
        );
        Assert.Contains("\r\nContent-Length: 4\r\n", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal("body", await AnswerAsync(client));
        Assert.Equal("body", await AnswerAsync(client));

        await client.SendAsync($"DELETE /mail/key HTTP/1.1\r\n{Head}Connection: close\r\n\r\n");
        var deleted = await client.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 204 No Content\r\n", deleted, StringComparison.Ordinal);
        Assert.EndsWith("\r\nConnection: close\r\n\r\n", deleted, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Length", deleted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", 400)]
    [InlineData("GET / HTTP/2.0\r\n\r\n", 505)]
    [InlineData("GET / HTTP/1.1\r\n folded: header\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nno header\r\n\r\n", 400)]
    [InlineData("PUT / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("PUT / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400)]
    [InlineData("PUT / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501)]
    [InlineData("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nsize\r\n", 400)]
    [InlineData("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxyz\r\n", 400)]
    [InlineData("PUT / HTTP/1.1\r\nContent-Length: 67108865\r\n\r\n", 413)]
    public async Task What_is_not_HTTP_is_refused_and_the_connection_closed(string request, int status)
    {
        await using var world = await WorldAsync();
        await using var client = await RawClient.ConnectAsync(world, world.S3.Endpoint);
        await client.SendAsync(request);
        Assert.StartsWith($"HTTP/1.1 {status} ", await client.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Empty(world.Requests.All);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nLong: ")]
    [InlineData("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;long=")]
    [InlineData("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nLong: 1\r\nLong: ")]
    public async Task A_line_without_an_end_is_refused(string start)
    {
        await using var world = await WorldAsync();
        await using var client = await RawClient.ConnectAsync(world, world.S3.Endpoint);
        await client.SendAsync(start + new string('x', 100_000));
        Assert.StartsWith("HTTP/1.1 4", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET /mail/k")]
    [InlineData("PUT /mail/key HTTP/1.1\r\nContent-Length: 5\r\n\r\nhe")]
    [InlineData("PUT /mail/key HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe")]
    public async Task A_client_that_goes_away_disturbs_nobody(string start)
    {
        await using var world = await WorldAsync();
        await using (var client = await RawClient.ConnectAsync(world, world.S3.Endpoint))
        {
            await client.SendAsync(start);
        }

        Assert.Equal("body", await TextAsync(await S3Async(world, HttpMethod.Get, "/mail/key")));
        Assert.Single(world.Requests.All);
    }

    private static async Task<string> AnswerAsync(RawClient client)
    {
        var head = await client.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", head, StringComparison.Ordinal);
        var length = head.Split("Content-Length: ")[1].Split('\r')[0];
        return await client.ReadAsync(int.Parse(length, CultureInfo.InvariantCulture));
    }

    private static async Task<SimulatedWorld> WorldAsync()
    {
        var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.S3.AddBucket("mail");
        world.S3.Put("mail", "key", "body"u8.ToArray());
        return world;
    }
}
