using System.Net;
using System.Text;
using System.Xml.Linq;
using static AcmApprover.Simulator.Tests.Client;

namespace AcmApprover.Simulator.Tests;

public sealed class S3Tests
{
    [Fact]
    public async Task An_object_comes_back_as_it_was_put()
    {
        await using var world = await WorldAsync();
        var put = await S3Async(world, HttpMethod.Put, "/mail/a%20b/..%2Fc+d", "hello"u8.ToArray());
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal("hello"u8.ToArray(), world.S3.Find("mail", "a b/../c+d")!.Body.ToArray());

        var get = await S3Async(world, HttpMethod.Get, "/mail/a%20b/..%2Fc+d");
        Assert.Equal("hello", await TextAsync(get));
        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", get.Headers.ETag!.Tag);
        Assert.Equal(put.Headers.ETag, get.Headers.ETag);
        Assert.NotNull(get.Content.Headers.LastModified);

        var head = await S3Async(world, HttpMethod.Head, "/mail/a%20b/..%2Fc+d");
        Assert.Equal(5, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_range_is_served_and_counted()
    {
        await using var world = await WorldAsync();
        world.S3.Put("mail", "large", new byte[40_000_000]);
        var part = await S3Async(world, HttpMethod.Get, "/mail/large", null, ("Range", "bytes=0-1048575"));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("bytes 0-1048575/40000000", part.Content.Headers.ContentRange!.ToString());
        Assert.Equal(1048576, (await part.Content.ReadAsByteArrayAsync(Cancelled)).Length);
        Assert.Equal(1048576, world.S3.Find("mail", "large")!.BytesServed);

        world.S3.Put("mail", "empty", Array.Empty<byte>());
        var none = await S3Async(world, HttpMethod.Get, "/mail/empty", null, ("Range", "bytes=0-1048575"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, none.StatusCode);
        Assert.Equal("InvalidRange", await ErrorCodeAsync(none));
    }

    [Fact]
    public async Task Only_the_first_of_two_conditional_writes_succeeds()
    {
        await using var world = await WorldAsync();
        var first = await S3Async(world, HttpMethod.Put, "/mail/once", "1"u8.ToArray(), ("If-None-Match", "*"));
        var second = await S3Async(world, HttpMethod.Put, "/mail/once", "2"u8.ToArray(), ("If-None-Match", "*"));
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
        Assert.Equal("PreconditionFailed", await ErrorCodeAsync(second));
        Assert.Equal("1"u8.ToArray(), world.S3.Find("mail", "once")!.Body.ToArray());

        var wrong = await S3Async(world, HttpMethod.Put, "/mail/once", "3"u8.ToArray(), ("If-Match", "\"other\""));
        var right = await S3Async(world, HttpMethod.Put, "/mail/once", "3"u8.ToArray(), ("If-Match", first.Headers.ETag!.Tag));
        var absent = await S3Async(world, HttpMethod.Put, "/mail/nowhere", "3"u8.ToArray(), ("If-Match", "\"any\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
    }

    [Fact]
    public async Task An_upload_in_chunks_is_decoded()
    {
        await using var world = await WorldAsync();
        var body = "5;chunk-signature=00\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n"u8.ToArray();
        var put = await S3Async(
            world,
            HttpMethod.Put,
            "/mail/chunks",
            body,
            ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
            ("x-amz-decoded-content-length", "11")
        );
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal("hello world"u8.ToArray(), world.S3.Find("mail", "chunks")!.Body.ToArray());

        var cut = await S3Async(
            world,
            HttpMethod.Put,
            "/mail/cut",
            body[..30],
            ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
            ("x-amz-decoded-content-length", "11")
        );
        Assert.Equal(HttpStatusCode.BadRequest, cut.StatusCode);
        Assert.Null(world.S3.Find("mail", "cut"));
    }

    [Fact]
    public async Task A_listing_is_paged_in_order()
    {
        await using var world = await WorldAsync();
        var body = Encoding.ASCII.GetBytes("shared");
        for (var i = 0; i < 2500; i++)
        {
            world.S3.Put("mail", $"in/{i:00000}", body);
        }

        world.S3.Put("mail", "other", body);

        var keys = new List<string>();
        var token = "";
        do
        {
            var target = $"/mail?list-type=2&prefix=in%2F&start-after=in%2F00009{token}";
            var page = XElement.Parse(await TextAsync(await S3Async(world, HttpMethod.Get, target)));
            keys.AddRange(page.Descendants().Where(element => element.Name.LocalName == "Key").Select(element => element.Value));
            var next = page.Elements().FirstOrDefault(element => element.Name.LocalName == "NextContinuationToken")?.Value;
            token = next is null ? "" : $"&continuation-token={Uri.EscapeDataString(next)}";
        } while (token.Length > 0);
        Assert.Equal(Enumerable.Range(10, 2490).Select(i => $"in/{i:00000}"), keys);
    }

    [Theory]
    [InlineData("GET", "/mail/none", 404, "NoSuchKey")]
    [InlineData("GET", "/none/key", 404, "NoSuchBucket")]
    [InlineData("GET", "/mail?versioning", 501, "NotImplemented")]
    [InlineData("POST", "/mail/key?uploads", 501, "NotImplemented")]
    public async Task What_was_not_arranged_is_refused(string method, string target, int status, string code)
    {
        await using var world = await WorldAsync();
        var response = await S3Async(world, new HttpMethod(method), target);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, await ErrorCodeAsync(response));
    }

    [Fact]
    public async Task An_unsigned_request_and_a_strangers_key_are_refused()
    {
        await using var world = await WorldAsync();
        var unsigned = await SendAsync(world, HttpMethod.Get, new Uri(world.S3.Endpoint, "/mail/key"));
        var stranger = await SendAsync(
            world,
            HttpMethod.Get,
            new Uri(world.S3.Endpoint, "/mail/key"),
            null,
            Signature("s3", "999988887777")
        );
        var misdirected = await SendAsync(world, HttpMethod.Get, new Uri(world.S3.Endpoint, "/mail/key"), null, Signature("sns"));
        Assert.All([unsigned, stranger, misdirected], response => Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode));
    }

    private static async Task<SimulatedWorld> WorldAsync()
    {
        var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.S3.AddBucket("mail");
        return world;
    }
}
