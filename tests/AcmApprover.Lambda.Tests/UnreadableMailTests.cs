using System.Text;
using AcmApprover.Simulator;

namespace AcmApprover.Lambda.Tests;

/// <summary>A mail that cannot be parsed is known for a validation mail by its bytes; other mail of the same kind is ignored.</summary>
public sealed class UnreadableMailTests
{
    private const string Head = "From: Somebody <somebody@example.net>\r\nTo: admin@example.com\r\n";

    [Theory]
    [InlineData("the subject below 60,000 headers", "Certificate request for www.example.com", "Lunch")]
    [InlineData("the sender below a header of 500 KB", "no-reply@certificates.amazon.com", "news@example.net")]
    [InlineData(
        "a link, cut at the limit",
        "https://eu-west-1.acm-certificates.amazon.com/approvals?code=1&context=2",
        "https://a.example/"
    )]
    [InlineData("the sentence in too much HTML", "We received a request to issue an SSL/TLS certificate for", "Hello")]
    public async Task It_is_referred_with_a_mark_and_ignored_without(string name, string mark, string other)
    {
        await using var function = await FunctionWorld.StartAsync();

        var marked = (await function.NotifyAsync(function.Store("marked", Make(name, mark)))).Decision();
        var ordinary = (await function.NotifyAsync(function.Store("ordinary", Make(name, other)))).Decision();

        Assert.Equal("Referred", marked.Outcome());
        Assert.Equal(["mail-unreadable", "sender-not-authenticated"], marked.Codes());
        Assert.Equal("Ignored", ordinary.Outcome());
        Assert.Single(function.World.Sns.Messages);
        Assert.Empty(function.World.Requests.Of(ServiceName.Acm));
    }

    private static byte[] Make(string name, string mark) =>
        Encoding.UTF8.GetBytes(
            name switch
            {
                "the subject below 60,000 headers" => string.Concat(Enumerable.Range(0, 60_000).Select(i => $"X-{i}: x\r\n"))
                    + $"{Head}Subject: {mark}\r\n\r\nhello\r\n",
                "the sender below a header of 500 KB" =>
                    $"X: {new string('x', 500_000)}\r\nFrom: Amazon <{mark}>\r\nSubject: Hi\r\n\r\nhello\r\n",
                "a link, cut at the limit" => $"{Head}Subject: Fwd: please see\r\n\r\n{mark}\r\n{new string('x', 2 * 1024 * 1024)}\r\n",
                "the sentence in too much HTML" => $"{Head}Subject: Fwd: please see\r\nContent-Type: text/html\r\n\r\n"
                    + string.Concat(Enumerable.Repeat("<x>y</x>", 2000))
                    + $"<p>{mark}</p>\r\n",
                _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such mail"),
            }
        );
}
