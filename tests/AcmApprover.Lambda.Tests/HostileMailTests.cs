using System.Text;
using AcmApprover.Simulator.Mails;
using AcmApprover.Testing;

namespace AcmApprover.Lambda.Tests;

/// <summary>Objects that somebody made to hurt: each ends in an outcome, soon, and in little memory.</summary>
public sealed class HostileMailTests
{
    private const int MiB = 1024 * 1024;
    private const string Genuine =
        "From: Amazon Certificates <no-reply@certificates.amazon.com>\r\nTo: admin@example.com\r\nSubject: Certificate request for "
        + "www.example.com\r\n";

    public static TheoryData<string, string> Mails =>
        new()
        {
            { "40 MB", "Referred" },
            { "40 MB of nothing", "Ignored" },
            { "100,000 headers", "Referred" },
            { "5,000 nested parts", "Referred" },
            { "5,000 parts in a row", "Referred" },
            { "null bytes", "Ignored" },
            { "null bytes in a genuine mail", "Referred" },
            { "a broken charset", "Referred" },
            { "base64 garbage", "Referred" },
            { "empty", "Ignored" },
            { "one long line", "Referred" },
            { "deep HTML", "Referred" },
            { "a header of a part as long as all else may be", "Referred" },
            { "a parameter of a part as long as all else may be", "Referred" },
        };

    [Theory]
    [MemberData(nameof(Mails))]
    public async Task It_ends_in_an_outcome(string name, string outcome)
    {
        await using var function = await FunctionWorld.StartAsync();
        // The first mail pays for the start; what is measured is the hostile one.
        await function.DeliverAsync(MailDraft.For(function.Request("warm.example.com")));
        var key = function.Store("hostile", Make(name));

        var process = function.Processes[0];
        var before = process.ProcessorTime;
        var decision = (await function.NotifyAsync(key)).Decision();
        var took = process.ProcessorTime - before;

        Assert.Equal(outcome, decision.Outcome());
        Assert.True(function.World.S3.Find(FunctionWorld.Bucket, key)!.BytesServed <= MiB, "more than 1 MiB was fetched");
        if (FunctionUnderTest.IsNative)
        {
            Assert.True(took < TimeSpan.FromSeconds(1), $"{name} took {took} of a processor");
            Assert.True(process.PeakMemory < 80 * MiB, $"{name} took {process.PeakMemory / MiB} MiB");
        }
    }

    private static byte[] Make(string name)
    {
        var plain = Genuine + "Content-Type: text/plain; charset=utf-8\r\n";
        return name switch
        {
            "40 MB" => Bytes(plain + "\r\n" + new string('x', 40 * MiB)),
            "40 MB of nothing" => new byte[40 * MiB],
            "100,000 headers" => Bytes(
                Genuine + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"X-{i}: x\r\n")) + "\r\nhello\r\n"
            ),
            "5,000 nested parts" => Bytes(
                Genuine
                    + string.Concat(
                        Enumerable.Range(0, 5000).Select(i => $"Content-Type: multipart/mixed; boundary=\"b{i}\"\r\n\r\n--b{i}\r\n")
                    )
            ),
            "5,000 parts in a row" => Bytes(
                Genuine
                    + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                    + string.Concat(Enumerable.Repeat("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n", 5000))
                    + "--b--\r\n"
            ),
            "null bytes" => new byte[10_000],
            "null bytes in a genuine mail" => Bytes(plain + "\r\n" + new string('\0', 100_000)),
            "a broken charset" =>
            [
                .. Bytes(Genuine + "Content-Type: text/plain; charset=\"no-such-charset\"\r\n\r\n"),
                0xff,
                0xfe,
                0x80,
                .. Bytes("Domain: x\r\n"),
            ],
            "base64 garbage" => Bytes(plain + "Content-Transfer-Encoding: base64\r\n\r\n" + new string('!', 500_000) + "====A=B"),
            "empty" => [],
            "one long line" => Bytes(plain + "\r\nDomain: " + new string('a', MiB - 1000)),
            "deep HTML" => Bytes(
                Genuine
                    + "Content-Type: text/html\r\n\r\n"
                    + string.Concat(Enumerable.Repeat("<div><a href='https://x.example/approvals?code=1&context=2'>approve", 12_000))
            ),
            "a header of a part as long as all else may be" => Bytes(Parts("X-Long: " + new string('a', MiB - 2000))),
            "a parameter of a part as long as all else may be" => Bytes(
                Parts("Content-Type: text/plain; charset=" + new string('a', MiB - 2000))
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such mail"),
        };
    }

    private static string Parts(string header) =>
        $"{Genuine}Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n{header}\r\n\r\nDomain: www.example.com\r\n--b--\r\n";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
