using System.Text;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Testing;
using static AcmApprover.Cli.Tests.ReplayWorld;

namespace AcmApprover.Cli.Tests;

public sealed class ReplayTests
{
    [Fact]
    public async Task A_dry_run_of_files_folders_and_an_mbox_changes_nothing()
    {
        await using var world = await StartAsync();
        world.Write("mails/good.eml", world.Good());
        world.Write("mails/below/object-of-ses", world.Good());
        world.Write("mails/below/notes.txt", "Buy milk"u8.ToArray());
        var mbox = world.Write("archive.mbox", Mbox(Newsletter(), world.Good(), world.Draft("999988887777").ToBytes()));
        var file = world.Write("single.message", Newsletter());

        var transcript = await world.ReplayAsync(Path.Combine(world.Folder.FullName, "mails"), mbox, file, "--json");
        Assert.Equal(
            "archive.mbox#1 Ignored, archive.mbox#2 WouldApprove, archive.mbox#3 Referred, good.eml WouldApprove, object-of-ses "
                + "WouldApprove, single.message Ignored",
            Outcomes(transcript)
        );
        Assert.Equal(
            "6 mails: 2 Ignored, 1 Referred, 3 WouldApprove\ndry run: nothing was approved, notified or recorded; add --approve to act\n"
                + $"skipped 1 file that is no mail: {Path.Combine(world.Folder.FullName, "mails", "below", "notes.txt")}\n",
            transcript.Error
        );
        Assert.Equal(1, transcript.ExitCode);
        Assert.All(Decisions(transcript), d => Assert.True(d.DryRun));
        Assert.Empty(world.World.S3.Objects(Bucket));
        Assert.Empty(world.World.Sns.Messages);
        Assert.Equal((0, 4), (world.Pressed, world.Pending));
        Assert.DoesNotContain(world.World.Requests.All, r => r.Method == "PUT");
    }

