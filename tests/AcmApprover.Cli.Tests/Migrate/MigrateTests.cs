using System.Text;
using System.Text.Json.Nodes;
using AcmApprover.Migration;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;

namespace AcmApprover.Cli.Tests.Migrate;

/// <summary>The way of certificates from e-mail to DNS, as an operator takes it.</summary>
public sealed class MigrateTests
{
    [Fact]
    public async Task A_certificate_is_taken_from_e_mail_to_dns_in_five_commands()
    {
        await using var world = await MigrationWorld.StartAsync();
        var arn = world.Plant(["www.example.com", "example.com", "*.example.com"]);

        var plan = await world.PlanAsync();
        Assert.True(plan.ExitCode is 0, plan.Output + plan.Error);
        Assert.Contains("Route 53 " + world.Zone.Id, plan.Output, StringComparison.Ordinal);

        var published = await world.MigrateAsync("publish", world.PlanPath, "--learn", "--route53", "--yes");
        Assert.True(published.ExitCode is 0, published.Output + published.Error);
        Assert.Equal(2, published.Lines.Count(line => line.StartsWith("created", StringComparison.Ordinal)));
        Assert.Equal([arn], world.World.Acm.Arns);

        var started = await world.MigrateAsync("start", world.PlanPath, "--yes");
        Assert.True(started.ExitCode is 0, started.Output + started.Error);
        Assert.Contains("started", started.Output, StringComparison.Ordinal);

        var watched = await world.MigrateAsync("watch", world.PlanPath, "--every", "1");
        Assert.True(watched.ExitCode is 0, watched.Output + watched.Error);
        Assert.Contains("done", watched.Output, StringComparison.Ordinal);
        Assert.Single(world.Changes, operation => operation == "UpdateCertificateOptions");

        var again = await world.MigrateAsync("start", world.PlanPath, "--yes");
        Assert.Contains("it is validated by DNS", again.Output, StringComparison.Ordinal);
        Assert.Single(world.Changes, operation => operation == "UpdateCertificateOptions");
        Assert.Equal(0, (await world.MigrateAsync("check", world.PlanPath)).ExitCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_describe_certificate_shows_after_the_switch_does_not_matter(bool showsFirstMethod)
    {
        await using var world = await MigrationWorld.StartAsync();
        world.World.Acm.ShowsFirstMethod = showsFirstMethod;
        world.Plant(["www.example.com"]);
        await world.PlanAsync();
        await world.MigrateAsync("publish", world.PlanPath, "--learn", "--route53", "--yes");
        await world.MigrateAsync("start", world.PlanPath, "--yes");

        var status = await world.MigrateAsync("status", world.PlanPath, "--json");

        Assert.Contains("\"state\":\"done\"", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_yes_nothing_is_changed()
    {
        await using var world = await MigrationWorld.StartAsync();
        world.Plant(["www.example.com"]);

        await world.PlanAsync();
        await world.MigrateAsync("publish", world.PlanPath, "--learn", "--route53");
        await world.MigrateAsync("publish", world.PlanPath, "--clean");
        await world.MigrateAsync("start", world.PlanPath);
        await world.MigrateAsync("status", world.PlanPath);
        await world.MigrateAsync("watch", world.PlanPath);
        await world.MigrateAsync("check", world.PlanPath);

        Assert.Empty(world.Changes);
    }

    [Fact]
    public async Task A_switch_is_not_started_before_its_records_are_there()
    {
        await using var world = await MigrationWorld.StartAsync();
        world.Plant(["www.example.com"]);
        await world.PlanAsync();
        Assert.Contains(
            "ACM has not told its records yet",
            (await world.MigrateAsync("start", world.PlanPath, "--yes")).Output,
            StringComparison.Ordinal
        );

        await world.MigrateAsync("publish", world.PlanPath, "--learn", "--yes");
        var early = await world.MigrateAsync("start", world.PlanPath, "--yes");

        Assert.Equal(1, early.ExitCode);
        Assert.Contains("there is no record at", early.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("UpdateCertificateOptions", world.Changes);
    }

    [Fact]
    public async Task Only_canaries_start_until_they_are_done()
    {
        await using var world = await MigrationWorld.StartAsync();
        world.Plant(["a.example.com"], issuedDaysAgo: 60);
        world.Plant(["b.example.com"]);
        world.Plant(["c.example.com"]);
        await world.PlanAsync();
        await world.MigrateAsync("publish", world.PlanPath, "--learn", "--route53", "--yes");

        var first = await world.MigrateAsync("start", world.PlanPath, "--yes");
        Assert.Equal(1, first.ExitCode);
        Assert.Contains("2 certificates wait until every canary is validated", first.Error, StringComparison.Ordinal);
        Assert.Single(world.Changes, operation => operation == "UpdateCertificateOptions");

        var second = await world.MigrateAsync("start", world.PlanPath, "--yes");
        Assert.Equal(0, second.ExitCode);
        Assert.Equal(3, world.Changes.Count(operation => operation == "UpdateCertificateOptions"));
    }

    [Fact]
    public async Task Another_account_is_switched_with_its_role_and_has_records_of_its_own()
    {
        await using var world = await MigrationWorld.StartAsync();
        world.Plant(["www.example.com"]);
        world.Plant(["www.example.com"], MigrationWorld.Second);

        await world.PlanAsync();
        var published = await world.MigrateAsync("publish", world.PlanPath, "--learn", "--route53", "--yes");
        Assert.Equal(2, published.Lines.Count(line => line.StartsWith("created", StringComparison.Ordinal)));
        Assert.Equal(0, (await world.MigrateAsync("start", world.PlanPath, "--yes")).ExitCode);

        Assert.Equal(0, (await world.MigrateAsync("watch", world.PlanPath, "--every", "1")).ExitCode);
    }

    [Fact]
    public async Task An_account_that_refuses_stops_none_of_the_others()
    {
        await using var world = await MigrationWorld.StartAsync();
        world.Plant(["www.example.com"]);
        var refused = world.Plant(["shop.example.com"], MigrationWorld.Second);
        await world.PlanAsync();
        await world.MigrateAsync("publish", world.PlanPath, "--learn", "--route53", "--yes");
        world.World.Acm.Deny(MigrationWorld.Second, "DescribeCertificate");

        var started = await world.MigrateAsync("start", world.PlanPath, "--yes");
        Assert.Equal(1, started.ExitCode);
        Assert.Contains("www.example.com: started", started.Output, StringComparison.Ordinal);
        Assert.Contains($"{refused}  shop.example.com: not read User: ", started.Output, StringComparison.Ordinal);
        Assert.Single(world.Changes, operation => operation == "UpdateCertificateOptions");

        var watched = await world.MigrateAsync("watch", world.PlanPath, "--every", "1", "--json");
        Assert.Equal(1, watched.ExitCode);
        Assert.Contains("\"state\":\"done\"", watched.Output, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"not-read\"", watched.Output, StringComparison.Ordinal);

        var status = await world.MigrateAsync("status", world.PlanPath);
        Assert.Equal(1, status.ExitCode);
        Assert.Contains("not-read     shop.example.com", status.Output, StringComparison.Ordinal);

        var check = await world.MigrateAsync("check", world.PlanPath);
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("ok       arn:aws:acm:eu-west-1:111122223333", check.Output, StringComparison.Ordinal);
        Assert.Contains($"not read {refused}  shop.example.com", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_in_which_nothing_may_be_requested_stops_no_learning_elsewhere()
    {
        await using var world = await MigrationWorld.StartAsync();
        world.Plant(["www.example.com"]);
        world.Plant(["shop.example.com"], MigrationWorld.Second);
        await world.PlanAsync();
        world.World.Acm.Deny(MigrationWorld.Second, "RequestCertificate");

        var published = await world.MigrateAsync("publish", world.PlanPath, "--learn", "--route53", "--yes");

        Assert.Equal(1, published.ExitCode);
        Assert.Contains("learned 1 of 1 records in 111122223333, eu-west-1", published.Error, StringComparison.Ordinal);
        Assert.Contains("not learned in 444455556666, eu-west-1: ", published.Error, StringComparison.Ordinal);
        Assert.Single(published.Lines, line => line.StartsWith("created", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_for_once_is_still_watched()
    {
        await using var world = await MigrationWorld.StartAsync();
        world.Plant(["www.example.com"]);
        await world.PlanAsync();
        await world.MigrateAsync("publish", world.PlanPath, "--learn", "--route53", "--yes");
        world.World.Acm.Resolve = _ => null;
        await world.MigrateAsync("start", world.PlanPath, "--yes");
        var looks = 0;
        world.World.Faults.Add(
            ServiceName.Acm,
            "DescribeCertificate",
            exchange =>
            {
                world.World.Acm.Resolve = world.Names.AliasOf;
                return Misbehave.Error(400, "AccessDeniedException")(exchange);
            },
            times: 1,
            _ => Interlocked.Increment(ref looks) == 2
        );

        var watched = await world.MigrateAsync("watch", world.PlanPath, "--every", "1", "--json");

        Assert.Equal(0, watched.ExitCode);
        Assert.Equal(["running", "not-read", "done"], watched.Lines.Select(line => (string?)JsonNode.Parse(line)!["state"]));
    }

    [Fact]
    public async Task A_certificate_inside_its_renewal_window_is_renewed_by_the_switch()
    {
        await using var world = await MigrationWorld.StartAsync();
        var arn = world.Plant(["www.example.com"], issuedDaysAgo: 190);
        var plan = await world.PlanAsync();
        Assert.Contains("inside-renewal-window", plan.Output, StringComparison.Ordinal);
        await world.MigrateAsync("publish", world.PlanPath, "--learn", "--route53", "--yes");

        Assert.Equal(0, (await world.MigrateAsync("start", world.PlanPath, "--yes")).ExitCode);
        Assert.Equal(0, (await world.MigrateAsync("watch", world.PlanPath, "--every", "1")).ExitCode);

        Assert.Equal("SUCCESS", world.World.Acm.SwitchOf(arn));
        Assert.True(world.World.Acm.ExpiryOf(arn) > TimeProvider.System.GetUtcNow().AddDays(190));
    }

    [Fact]
    public async Task A_zone_of_somebody_else_is_handed_over_and_started_once_its_owner_published()
    {
        await using var world = await MigrationWorld.StartAsync();
        world.Names.AddZone("example.net", "", "a.ns.cloudflare.com");
        world.Names.AddZone("a.ns.cloudflare.com", "@ IN A 127.0.0.1");
        world.Plant(["www.example.net"]);

        var plan = await world.PlanAsync();
        Assert.Equal(1, plan.ExitCode);
        Assert.Contains("zone-foreign", plan.Output, StringComparison.Ordinal);
        Assert.Contains("Cloudflare", plan.Output, StringComparison.Ordinal);

        var lines = await world.MigrateAsync("publish", world.PlanPath, "--learn", "--yes", "--format", "bind");
        world.Names.AddZone("example.net", lines.Output, "a.ns.cloudflare.com");

        Assert.Equal(0, (await world.MigrateAsync("start", world.PlanPath, "--yes")).ExitCode);
        Assert.Equal(0, (await world.MigrateAsync("watch", world.PlanPath, "--every", "1")).ExitCode);
    }

    [Fact]
    public async Task A_doubled_suffix_is_recognised()
    {
        await using var world = await MigrationWorld.StartAsync();
        world.Plant(["www.example.com"]);
        await world.PlanAsync();
        await world.MigrateAsync("publish", world.PlanPath, "--learn", "--yes");
        var record = Assert.Single(Assert.Single(Read(world).Certificates).Records);
        world.World.Route53.Put(world.Zone, $"{record.Name}.example.com", "CNAME", $"{record.Value}.");

        var status = await world.MigrateAsync("status", world.PlanPath);

        Assert.Equal(1, status.ExitCode);
        Assert.Contains("doubled-suffix", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_learning_leaves_what_clean_finds()
    {
        await using var world = await MigrationWorld.StartAsync();
        world.Plant(["www.example.com"]);
        await world.PlanAsync();
        world.World.Faults.Add(
            ServiceName.Acm,
            "DeleteCertificate",
            Simulator.Faults.Misbehave.Error(400, "AccessDeniedException"),
            times: 10
        );
        await world.MigrateAsync("publish", world.PlanPath, "--learn", "--yes");
        Assert.Equal(2, world.World.Acm.Arns.Count);
        world.World.Faults.Clear();

        var cleaned = await world.MigrateAsync("publish", world.PlanPath, "--clean", "--yes");

        Assert.StartsWith("deleted arn:", Assert.Single(cleaned.Lines), StringComparison.Ordinal);
        Assert.Single(world.World.Acm.Arns);
    }

    [Fact]
    public async Task A_terraform_state_blocks_until_a_plan_proves_that_the_certificate_stays()
    {
        await using var world = await MigrationWorld.StartAsync();
        var arn = world.Plant(["www.example.com"]);
        var certificate = $$"""{"arn": "{{arn}}", "validation_method": "EMAIL", "secret": "hunter2"}""";
        var state = world.File(
            "state.json",
            $$"""
            {"version": 4, "resources": [{"mode": "managed", "type": "aws_acm_certificate", "name": "site",
              "instances": [{"attributes": {{certificate}} }]}]}
            """
        );
        var proof = world.File(
            "tfplan.json",
            $$"""
            {"resource_changes": [{"address": "aws_acm_certificate.site", "type": "aws_acm_certificate",
              "change": {"actions": ["no-op"], "before": {{certificate}} } }]}
            """
        );

        var blocked = await world.PlanAsync("--terraform-state", state);
        Assert.Contains("terraform-replaces", blocked.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", blocked.Output + blocked.Error, StringComparison.Ordinal);

        var proven = await world.PlanAsync("--terraform-state", state, "--terraform-plan", proof);
        Assert.Equal(0, proven.ExitCode);
    }

    [Fact]
    public async Task Finish_refuses_while_a_certificate_is_left_and_names_it()
    {
        await using var world = await MigrationWorld.StartAsync();
        var arn = world.Plant(["www.example.com"]);
        await world.PlanAsync();
        var inventory = Path.Combine(Path.GetDirectoryName(world.PlanPath)!, "inventory.json");

        var refused = await Testing.Transcript.OfAsync(["migrate", "finish", "--inventory", inventory]);

        Assert.Equal(3, refused.ExitCode);
        Assert.Contains(arn, refused.Output, StringComparison.Ordinal);
    }

    private static MigrationPlan Read(MigrationWorld world) => PlanJson.Read(Encoding.UTF8.GetBytes(File.ReadAllText(world.PlanPath)));
}
