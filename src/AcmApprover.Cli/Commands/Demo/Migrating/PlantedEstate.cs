using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.CloudFormation;
using AcmApprover.Simulator.Dns;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Route53;

namespace AcmApprover.Cli.Commands.Demo.Migrating;

/// <summary>
/// Certificates of five accounts that are validated by e-mail: 14 with something in their way, six that only look like it, and as many
/// others as are wanted.
/// </summary>
internal sealed class PlantedEstate
{
    internal const string Role = "acm-approver-migrate";

    /// <summary>What an estate has besides the plain ones.</summary>
    internal const int Special = 21;

    private const string Home = "eu-west-1";
    private const string CloudFront = "us-east-1";
    private const string Forbidden = "eu-central-1";
    private const string Throttling = "eu-north-1";

    private readonly SimulatedWorld world;
    private readonly SimulatedNameServer names;
    private readonly DateTimeOffset now;
    private readonly string domain;
    private readonly SimulatedZone[] units;
    private readonly List<PlantedLine> lines = [];
    private int planted;

    private PlantedEstate(
        SimulatedWorld world,
        SimulatedNameServer names,
        IReadOnlyList<string> accounts,
        string domain,
        DateTimeOffset now
    )
    {
        (this.world, this.names, this.domain, this.now) = (world, names, domain, now);
        Accounts = accounts;
        foreach (var account in accounts)
        {
            world.Sts.AllowRole(account, Role);
            world.Regions.Choose(account, Home, CloudFront, Forbidden, Throttling);
        }

        names.AddZone(domain, "");
        units = [.. accounts.Select((account, i) => Zone(account, $"unit{i + 1}"))];
    }

    /// <summary>The accounts; the first is the caller's own.</summary>
    internal IReadOnlyList<string> Accounts { get; }

    /// <summary>The certificates that are validated by e-mail.</summary>
    internal IReadOnlyList<PlantedLine> Lines => lines;

    /// <summary>What Terraform knows: the text of a state.</summary>
    internal string TerraformState { get; private set; } = "";

    /// <summary>The template that is about to be deployed to the stack <see cref="Stack"/>.</summary>
    internal string NextTemplate { get; private set; } = "";

    /// <summary>The stack that is about to be edited.</summary>
    internal string Stack { get; } = "site-about-to-be-edited";

    /// <summary>Plants an estate.</summary>
    /// <param name="world">Where; its first account is the caller's.</param>
    /// <param name="names">The public DNS, which is fed by the world's hosted zones.</param>
    /// <param name="accounts">Five accounts.</param>
    /// <param name="domain">What all names lie below.</param>
    /// <param name="count">How many certificates, at least <see cref="Special"/>.</param>
    /// <param name="now">The time.</param>
    internal static PlantedEstate Plant(
        SimulatedWorld world,
        SimulatedNameServer names,
        IReadOnlyList<string> accounts,
        string domain,
        int count,
        DateTimeOffset now
    )
    {
        var estate = new PlantedEstate(world, names, accounts, domain, now);
        estate.PlantZonesInTheWay();
        estate.PlantRecordsInTheWay();
        estate.PlantCode();
        estate.PlantStates();
        estate.PlantDecoys();
        for (var i = 0; estate.lines.Count < count; i++)
        {
            var unit = i % accounts.Count;
            var name = $"www{i}.{estate.units[unit].Name}";
            string[] all = i % 3 == 0 ? [name, $"api{i}.{estate.units[unit].Name}"] : [name];
            estate.Plant(null, unit, all, i % 4 == 0 ? CloudFront : Home);
        }

        return estate;
    }

    /// <summary>The certificate whose description ACM throttles, once <see cref="Throttle"/> is called.</summary>
    internal string ThrottledArn { get; private set; } = "";

    /// <summary>Has ACM throttle the description of the certificate that is planted for it.</summary>
    /// <param name="times">So often.</param>
    internal void Throttle(int times)
    {
        world.Faults.Add(
            ServiceName.Acm,
            "DescribeCertificate",
            Misbehave.Error(400, "ThrottlingException"),
            times,
            request => request.Text.Contains(ThrottledArn, StringComparison.Ordinal)
        );
    }

    private void PlantZonesInTheWay()
    {
        var foreign = $"foreign-{domain.Replace('.', '-')}.example.net";
        names.AddZone("a.ns.cloudflare.com", "@ IN A 127.0.0.1");
        names.AddZone(foreign, "", "a.ns.cloudflare.com");
        Plant("zone-foreign", 0, [$"www.{foreign}"], isBlocked: true);

        Zone(Accounts[1], "twin");
        world.Route53.AddZone(Accounts[1], $"twin.{domain}", isPrivate: true);
        Plant("zone-twin", 1, [$"www.twin.{domain}"]);

        names.Fail($"lame.{domain}", NameServerFault.ServerFailure);
        Plant("zone-lame", 2, [$"www.lame.{domain}"], isBlocked: true);

        world.Route53.Put(Zone(Accounts[3], "caa"), $"caa.{domain}", "CAA", "0 issue \"ca.example.net\"");
        Plant("caa", 3, [$"www.caa.{domain}"], isBlocked: true);

        Zone(Accounts[4], "bogus");
        names.Fail($"bogus.{domain}", NameServerFault.Bogus);
        Plant("dnssec", 4, [$"bogus.{domain}"], isBlocked: true);

        world.Route53.Put(Zone(Accounts[0], "dname"), $"dname.{domain}", "DNAME", "elsewhere.example.org.");
        Plant("dname-above", 0, [$"www.dname.{domain}"], isBlocked: true);
    }