    [Fact]
    public async Task A_named_pipe_is_read_whole_and_one_in_a_folder_is_skipped()
    {
        await using var world = await StartAsync();
        var good = world.Write("good.message", world.Good());
        var mbox = world.Write("archive.mbox", Mbox(world.Good(), world.Good()));
        world.Write("mails/empty.eml", []);
        world.Write("mails/news.eml", Newsletter());
        var transcript = await world.RunInShellAsync($"replay mails <(cat '{good}') <(cat '{mbox}') --json", "mkfifo mails/waits.eml;");
        Assert.Equal(
            ["Ignored", "WouldApprove", "WouldApprove", "WouldApprove"],
            Decisions(transcript).Select(d => d.Outcome.ToString())
        );
        Assert.Contains("skipped 2 files that are no mails: ", transcript.Error, StringComparison.Ordinal);
        Assert.EndsWith("waits.eml\n", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_mbox_on_standard_input_is_read_whole()
    {
        await using var world = await StartAsync();
        world.Write("archive", Mbox(Newsletter(), world.Good(), world.Draft("999988887777").ToBytes()));
        var transcript = await world.RunInShellAsync("replay - --json", "cat archive |");
        Assert.Equal("-#1 Ignored, -#2 WouldApprove, -#3 Referred", Outcomes(transcript));
    }

    [Fact]
    public async Task One_mail_under_a_From_line_is_one_mail()
    {
        await using var world = await StartAsync();
        world.Write("saved", Mbox(world.Good()));
        var transcript = await world.RunInShellAsync("replay - saved --json", "cat saved |");
        Assert.Equal(["-", "saved"], Decisions(transcript).Select(d => d.Mail.Key));
        Assert.Equal(0, transcript.ExitCode);
    }

    [Fact]
    public async Task Standard_input_cannot_be_resumed_or_read_twice()
    {
        var resumed = await Transcript.OfAsync(["replay", "-", "--resume", "notes.jsonl"]);
        Assert.Equal(2, resumed.ExitCode);
        Assert.StartsWith("error: --resume cannot be combined with standard input", resumed.Error, StringComparison.Ordinal);
        var twice = await Transcript.OfAsync(["replay", "-", "-"]);
        Assert.Equal((2, "error: standard input is given twice, but can be read once only\n"), (twice.ExitCode, twice.Error));
    }

    [Fact]
    public async Task What_is_no_internet_message_fails_and_is_an_error_if_there_is_nothing_else()
    {
        await using var world = await StartAsync();
        var outlook = world.Write("mails/outlook.msg", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]);
        var alone = await world.ReplayAsync(outlook);
        Assert.Equal((3, ""), (alone.ExitCode, alone.Output));
        Assert.StartsWith(
            $"failed: {outlook}: not an internet message: it is an Outlook item (Outlook: save as .eml)\n1 mail: 1 failed\n",
            alone.Error,
            StringComparison.Ordinal
        );

        // Nobody was asked anything: that it is no mail is seen here.
        Assert.Empty(world.World.Requests.All);
        world.Write("mails/news.eml", Newsletter());
        var two = await world.ReplayAsync(Path.Combine(world.Folder.FullName, "mails"), "--json");
        Assert.Equal((1, "news.eml Ignored"), (two.ExitCode, Outcomes(two)));
    }

    [Fact]
    public async Task Places_without_mails_are_named_and_one_that_does_not_exist_in_S3_needs_the_operator()
    {
        await using var world = await StartAsync();
        world.World.S3.Put(Bucket, "inbound/old", Newsletter(), DateTimeOffset.UtcNow.AddDays(-3));
        world.Store("decisions/inbound/a.json", "{}"u8.ToArray());
        var expected = new (string Place, string[] Options, int ExitCode, string Error)[]
        {
            ($"s3://{Bucket}/inbuond/", [], 1, $"no mails at s3://{Bucket}/inbuond/\n"),
            ($"s3://{Bucket}/decisions/", [], 0, $"no mails at s3://{Bucket}/decisions/, but the approver's own records\n"),
            (world.Folder.FullName, [], 0, $"no mails in {world.Folder.FullName}\n"),
        };
        foreach (var (place, options, exitCode, error) in expected)
        {
            var transcript = await world.ReplayAsync([place, .. options]);
            Assert.Equal((exitCode, "", error), (transcript.ExitCode, transcript.Output, transcript.Error));
        }

        var since = await world.ReplayAsync($"s3://{Bucket}/inbound/", "--since", "2d");
        Assert.Equal((0, ""), (since.ExitCode, since.Output));
        Assert.Matches(@"^no mails at s3://mail-bucket/inbound/ since \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ; all are older\n$", since.Error);
    }

    [Fact]
    public async Task The_report_for_people_has_each_mail_with_its_reasons_and_what_to_do()
    {
        await using var world = await StartAsync();
        var (good, stranger) = (world.Write("good.eml", world.Good()), world.Write("stranger.eml", world.Draft("999988887777").ToBytes()));
        var transcript = await world.ReplayAsync(good, stranger);
        Assert.Equal(
            [
                $"WouldApprove       {good}  www1.example.com",
                $"Referred (alert)   {stranger}  www2.example.com",
                "    account-not-trusted: requested by account 999988887777; trusted accounts: 111122223333",
                "    next: Find out whose account it is. If it is yours, add it to the trusted accounts. If not, somebody else requests a "
                    + "certificate for your domain: do not click.",
            ],
            transcript.Lines
        );
    }

    [Fact]
    public async Task Approve_acts_on_S3_and_keeps_the_first_record()
    {
        await using var world = await StartAsync();
        world.Store("inbound/AMAZON_SES_SETUP_NOTIFICATION", Newsletter());
        world.Store("inbound/a", world.Good());
        world.Store("inbound/b", world.Good());
        world.Store("inbound/c", world.Draft("999988887777").ToBytes());
        world.Store("decisions/inbound/a.json", "{}"u8.ToArray());

        var transcript = await world.ReplayAsync($"s3://{Bucket}", "--approve", "--json");
        Assert.Equal("a Approved, b Approved, c Referred", Outcomes(transcript));
        Assert.Equal((1, "3 mails: 2 Approved, 1 Referred\n"), (transcript.ExitCode, transcript.Error));
        Assert.Equal((2, 1), (world.Pressed, world.Pending));
        Assert.Equal("AcmApprover [alert] www3.example.com: account-not-trusted", world.World.Sns.Messages.Single().Subject);
        var records = world.World.S3.Objects(Bucket, "decisions/inbound/").Select(o => o.Key).ToList();
        Assert.Equal(4, records.Count);
        Assert.Equal(3, records.Count(r => r.Split('.').Length == 4));
    }

    [Fact]
    public async Task Nothing_needs_the_operator_where_all_is_approved()
    {
        await using var world = await StartAsync();
        world.Store("inbound/a", world.Good());
        var transcript = await world.ReplayAsync($"s3://{Bucket}/inbound/", "--approve");
        Assert.Equal((0, "1 mail: 1 Approved\n"), (transcript.ExitCode, transcript.Error));
        Assert.Equal(["Approved           s3://mail-bucket/inbound/a  www1.example.com"], transcript.Lines);
    }

    [Fact]
    public async Task Since_and_limit_hold()
    {
        await using var world = await StartAsync();
        world.World.S3.Put(Bucket, "inbound/old", Newsletter(), DateTimeOffset.UtcNow.AddDays(-3));
        foreach (var i in Enumerable.Range(0, 5))
        {
            world.Store($"inbound/new{i}", Newsletter());
        }

        var since = DateTimeOffset.UtcNow.AddDays(-1).ToString("O");
        var all = await world.ReplayAsync($"s3://{Bucket}/", "--json", "--since", since);
        Assert.Equal("new0 Ignored, new1 Ignored, new2 Ignored, new3 Ignored, new4 Ignored", Outcomes(all));
        var two = await world.ReplayAsync($"s3://{Bucket}/", "--json", "--since", since, "--limit", "2");
        Assert.Equal("new0 Ignored, new1 Ignored", Outcomes(two));
    }

    [Fact]
    public async Task AWS_is_not_called_where_there_is_nothing_to_do()
    {
        await using var world = await StartAsync();
        var transcript = await world.ReplayAsync(world.Folder.FullName);
        Assert.Equal(
            (0, "", $"no mails in {world.Folder.FullName}\n"),
            (transcript.ExitCode, transcript.Output, transcript.Error)
        );
        Assert.Empty(world.World.Requests.All);
    }

    [Fact]
    public async Task What_cannot_be_done_is_an_error()
    {
        await using var world = await StartAsync();
        var bucket = await world.ReplayAsync("s3://no-such-bucket/");
        Assert.Equal((3, ""), (bucket.ExitCode, bucket.Output));
        Assert.StartsWith(
            "error: The specified bucket does not exist: no-such-bucket (NoSuchBucket)\nhint: ",
            bucket.Error,
            StringComparison.Ordinal
        );

        var mail = world.Write("good.eml", world.Good());
        using var program = Transcript.Start(
            new Dictionary<string, string>(world.World.EnvironmentFor()) { ["AWS_ACCESS_KEY_ID"] = "", ["AWS_SECRET_ACCESS_KEY"] = "" },
            ["replay", mail]
        );
        var credentials = await program.WaitAsync();
        Assert.Equal((3, ""), (credentials.ExitCode, credentials.Output));
        Assert.StartsWith(
            "error: there are no AWS credentials: neither in the environment, ",
            credentials.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_path_that_does_not_exist_is_an_error_with_a_hint()
    {
        var transcript = await Transcript.OfAsync(["replay", "no-such-folder"]);
        Assert.Equal(
            (
                3,
                "",
                "error: there is no file or folder no-such-folder\n"
                    + "hint: give a path that exists, - for standard input, or s3://bucket/prefix\n"
            ),
            (transcript.ExitCode, transcript.Output, transcript.Error)
        );
    }

    [Fact]
    public async Task One_missing_path_stops_the_run_before_it_starts()
    {
        await using var world = await StartAsync();
        world.Store("inbound/a", world.Good());
        var transcript = await world.ReplayAsync($"s3://{Bucket}/", "no-such-file", "--approve");
        Assert.Equal((3, "", 0), (transcript.ExitCode, transcript.Output, world.Pressed));
        Assert.StartsWith("error: there is no file or folder no-such-file\n", transcript.Error, StringComparison.Ordinal);
        Assert.Empty(world.World.Requests.All);
    }

    [Fact]
    public async Task An_unreachable_AWS_is_an_error_with_a_hint()
    {
        await using var world = await StartAsync();
        var mail = world.Write("good.eml", world.Good());
        using var program = Transcript.Start(
            new Dictionary<string, string>(world.World.EnvironmentFor())
            {
                ["AWS_ENDPOINT_URL_STS"] = "http://127.0.0.1:1",
                ["AWS_MAX_ATTEMPTS"] = "1",
            },
            ["replay", mail]
        );
        var transcript = await program.WaitAsync();
        Assert.Equal((3, ""), (transcript.ExitCode, transcript.Output));
        Assert.Equal(
            "error: http://127.0.0.1:1 does not answer: Connection refused (127.0.0.1:1)\n"
                + "hint: check the network, the region, HTTPS_PROXY and AWS_ENDPOINT_URL\n",
            transcript.Error
        );
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_does_not_stop_the_others()
    {
        await using var world = await StartAsync();
        world.Write("mails/a.eml", Newsletter());
        world.Write("mails/c.eml", Newsletter());
        var busy = world.Write("mails/b.eml", Newsletter());
        await using var held = new FileStream(busy, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var transcript = await world.ReplayAsync(world.Folder.FullName, "--json");
        Assert.Equal((1, "a.eml Ignored, c.eml Ignored"), (transcript.ExitCode, Outcomes(transcript)));
        Assert.Contains($"failed: {busy}: ", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_fails_does_not_stop_the_others()
    {
        await using var world = await StartAsync();
        world.Store("inbound/a", world.Good());
        world.Store("inbound/b", world.Good());
        world.World.Faults.Add(
            ServiceName.S3,
            "GetObject",
            Misbehave.Error(403, "AccessDenied"),
            times: 10,
            when: r => r.Path.EndsWith("/a", StringComparison.Ordinal)
        );
        var transcript = await world.ReplayAsync($"s3://{Bucket}/", "--json");
        Assert.Equal((1, "b WouldApprove"), (transcript.ExitCode, Outcomes(transcript)));
        Assert.Contains($"failed: s3://{Bucket}/inbound/a: ", transcript.Error, StringComparison.Ordinal);
        Assert.Contains("2 mails: 1 WouldApprove, 1 failed\n", transcript.Error, StringComparison.Ordinal);
    }

    /// <summary>150 MB of mails in a heap of 96 MB: they cannot have been held.</summary>
    [Fact]
    public async Task Many_mails_need_no_more_memory_than_a_few()
    {
        await using var world = await StartAsync();
        byte[] mail = [.. Newsletter(), .. Enumerable.Repeat((byte)'x', 512 * 1024)];
        foreach (var i in Enumerable.Range(0, 300))
        {
            world.Store($"inbound/{i:0000}", mail);
        }

        var transcript = await Transcript.OfAsync(
            world.World,
            ["replay", $"s3://{Bucket}/", "--json"],
            ("DOTNET_GCHeapHardLimit", "0x6000000")
        );
        Assert.Equal((0, 300), (transcript.ExitCode, transcript.Lines.Count));
    }

    private static byte[] Mbox(params byte[][] mails)
    {
        var mbox = new MemoryStream();
        foreach (var mail in mails)
        {
            mbox.Write(Encoding.ASCII.GetBytes("From mailer@example.net Mon Nov 23 08:00:00 2026\r\n"));
            mbox.Write(mail);
            mbox.Write("\r\n"u8);
        }

        return mbox.ToArray();
    }
}
