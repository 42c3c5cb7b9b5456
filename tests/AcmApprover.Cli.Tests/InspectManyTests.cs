using System.Text;
using System.Text.Json.Nodes;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Mails;
using AcmApprover.Testing;
using Microsoft.Extensions.Time.Testing;

namespace AcmApprover.Cli.Tests;

/// <summary>Many mails at once, as mail programs keep them, and files that are no mails.</summary>
public sealed class InspectManyTests : IDisposable
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

    private static readonly byte[] Good = MailDraft.For(Request).ToBytes();
    private static readonly byte[] News = "From: news@example.net\r\nSubject: Offers\r\n\r\nBuy.\r\n"u8.ToArray();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_Maildir_is_read_by_its_folders_and_those_below_it()
    {
        foreach (var empty in (string[])["cur", "new", "tmp", ".Archive/cur", ".Archive/new", ".Archive/tmp"])
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, empty));
        }

        Write("cur/1700000000.M1P2.host:2,S", Good);
        Write("new/1700000001.M1P2.host", News);
        Write("tmp/1700000002.M1P2.host", News);
        Write(".Archive/cur/1700000003.M1P2.host:2,RS", Good);
        Write("maildirfolder", []);
        var transcript = await InspectAsync(folder.FullName);
        Assert.Equal(
            [".Archive/cur/1700000003.M1P2.host:2,RS", "cur/1700000000.M1P2.host:2,S", "new/1700000001.M1P2.host"],
            Keys(transcript)
        );
        Assert.Equal(
            $"3 mails: 2 with no failing mail rule, 1 no validation mail\nskipped 2 files that are no mails: {PathOf("maildirfolder")}, "
                + $"{PathOf("tmp")}/\n",
            transcript.Error
        );
        Assert.Equal(0, transcript.ExitCode);
    }

    [Fact]
    public async Task Files_of_other_names_are_read_if_they_are_mails_and_counted_if_not()
    {
        Write("a.TXT", Good);
        Write("b.mbx", News);
        Write("c", Mbox(News));
        Write("1700000000.M1P2.host", News);
        Write("notes.txt", "Buy milk"u8.ToArray());
        Write("picture.png", [0x89, 0x50, 0x4E, 0x47]);
        Write(".hidden.eml", News);
        Write(".git/config", News);
        Write("empty.eml", []);
        File.CreateSymbolicLink(PathOf("link.eml"), PathOf("b.mbx"));
        var transcript = await InspectAsync(folder.FullName);
        Assert.Equal(["1700000000.M1P2.host", "a.TXT", "b.mbx", "c"], Keys(transcript));
        Assert.EndsWith(
            $"\nskipped 6 files that are no mails: {PathOf(".git")}/, {PathOf(".hidden.eml")}, {PathOf("empty.eml")}, "
                + $"{PathOf("link.eml")}, {PathOf("notes.txt")} and 1 more\n",
            transcript.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_mbox_is_read_whole_from_a_file_and_from_standard_input()
    {
        var mbox = Mbox(Good, "Subject: x\r\n\r\nFrom 10:30 to 11:45 we meet.\r\nFrom the team\r\n"u8.ToArray(), News);
        var path = Write("archive.eml", mbox);
        Assert.Equal(["archive.eml#1", "archive.eml#2", "archive.eml#3"], Keys(await InspectAsync(path)));
        var input = await Transcript.OfAsync(["inspect", "-", "--json"], Encoding.UTF8.GetString(mbox), time: Now);
        Assert.Equal(["-#1", "-#2", "-#3"], input.Lines.Select(KeyOf));
    }

    [Fact]
    public async Task One_mail_under_a_From_line_is_one_mail()
    {
        var path = Write("saved.eml", Mbox(Good));
        var transcript = await InspectAsync(path);
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        Assert.Equal(["saved.eml"], Keys(transcript));
    }

    [Fact]
    public async Task A_mail_of_an_mbox_is_cut_at_the_limit_and_the_next_one_is_whole()
    {
        var path = Write("archive.mbox", Mbox([.. Good, .. Enumerable.Repeat((byte)'x', 2_000_000)], Good));
        var transcript = await InspectAsync(path);
        Assert.Equal(
            ["mail-unreadable", ""],
            transcript.Lines.Select(line => string.Join(", ", JsonNode.Parse(line)!["reasons"]!.AsArray().Select(r => r!["code"])))
        );
    }

    [Theory]
    [InlineData("outlook.msg", "it is an Outlook item (Outlook: save as .eml)")]
    [InlineData("utf-16.eml", "it is UTF-16 text (Outlook: save as .eml)")]
    [InlineData("utf-16-without-mark.txt", "it is UTF-16 text (Outlook: save as .eml)")]
    [InlineData("binary.eml", "it is binary (Outlook: save as .eml)")]
    [InlineData("notes.txt", "it does not begin with a header such as From or Received")]
    [InlineData("empty.eml", "it is empty")]
    public async Task A_file_that_is_no_internet_message_is_an_error(string name, string problem)
    {
        byte[] bytes = name switch
        {
            "outlook.msg" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. Encoding.Unicode.GetBytes("Certificate request for x")],
            "utf-16.eml" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(Good))],
            "utf-16-without-mark.txt" => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(Good)),
            "binary.eml" => [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0],
            "notes.txt" => "Dear all, buy milk"u8.ToArray(),
            _ => [],
        };
        var path = Write(name, bytes);
        var transcript = await InspectAsync(path);
        Assert.Equal((3, ""), (transcript.ExitCode, transcript.Output));
        Assert.Equal($"error: {path} is not an internet message: {problem}\nhint: give a mail as it was received\n", transcript.Error);

        var two = await InspectAsync(path, Write("good", Good));
        Assert.Equal((1, 1), (two.ExitCode, two.Lines.Count));
        Assert.Contains($"failed: {path}: not an internet message: {problem}\n", two.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_of_UTF_8_spoils_no_mail() =>
        Assert.Equal(0, (await InspectAsync(Write("good.eml", [0xEF, 0xBB, 0xBF, .. Good]))).ExitCode);

    [Fact]
    public async Task The_report_for_people_has_each_mail_under_its_name()
    {
        var (a, b) = (Write("a", News), Write("b", News));
        var transcript = await Transcript.OfAsync(["inspect", a, b], time: Now);
        Assert.Equal(
            [a, "mail        not a validation mail: it would be ignored"],
            transcript.Lines.Take(2)
        );
        Assert.Contains($"\n\n{b}\nmail ", transcript.Output, StringComparison.Ordinal);
        Assert.Equal("2 mails: 2 no validation mail\n", transcript.Error);
    }

    [Fact]
    public async Task A_mail_that_SES_did_not_store_is_dated_by_itself_and_says_so()
    {
        var raw = "From: no-reply@certificates.amazon.com\r\nTo: admin@example.com\r\nDate: Mon, 23 Nov 2026 10:00:00 +0200\r\n"
            + "Subject: Certificate request for www.example.com\r\n\r\nHello.\r\n";
        var path = Write("mail.eml", Encoding.ASCII.GetBytes(raw));
        var transcript = await Transcript.OfAsync(["inspect", path], time: new FakeTimeProvider(Request.SentAt.AddHours(80)));
        Assert.Contains("received    2026-11-23T08:00:00Z (the mail's own Date)", transcript.Lines);
        Assert.Contains("sender      not proven (not stored by SES)", transcript.Lines);
        Assert.Contains(
            "refers  link-expired: by its own Date, it was sent at 2026-11-23T08:00:00Z, 80 hours ago",
            transcript.Lines
        );
        var json = JsonNode.Parse((await InspectAsync(path)).Lines.Single())!;
        Assert.Equal("date", (string?)json["receivedAtSource"]);
        Assert.False((bool)json["authentication"]!["isStoredBySes"]!);
    }

    [Fact]
    public async Task An_empty_folder_is_named()
    {
        var transcript = await InspectAsync(folder.FullName);
        Assert.Equal((0, "", $"no mails in {folder.FullName}\n"), (transcript.ExitCode, transcript.Output, transcript.Error));
    }

    private static FakeTimeProvider Now => new(Request.SentAt.AddHours(1));

    private static byte[] Mbox(params byte[][] mails)
    {
        var mbox = new MemoryStream();
        foreach (var mail in mails)
        {
            mbox.Write("From mailer@example.net Mon Nov 23 08:00:00 2026\r\n"u8);
            mbox.Write(mail);
            mbox.Write("\r\n"u8);
        }

        return mbox.ToArray();
    }

    private static string KeyOf(string line) => (string?)JsonNode.Parse(line)!["mail"]!["key"] ?? "";

    private static Task<Transcript> InspectAsync(params IEnumerable<string> paths) =>
        Transcript.OfAsync(["inspect", .. paths, "--json", "--account", "111122223333"], time: Now);

    private IEnumerable<string> Keys(Transcript transcript) =>
        transcript.Lines.Select(line => Path.GetRelativePath(folder.FullName, KeyOf(line)));

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private string Write(string name, byte[] bytes)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