    private void PlantRecordsInTheWay()
    {
        var name = $"conflict.{units[1].Name}";
        Plant("record-conflict", 1, [name], isBlocked: true);
        Tell(1, name);
        world.Route53.Put(units[1], SimulatedAcm.RecordOf(Accounts[1], name).Name.TrimEnd('.'), "TXT", "\"in the way\"");
    }

    private void PlantCode()
    {
        var managed = Plant("terraform-replaces", 2, [$"terraform.{units[2].Name}"], isBlocked: true);
        TerraformState = new JsonObject
        {
            ["version"] = 4,
            ["resources"] = new JsonArray(
                new JsonObject
                {
                    ["mode"] = "managed",
                    ["type"] = "aws_acm_certificate",
                    ["name"] = "site",
                    ["instances"] = new JsonArray(
                        new JsonObject { ["attributes"] = new JsonObject { ["arn"] = managed, ["validation_method"] = "EMAIL" } }
                    ),
                }
            ),
        }.ToJsonString();

        var edited = $"edited.{units[3].Name}";
        Own(3, Stack, Plant("stack-would-replace", 3, [edited], isBlocked: true), Template(edited, "EMAIL"));
        NextTemplate = Template(edited, "DNS");
    }

    private void PlantStates()
    {
        Add(
            PlantedLine.NotIssued,
            new PlantedCertificate
            {
                Account = Accounts[4],
                Region = Home,
                Names = [$"pending.{units[4].Name}"],
            },
            isBlocked: true
        );
        Add(
            PlantedLine.NotIssued,
            new PlantedCertificate
            {
                Account = Accounts[0],
                Region = Home,
                Names = [$"expired.{units[0].Name}"],
                IssuedAt = now.AddDays(-199),
                ExpiresAt = now.AddDays(-1),
                InUseBy = [Balancer(0)],
            },
            isBlocked: true
        );
        world.Acm.StartSwitch(Plant("migration-running", 1, [$"running.{units[1].Name}"], isBlocked: true));

        Plant(PlantedLine.NotRead, 3, [$"denied.{units[3].Name}"], Forbidden, isBlocked: true);
        world.Acm.Deny(Accounts[3], "DescribeCertificate", Forbidden);
        ThrottledArn = Plant(PlantedLine.NotRead, 4, [$"throttled.{units[4].Name}"], Throttling, isBlocked: true);
    }

    private void PlantDecoys()
    {
        var wild = Zone(Accounts[0], "wild");
        world.Route53.Put(wild, $"*.wild.{domain}", "TXT", "\"a wildcard\"");
        Plant(null, 0, [$"www.wild.{domain}"]);
        Tell(0, $"www.wild.{domain}");

        world.Route53.Put(units[1], $"alias.{units[1].Name}", "CNAME", $"elsewhere.{units[2].Name}.");
        Plant(null, 1, [$"alias.{units[1].Name}"]);

        Zone(Accounts[2], "unsigned");
        Plant(null, 2, [$"*.unsigned.{domain}", $"unsigned.{domain}"]);
        Plant(null, 3, [$"twice.{units[3].Name}"]);
        Plant(null, 3, [$"twice.{units[3].Name}"], CloudFront);
        Plant(null, 4, [$"unsigned.{units[4].Name}"]);

        var unchanged = $"unchanged.{units[0].Name}";
        Own(0, "site-as-it-is", Plant("stack-owns", 0, [unchanged]), Template(unchanged, "EMAIL"));
    }

    /// <summary>Another certificate of the name, by which ACM tells the record.</summary>
    private void Tell(int account, string name) =>
        world.Acm.Plant(
            new PlantedCertificate
            {
                Account = Accounts[account],
                Region = Home,
                Names = [name],
                Method = "DNS",
                IssuedAt = now.AddDays(-30),
            }
        );

    private SimulatedZone Zone(string account, string label) => world.Route53.AddZone(account, $"{label}.{domain}");

    private string Balancer(int account) =>
        $"arn:aws:elasticloadbalancing:{Home}:{Accounts[account]}:loadbalancer/app/shop/50dc6c495c0c9188";

    private string Plant(string? expected, int account, IReadOnlyList<string> all, string region = Home, bool isBlocked = false) =>
        Add(
            expected,
            new PlantedCertificate
            {
                Account = Accounts[account],
                Region = region,
                Names = all,
                IssuedAt = now.AddDays(-5 - planted++ % 140),
                InUseBy = [Balancer(account)],
            },
            isBlocked
        );

    private string Add(string? expected, PlantedCertificate certificate, bool isBlocked)
    {
        var arn = world.Acm.Plant(certificate);
        lines.Add(new PlantedLine(arn, certificate.Names[0], expected, isBlocked));
        return arn;
    }

    private void Own(int account, string stack, string arn, string template) =>
        world.CloudFormation.Own(new OwnedResource(Accounts[account], Home, stack, "Certificate", arn), template);

    private static string Template(string name, string method) =>
        new JsonObject
        {
            ["Resources"] = new JsonObject
            {
                ["Certificate"] = new JsonObject
                {
                    ["Type"] = "AWS::CertificateManager::Certificate",
                    ["Properties"] = new JsonObject { ["DomainName"] = name, ["ValidationMethod"] = method },
                },
            },
        }.ToJsonString();
}

/// <summary>A certificate of the estate.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Name">Its first name.</param>
/// <param name="Expected">What a plan must say of it: an obstacle's code; null for nothing.</param>
/// <param name="IsBlocked">Whether it cannot be switched by us now.</param>
internal sealed record PlantedLine(string Arn, string Name, string? Expected, bool IsBlocked)
{
    /// <summary>ACM refuses to describe it, or throttles every call that does.</summary>
    internal const string NotRead = "certificate-not-read";

    /// <summary>It is pending or expired.</summary>
    internal const string NotIssued = "not-issued";
}
