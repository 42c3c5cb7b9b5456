using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AcmApprover.Approval.Records;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Mails;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests;

/// <summary>A simulated world with a mail bucket, an operator's topic, and a folder for files.</summary>
internal sealed class ReplayWorld : IAsyncDisposable
{
    public const string Account = "111122223333";
    public const string Bucket = "mail-bucket";
    public const string Topic = $"arn:aws:sns:eu-west-1:{Account}:operator";
    private int mails;

    private ReplayWorld(SimulatedWorld world) => World = world;

    public SimulatedWorld World { get; }

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory();

    public string ResumeFile => Path.Combine(Folder.FullName, "resume.jsonl");

    public static async Task<ReplayWorld> StartAsync()
    {
        var world = await SimulatedWorld.StartAsync(cancelled: TestContext.Current.CancellationToken);
        world.S3.AddBucket(Bucket);
        world.Sns.AddTopic(Topic);
        return new ReplayWorld(world);
    }

    public Task<Transcript> ReplayAsync(params IReadOnlyList<string> arguments) =>
        Transcript.OfAsync(World, ["replay", .. arguments], ("ACM_APPROVER_OPERATOR_TOPIC_ARN", Topic));

    /// <summary>Runs the program in the shell, for its pipes and redirections; the current folder is <see cref="Folder"/>.</summary>
    /// <param name="command">The arguments, and what follows them.</param>
    /// <param name="before">What precedes the program: <c>cat mbox |</c>.</param>
    public async Task<Transcript> RunInShellAsync(string command, string before = "")
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "there is no bash here");
        var start = new ProcessStartInfo(
            "/bin/bash",
            ["-c", $"{before} {CommandUnderTest.ShellWords} {command}"]
        )
        {
            WorkingDirectory = Folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in World.EnvironmentFor())
        {
            start.Environment[name] = value;
        }

        using var running = new RunningProgram(start);
        return await running.WaitAsync();
    }

    /// <summary>A flawless mail for a certificate that is pending.</summary>
    public byte[] Good() => Draft().ToBytes();

    public MailDraft Draft(string account = Account) =>
        MailDraft.For(World.Acm.RequestCertificate(account, "eu-west-1", [$"www{++mails}.example.com"])[0]);

    /// <summary>A mail that is no validation mail.</summary>
    public static byte[] Newsletter() => Encoding.ASCII.GetBytes("From: news@example.net\r\nSubject: Offers\r\n\r\nBuy.\r\n");

    public void Store(string key, byte[] mail) => World.S3.Put(Bucket, key, mail);

    public string Write(string name, byte[] mail)
    {
        var path = Path.Combine(Folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, mail);
        return path;
    }

    public int Pressed => World.Requests.Of(ServiceName.ApprovalSite, "PressButton").Count;

    public int Pending => World.Acm.Arns.Count(World.Acm.IsPending);

    public static IReadOnlyList<Decision> Decisions(Transcript transcript) =>
        [.. transcript.Lines.Select(l => JsonSerializer.Deserialize(l, DecisionJson.Default.Decision)!)];

    public static string Outcomes(Transcript transcript) =>
        string.Join(", ", Decisions(transcript).Select(d => $"{Path.GetFileName(d.Mail.Key)} {d.Outcome}").Order(StringComparer.Ordinal));

    public async ValueTask DisposeAsync()
    {
        Folder.Delete(recursive: true);
        await World.DisposeAsync();
    }
}
