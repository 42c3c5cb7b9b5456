using System.Text.Json.Nodes;
using AcmApprover.Simulator.Dns;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests;

/// <summary><c>doctor</c>: what it says of names, and how it ends.</summary>
public sealed class DoctorTests : IAsyncDisposable
{
    private const string Note = "note: only DNS was asked; --stack NAME looks at the receiving side, too\n";

    private readonly SimulatedNameServer server = SimulatedNameServer.Start();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public DoctorTests()
    {
        server.AddZone("ses.example", "@ IN MX 10 inbound-smtp.eu-west-1.amazonaws.com.");
        server.AddZone("null.example", "@ IN MX 0 .");
        server.AddZone("google.example", "@ IN MX 1 aspmx.l.google.com.");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Where_all_is_right_it_says_what_it_saw_and_ends_with_0()
    {
        var transcript = await DoctorAsync("*.ses.example");

        Assert.Equal(
            $"""
            *.ses.example  (mail to the five mailboxes of ses.example)
              ok           dns           {server.Endpoint} answered
              ok           dnssec        not signed, or not validated; that is fine
              ok           mx            inbound-smtp.eu-west-1.amazonaws.com (SES in eu-west-1)
              ok           caa           no CAA records up to the root: anybody may issue


            """,
            transcript.Output
        );
        Assert.Equal((0, "1 name: 1 ok\n" + Note), (transcript.ExitCode, transcript.Error));
    }

    [Fact]
    public async Task What_is_not_right_says_what_to_do_and_ends_with_1()
    {
        var transcript = await DoctorAsync("www.null.example", "www.ses.example", "google.example");

        Assert.Contains("  not ready    mx            mx-null: null.example has the MX", transcript.Output, StringComparison.Ordinal);
        Assert.Contains(" → replace it with 10 inbound-smtp.", transcript.Output, StringComparison.Ordinal);
        Assert.Contains("  cannot tell  mx            mx-elsewhere: Google Workspace", transcript.Output, StringComparison.Ordinal);
        Assert.Equal((1, "3 names: 1 ok, 1 cannot tell, 1 not ready\n" + Note), (transcript.ExitCode, transcript.Error));
        Assert.Equal(
            ["www.null.example", "www.ses.example", "google.example"],
            transcript.Lines.Where(line => line[0] != ' ').Select(line => line.Split(' ')[0])
        );
    }

    [Fact]
    public async Task What_nobody_can_tell_is_not_taken_for_right()
    {
        var transcript = await DoctorAsync("google.example");

        Assert.Equal(1, transcript.ExitCode);
    }

    [Fact]
    public async Task The_json_is_one_object_for_each_name()
    {
        var transcript = await DoctorAsync("www.null.example", "ses.example", "--json");

        var records = transcript.Lines.Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["www.null.example", "ses.example"], records.Select(record => (string)record["name"]!));
        Assert.Equal(["not-ready", "ok"], records.Select(record => (string)record["state"]!));
        Assert.All(records, record => Assert.Equal("acm-approver/doctor/v1", (string)record["schema"]!));
        var mx = records[0]["checks"]!.AsArray().Single(check => (string)check!["check"]! == "mx")!;
        Assert.Equal(("mx-null", "not-ready"), ((string)mx["findings"]![0]!["code"]!, (string)mx["findings"]![0]!["state"]!));
        Assert.Null(mx["seen"]);
    }

    [Fact]
    public async Task A_validation_domain_stands_for_the_names_own()
    {
        var transcript = await DoctorAsync("a.b.ses.example", "--validation-domain", "ses.example");

        Assert.Equal(0, transcript.ExitCode);
        Assert.Contains("(mail to the five mailboxes of ses.example)", transcript.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inventory_is_examined_by_its_names_that_are_validated_by_mail()
    {
        var file = Path.Combine(folder.FullName, "inventory.json");
        await File.WriteAllTextAsync(
            file,
            """
            {"schema": "acm-approver/inventory/v1", "takenAt": "2026-11-30T00:00:00Z", "accounts": [], "regions": [], "certificates": [
             {"arn": "arn:aws:acm:eu-west-1:111122223333:certificate/3b4d78e1-0000-4000-8000-000000000001", "status": "ISSUED", "names": [
              {"name": "api.ses.example", "validationDomain": "ses.example", "method": "email", "state": "validated"},
              {"name": "dns.null.example", "method": "dns", "state": "validated"},
              {"name": "www.null.example", "method": "unknown", "state": "validated"}]}]}
            """,
            TestContext.Current.CancellationToken
        );

        var transcript = await DoctorAsync("--inventory", file, "--json");

        Assert.Equal("2 names: 1 ok, 1 not ready\n" + Note, transcript.Error);
        var records = transcript.Lines.Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(
            [("api.ses.example", "ses.example"), ("www.null.example", "null.example")],
            records.Select(record => ((string)record["name"]!, (string)record["validationDomain"]!))
        );
        Assert.EndsWith("000000000001", (string)records[0]["certificates"]![0]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "neither a name nor an inventory is given", "doctor")]
    [InlineData(2, "a name is 'localhost', but must be a domain name such as www.example.com", "doctor", "localhost")]
    [InlineData(2, "--dns is 'dns.example', but must be an IP address", "doctor", "www.example.com", "--dns", "dns.example")]
    [InlineData(2, "--validation-domain is for names on the command line", "doctor", "--validation-domain", "example.com")]
    [InlineData(
        2,
        "www.example.com is not at or below the validation domain example.org",
        "doctor",
        "www.example.com",
        "--validation-domain",
        "example.org"
    )]
    [InlineData(2, "there is no file nowhere.json", "doctor", "--inventory", "nowhere.json")]
    public async Task Wrong_usage_is_told(int exitCode, string problem, params string[] arguments)
    {
        var transcript = await Transcript.OfAsync(arguments);

        Assert.Equal((exitCode, ""), (transcript.ExitCode, transcript.Output));
        Assert.StartsWith($"error: {problem}", transcript.Error, StringComparison.Ordinal);
    }

    private Task<Transcript> DoctorAsync(params string[] arguments) =>
        Transcript.OfAsync(["doctor", .. arguments, "--dns", $"{server.Endpoint}"]);
}
