using System.Globalization;
using AcmApprover.Estate;
using CsvHelper;

namespace AcmApprover.Cli.Tests.Estate;

public sealed class InventoryOutputTests
{
    [Fact]
    public async Task A_person_reads_the_worst_first_with_reasons_and_totals()
    {
        await using var world = await EstateWorld.StartAsync();
        world.Plant(EstateWorld.Fine);
        world.Plant(EstateWorld.Fine with { Names = ["unused.example.com", "b.example.com"], InUseBy = [] });

        var transcript = await world.InventoryAsync();

        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        Assert.Matches("^severity +name +account +region +expires +next mail +why *$", transcript.Lines[0]);
        Assert.Matches(
            @"^lapses +unused\.example\.com \+1 +111122223333 +eu-west-1 .* neither used nor exported: ACM will not renew it",
            transcript.Lines[1]
        );
        Assert.Matches(@"^fine +www\.example\.com ", transcript.Lines[2]);
        Assert.Equal("2 certificates depend on e-mail in 1 account, 2 regions: 1 lapses, 1 fine", transcript.Lines[3]);
        Assert.StartsWith("last day of requests 2027-03-31 (", transcript.Lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_estate_is_done()
    {
        await using var world = await EstateWorld.StartAsync();
        var transcript = await world.InventoryAsync("--fail-on", "fine");
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        Assert.Equal("0 certificates depend on e-mail in 1 account, 2 regions", transcript.Lines[0]);
    }

    [Fact]
    public async Task Several_outputs_are_written_at_once_and_asked_for_once()
    {
        await using var world = await EstateWorld.StartAsync();
        world.Plant(EstateWorld.Fine);
        var (json, csv, table) = (world.File("estate.json"), world.File("estate.csv"), world.File("estate.txt"));

        var transcript = await world.InventoryAsync(
            "--output",
            "table",
            "--output",
            $"json={json}",
            "--output",
            $"csv={csv}",
            "--output",
            $"table={table}"
        );

        Assert.Contains("www.example.com", transcript.Output, StringComparison.Ordinal);
        Assert.Equal(transcript.Output, await File.ReadAllTextAsync(table));
        Assert.Single(EstateWorld.Read(await File.ReadAllTextAsync(json)).Certificates);
        Assert.Contains("www.example.com", await File.ReadAllTextAsync(csv), StringComparison.Ordinal);
        Assert.Single(world.World.Requests.Of(Simulator.ServiceName.Acm, "DescribeCertificate"));
        Assert.Equal(3, world.Folder.GetFiles().Length);
    }

    [Fact]
    public async Task A_spreadsheet_takes_no_value_for_a_formula()
    {
        await using var world = await EstateWorld.StartAsync();
        world.Plant(EstateWorld.Fine with { Tags = new Dictionary<string, string> { ["team"] = "=cmd|' /C calc'!A0" } });

        var transcript = await world.InventoryAsync("--output", "csv", "--owner-tag", "team");

        using var csv = new CsvReader(new StringReader(transcript.Output), CultureInfo.InvariantCulture);
        Assert.True(await csv.ReadAsync() && csv.ReadHeader() && await csv.ReadAsync());
        Assert.Equal(
            ("fine", "www.example.com", "example.com", "'=cmd|' /C calc'!A0", "yes"),
            (csv["severity"], csv["domain"], csv["mail_domains"], csv["owner"], csv["in_use"])
        );
    }

    [Theory]
    [InlineData("lapses", 1)]
    [InlineData("fine", 1)]
    [InlineData("expired", 0)]
    public async Task A_certificate_that_is_bad_enough_ends_it_with_1(string severity, int exitCode)
    {
        await using var world = await EstateWorld.StartAsync();
        world.Plant(EstateWorld.Fine with { InUseBy = [] });
        Assert.Equal(exitCode, (await world.InventoryAsync("--fail-on", severity)).ExitCode);
    }

    [Fact]
    public async Task What_is_set_aside_does_not_count_until_its_day()
    {
        await using var world = await EstateWorld.StartAsync();
        world.Plant(EstateWorld.Fine with { InUseBy = [] });
        string Ignore(string until) =>
            world.File(
                "ignore.json",
                $$"""{"ignore": [{"domain": "*.example.com", "reason": "r", "owner": "shop", "until": "{{until}}"}]}"""
            );

        var aside = await world.InventoryAsync("--fail-on", "fine", "--ignore", Ignore("2099-01-01"));
        var over = await world.InventoryAsync("--fail-on", "fine", "--ignore", Ignore("2026-01-01"));

        Assert.Equal((0, ""), (aside.ExitCode, aside.Error));
        Assert.Contains("; 1 set aside", aside.Output, StringComparison.Ordinal);
        Assert.Equal(1, over.ExitCode);
        Assert.Equal("note: the ignore file's entry for *.example.com (ended 2026-01-01, shop) does not hold any more\n", over.Error);
    }

    [Fact]
    public async Task What_changed_since_another_day_is_shown()
    {
        await using var world = await EstateWorld.StartAsync();
        var arn = world.Plant(EstateWorld.Fine with { ExpiresAt = EstateWorld.Now.AddDays(20), IsRenewing = true });
        var old = world.File("old.json");
        await world.InventoryAsync("--output", $"json={old}");
        world.World.Acm.ApproveAll(arn);
        world.Plant(EstateWorld.Fine with { Names = ["new.example.com"] });

        var inventory = await world.TakeAsync("--since", old);
        var transcript = await world.InventoryAsync("--since", old);

        Assert.Equal([ChangeKind.New, ChangeKind.Severity], inventory.Changes!.Select(c => c.Kind).Order());
        Assert.Contains("2 changes since then:", transcript.Output, StringComparison.Ordinal);
        Assert.Contains("  www.example.com (111122223333 eu-west-1): pending-now → soon", transcript.Output, StringComparison.Ordinal);
        Assert.Contains("  new.example.com (111122223333 eu-west-1): new, fine", transcript.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.com", "not-ready", RiskLevel.WillFail)]
    [InlineData("example.com", "cannot-tell", RiskLevel.Fine)]
    [InlineData("shop.example.com", "not-ready", RiskLevel.Fine)]
    public async Task What_the_doctor_found_of_its_mail_makes_a_certificate_will_fail(string domain, string state, RiskLevel expected)
    {
        await using var world = await EstateWorld.StartAsync();
        world.Plant(EstateWorld.Fine);
        var doctor = world.File(
            "doctor.json",
            """{"schema":"acm-approver/doctor/v1","stack":"acm-approver","region":"eu-west-1","state":"ok","checks":[]}"""
                + "\n"
                + """{"schema":"acm-approver/doctor/v1","name":"www.example.com","certificates":[],"""
                + $$"""
                "validationDomain":"{{domain}}","state":"{{state}}","checks":[{"check":"mx","state":"{{state}}","seen":null,"findings":[
                """
                + $$"""{"code":"mx-null","state":"{{state}}","seen":"it is '.'","todo":"replace it"}]}]}"""
        );

        var certificate = Assert.Single((await world.TakeAsync("--doctor", doctor)).Certificates);

        Assert.Equal(expected, certificate.Severity);
        Assert.Equal(expected is RiskLevel.WillFail, certificate.Reason == "mx-null: it is '.'");
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{}\n", "line 1 is none of doctor --json")]
    public async Task A_file_that_the_doctor_did_not_write_is_refused_before_AWS_is_asked(string content, string problem)
    {
        await using var world = await EstateWorld.StartAsync();
        var transcript = await world.InventoryAsync("--doctor", world.File("doctor.json", content));
        Assert.Equal(2, transcript.ExitCode);
        Assert.Contains(problem, transcript.Error, StringComparison.Ordinal);
        Assert.Empty(world.World.Requests.Of(Simulator.ServiceName.Acm));
    }

    [Fact]
    public async Task Ten_certificates_are_listed_without_a_wait()
    {
        await using var world = await EstateWorld.StartAsync();
        world.World.Limits.SetAcmQuotas();
        foreach (var i in Enumerable.Range(0, 10))
        {
            world.Plant(EstateWorld.Fine with { Names = [$"www{i}.example.com"] });
        }

        Assert.Equal(10, (await world.TakeAsync()).Certificates.Count);
        Assert.DoesNotContain(world.World.Requests.Of(Simulator.ServiceName.Acm), r => r.Status != 200);
    }
}
