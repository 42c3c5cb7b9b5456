using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Mails;
using AcmApprover.Testing;
using Microsoft.Extensions.Time.Testing;

namespace AcmApprover.Cli.Tests;

public sealed class InspectTests : IDisposable
{
    private static readonly ValidationRequest Request = new(
        "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
        "111122223333",
        "us-east-1",
        "www.example.com",
        "example.com",
        false,
        new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero)
    );

    private static readonly MailDraft Good = MailDraft.For(Request);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_good_mail_is_shown_without_its_secrets()
    {
        var transcript = await InspectAsync(Good, "--account", "111122223333");
        Assert.Equal(
            """
            mail        a validation mail for a new certificate
            from        no-reply@certificates.amazon.com
            to          admin@example.com
            subject     Certificate request for www.example.com
            received    2026-11-23T08:00:00Z
            domain      www.example.com
            account     111122223333
            region      us-east-1
            certificate arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012
            sender      proven (spf pass, dkim pass, dmarc pass, spam PASS, virus PASS)
            link        us-east-1.acm-certificates.amazon.com (trusted)

            no mail rule fails

            """,
            transcript.Output
        );
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
    }

    [Fact]
    public async Task The_JSON_is_the_documented_one()
    {
        var transcript = await InspectAsync(Good, "--json");
        Assert.Equal(
            """
            {"mail":{"bucket":null,"key":"PATH","messageId":"MESSAGE","receivedAt":"2026-11-23T08:00:00Z",
            "from":"no-reply@certificates.amazon.com","recipient":"admin@example.com","subject":"Certificate request for www.example.com"},
            "receivedAtSource":"ses","isValidationMail":true,
            "claim":{"domain":"www.example.com","accountId":"111122223333","region":"us-east-1",
            "certificateArn":"arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012","kind":"new"},
            "authentication":{"isStoredBySes":true,"spf":"pass","dkim":"pass","dmarc":"pass","spam":"PASS","virus":"PASS","isTrusted":true},
            "link":{"host":"us-east-1.acm-certificates.amazon.com","isTrusted":true},"reasons":[]}
            """.ReplaceLineEndings(""),
            Neutral(transcript.Lines.Single())
        );
        Assert.Equal(0, transcript.ExitCode);
    }

    [Fact]
    public async Task Without_a_list_the_account_is_not_judged_and_the_report_says_so()
    {
        var transcript = await InspectAsync(Good);
        Assert.Equal(0, transcript.ExitCode);
        Assert.Equal(
            "note: whether the account is trusted was not judged: give --account or --stack, or set ACM_APPROVER_ACCOUNTS\n",
            transcript.Error
        );
    }

    [Theory]
    [InlineData("444455556666")]
    [InlineData("444455556666,999988887777")]
    public async Task An_account_that_is_not_listed_is_a_reason(string accounts)
    {
        var transcript = await InspectAsync(Good, "--account", accounts, "--json");
        Assert.Equal((1, "account-not-trusted"), (transcript.ExitCode, Codes(transcript)));
    }

    [Fact]
    public async Task The_settings_of_the_function_hold()
    {
        var settings = new Dictionary<string, string>
        {
            ["ACM_APPROVER_ACCOUNTS"] = "111122223333",
            ["ACM_APPROVER_DOMAINS"] = "*.example.org",
        };
        var transcript = await Transcript.OfAsync(["inspect", Write(Good), "--json"], environment: settings, time: At(1));
        Assert.Equal((1, "domain-not-allowed", ""), (transcript.ExitCode, Codes(transcript), transcript.Error));
    }

    [Fact]
    public async Task A_forged_sender_and_a_swapped_link_are_both_reported()
    {
        var broken = Good with
        {
            Dkim = ["fail header.i=@certificates.amazon.com"],
            Link = "https://evil.example.net/approvals?code=a&context=b",
        };
        var transcript = await InspectAsync(broken, "--json", "--account", "111122223333");
        var json = JsonNode.Parse(transcript.Output)!;
        Assert.Equal((1, "sender-not-authenticated, link-untrusted"), (transcript.ExitCode, Codes(transcript)));
        Assert.Equal("""{"host":"evil[.]example[.]net","isTrusted":false}""", json["link"]!.ToJsonString());
        Assert.Equal("fail", (string?)json["authentication"]!["dkim"]);
        Assert.False((bool)json["authentication"]!["isTrusted"]!);
    }

    [Fact]
    public async Task An_old_mail_says_that_its_link_has_expired()
    {
        var transcript = await Transcript.OfAsync(["inspect", Write(Good), "--account", "111122223333"], time: At(73));
        Assert.Equal(1, transcript.ExitCode);
        Assert.EndsWith(
            "refers  link-expired: it was received at 2026-11-23T08:00:00Z, 73 hours ago\n"
                + "        next: Resend the validation mail from ACM; if the certificate has timed out, request a new one.\n",
            transcript.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_newsletter_is_not_a_validation_mail()
    {
        var transcript = await Transcript.OfAsync(
            ["inspect", "-", "--json"],
            "From: news@example.net\r\nSubject: Offers\r\n\r\nBuy.\r\n",
            time: At(1)
        );
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        Assert.Equal(
            """
            {"mail":{"bucket":null,"key":"-","messageId":null,"receivedAt":"2026-11-23T09:00:00Z","from":"news@example.net",
            "recipient":null,"subject":"Offers"},"receivedAtSource":"store","isValidationMail":false,"claim":null,
            "authentication":{"isStoredBySes":false,"spf":null,"dkim":null,"dmarc":null,"spam":null,"virus":null,"isTrusted":false},
            "link":null,"reasons":[]}
            """.ReplaceLineEndings(""),
            transcript.Lines.Single()
        );
    }

    [Fact]
    public async Task Standard_input_is_read_like_a_file()
    {
        var transcript = await Transcript.OfAsync(["inspect", "-", "--json"], Encoding.UTF8.GetString(Good.ToBytes()), time: At(1));
        Assert.Equal(Neutral((await InspectAsync(Good, "--json")).Output), Neutral(transcript.Output));
    }

    [Fact]
    public async Task A_pipe_is_read_like_a_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipe that is a path");
        var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reader = pipe.ClientSafePipeHandle;
        await pipe.WriteAsync(Good.ToBytes(), TestContext.Current.CancellationToken);
        await pipe.DisposeAsync();
        var transcript = await Transcript.OfAsync(["inspect", $"/dev/fd/{reader.DangerousGetHandle()}", "--json"], time: At(1));
        Assert.Equal(Neutral((await InspectAsync(Good, "--json")).Output), Neutral(transcript.Output));
    }

    [Fact]
    public async Task A_huge_mail_is_referred_and_not_read_to_its_end()
    {
        var path = Write(Good);
        await File.AppendAllTextAsync(path, new string('x', 2_000_000), TestContext.Current.CancellationToken);
        var fromFile = await Transcript.OfAsync(["inspect", path, "--json"], time: At(1));
        var fromInput = await Transcript.OfAsync(
            ["inspect", "-", "--json"],
            await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken),
            time: At(1)
        );
        Assert.Equal(1, fromFile.ExitCode);
        Assert.StartsWith("mail-unreadable", Codes(fromFile), StringComparison.Ordinal);
        Assert.Equal(Neutral(fromFile.Output), Neutral(fromInput.Output));
    }

    [Fact]
    public async Task What_cannot_be_read_is_an_error_with_a_hint()
    {
        await ExpectAsync(
            3,
            ["inspect", "/nowhere/mail.eml"],
            "error: there is no file or folder /nowhere/mail.eml\n"
                + "hint: give a path that exists, - for standard input, or s3://bucket/prefix\n"
        );
    }

    [Fact]
    public async Task Wrong_usage_is_an_error()
    {
        await ExpectAsync(2, ["inspect"], "error: neither a mail nor a page is given\nhint: acm-approver inspect --help\n");
        await ExpectAsync(2, ["inspect", "s3://"], "error: 's3://' names no bucket\nhint: s3://bucket/key\n");
        await ExpectAsync(2, ["inspect", "s3://mail-bucket"], "error: 's3://mail-bucket' names no object\nhint: s3://bucket/key\n");
        await ExpectAsync(2, ["inspect", "-", "--account", "12"], "error: --account is '12', but must be an account id of twelve digits\n");
    }

    [Fact]
    public async Task Inspecting_an_object_in_S3_reads_only_the_mail()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: TestContext.Current.CancellationToken);
        world.S3.AddBucket("mail-bucket");
        var request = world.Acm.RequestCertificate("111122223333", "eu-west-1", ["www.example.com"])[0];
        world.S3.Put("mail-bucket", "inbound/a b+c", MailDraft.For(request).ToBytes());
        var transcript = await Transcript.OfAsync(world, ["inspect", "s3://mail-bucket/inbound/a b+c", "--json"]);
        Assert.Equal((0, ""), (transcript.ExitCode, Codes(transcript)));
        Assert.Equal(["GetObject"], world.Requests.All.Select(r => r.Operation));

        var missing = await Transcript.OfAsync(world, ["inspect", "s3://mail-bucket/inbound/no"]);
        Assert.Equal((3, ""), (missing.ExitCode, missing.Output));
        Assert.StartsWith("error: there is no mail at s3://mail-bucket/inbound/no", missing.Error, StringComparison.Ordinal);
    }

    private static FakeTimeProvider At(int hours) => new(Request.SentAt.AddHours(hours));

    /// <summary>Without what differs between two readings of one mail: what it is called here.</summary>
    private static string Neutral(string json) =>
        Regex.Replace(
            Regex.Replace(json, "\"key\":\"[^\"]*\"", "\"key\":\"PATH\""),
            "\"messageId\":\"[^\"]*\"",
            "\"messageId\":\"MESSAGE\""
        );

    private static string Codes(Transcript transcript) =>
        string.Join(
            ", ",
            JsonDocument
                .Parse(transcript.Output)
                .RootElement.GetProperty("reasons")
                .EnumerateArray()
                .Select(r => r.GetProperty("code").GetString())
        );

    private static async Task ExpectAsync(int exitCode, string[] arguments, string error)
    {
        var transcript = await Transcript.OfAsync(arguments);
        Assert.Equal((exitCode, "", error), (transcript.ExitCode, transcript.Output, transcript.Error));
    }

    private async Task<Transcript> InspectAsync(MailDraft draft, params string[] options)
    {
        var transcript = await Transcript.OfAsync(["inspect", Write(draft), .. options], time: At(1));
        Assert.DoesNotContain(Request.Code, transcript.Output + transcript.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Request.Context, transcript.Output + transcript.Error, StringComparison.Ordinal);
        return transcript;
    }

    private string Write(MailDraft draft)
    {
        var path = Path.Combine(folder.FullName, "mail.eml");
        File.WriteAllBytes(path, draft.ToBytes());
        return path;
    }
}
