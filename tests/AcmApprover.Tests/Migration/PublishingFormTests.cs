using System.Text.Json;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Publishing;
using AcmApprover.Testing;

namespace AcmApprover.Tests.Migration;

/// <summary>The forms in which records are handed over, each read back by a reader that is not ours.</summary>
public sealed class PublishingFormTests
{
    private static readonly RecordZone Zone = new(RecordName.Parse("example.com"), "Z1");

    private static readonly RecordToPublish[] Records =
    [
        new(RecordOf("example.com"), [DomainName.Parse("example.com"), DomainName.Parse("*.example.com")], Zone),
        new(RecordOf("www.example.com"), [DomainName.Parse("www.example.com")], Zone),
        new(RecordOf("a-b.xn--mnchen-3ya.example.com"), [DomainName.Parse("a-b.xn--mnchen-3ya.example.com")], null),
    ];

    [Fact]
    public void The_csv_is_that_of_the_console() =>
        Assert.Equal(
            [
                "Domain Name,Record Name,Record Type,Record Value",
                "example.com,_0a1b.example.com.,CNAME,_9f8e.x1.acm-validations.aws.",
                "*.example.com,_0a1b.example.com.,CNAME,_9f8e.x1.acm-validations.aws.",
                "www.example.com,_0a1b.www.example.com.,CNAME,_9f8e.x1.acm-validations.aws.",
                "a-b.xn--mnchen-3ya.example.com,_0a1b.a-b.xn--mnchen-3ya.example.com.,CNAME,_9f8e.x1.acm-validations.aws.",
                "",
            ],
            AcmConsoleCsv.Write(Records).Split('\n')
        );

    [Fact]
    public void Bind_reads_the_zone_file_lines()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(
                file,
                "$TTL 60\n@ IN SOA ns1.example.com. root.example.com. 1 60 60 60 60\n@ IN NS ns1.example.com.\nns1 IN A 192.0.2.1\n"
                    + ZoneFileLines.Write(Records)
            );

            var (exitCode, output, error) = ExternalTool
                .OnThePath("named-checkzone", "Debian's package bind9-utils brings it")
                .Run("", "-D", "-i", "local", "example.com", file);

            Assert.True(exitCode == 0, error + output);
            Assert.Equal(
                Records
                    .Select(record =>
                        $"{record.Record.Name.Absolute} {RecordToPublish.TimeToLive} IN CNAME {record.Record.Target.Absolute}"
                    )
                    .Order(),
                output
                    .Split('\n')
                    .Where(line => line.Contains("CNAME", StringComparison.Ordinal))
                    .Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
                    .Order()
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_aws_cli_reads_the_change_batch()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Assert.Single(Route53ChangeBatch.Write(Records)));

            // The CLI parses and validates the whole input before it finds that nobody listens at the endpoint.
            var (_, _, error) = ExternalTool
                .OnThePath("aws", "pip install awscli brings it")
                .Run(
                    "",
                    "route53",
                    "change-resource-record-sets",
                    "--hosted-zone-id=Z1",
                    $"--change-batch=file://{file}",
                    "--endpoint-url=http://127.0.0.1:1",
                    "--region=us-east-1",
                    "--no-sign-request",
                    "--cli-connect-timeout=1"
                );

            Assert.Contains("Could not connect to the endpoint URL", error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_change_batch_only_creates_and_has_at_most_500_records()
    {
        var many = Enumerable
            .Range(0, Route53ChangeBatch.MaxRecords + 1)
            .Select(number => new RecordToPublish(RecordOf($"n{number}.example.com"), [DomainName.Parse($"n{number}.example.com")], Zone));

        var batches = Route53ChangeBatch
            .Write(many)
            .Select(batch => JsonDocument.Parse(batch).RootElement.GetProperty("Changes").EnumerateArray().ToArray())
            .ToArray();

        Assert.Equal([Route53ChangeBatch.MaxRecords, 1], batches.Select(batch => batch.Length));
        Assert.All(batches.SelectMany(batch => batch), change => Assert.Equal("CREATE", change.GetProperty("Action").GetString()));
    }

    [Fact]
    public void Terraform_gets_a_resource_for_each_record_and_imports_those_that_are_there()
    {
        var created = TerraformRecords.Write(Records, areThere: false);
        Assert.Equal(3, Count(created, "resource \"aws_route53_record\""));
        Assert.Equal(0, Count(created, "import {"));
        Assert.Equal(1, Count(created, "variable \"acm_validation_zone_id\""));
        Assert.Contains("zone_id = var.acm_validation_zone_id", created, StringComparison.Ordinal);

        var imported = TerraformRecords.Write(Records, areThere: true);
        Assert.Contains("id = \"Z1__0a1b.www.example.com_CNAME\"", imported, StringComparison.Ordinal);
        Assert.Equal(2, Count(imported, "import {"));
    }

    [Fact]
    public void A_parser_made_of_hashicorps_own_reads_the_terraform_resources()
    {
        const int missing = 3;
        const string parse = """
            const { execSync } = require("child_process");
            const load = find => { try { return require(find()); } catch { return null; } };
            const hcl = load(() => "@cdktf/hcl2json")
              ?? load(() => execSync("npm root --global", { stdio: ["ignore", "pipe", "ignore"] }).toString().trim() + "/@cdktf/hcl2json");
            if (!hcl) process.exit(3);
            const text = require("fs").readFileSync(0, "utf8");
            hcl.parse("records.tf", text).then(parsed => console.log(JSON.stringify(parsed)));
            """;
        var (exitCode, output, error) = ExternalTool
            .OnThePath("node", "Node.js brings it")
            .Run(TerraformRecords.Write(Records, areThere: true), "-e", parse);
        Assert.SkipWhen(exitCode == missing, "npm install --global @cdktf/hcl2json brings the parser");

        Assert.True(exitCode == 0, error);
        using var parsed = JsonDocument.Parse(output);
        var resources = parsed.RootElement.GetProperty("resource").GetProperty("aws_route53_record");
        Assert.Equal(
            Records
                .Select(record => $"{record.Record.Name} CNAME {RecordToPublish.TimeToLive} {record.Record.Target.Absolute}")
                .Order(StringComparer.Ordinal),
            resources
                .EnumerateObject()
                .Select(each => each.Value[0])
                .Select(each =>
                    $"{each.GetProperty("name")} {each.GetProperty("type")} {each.GetProperty("ttl")} {each.GetProperty("records")[0]}"
                )
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(2, parsed.RootElement.GetProperty("import").GetArrayLength());
    }

    [Fact]
    public void Terraform_names_differ_where_domains_differ_only_in_a_dot_or_a_hyphen()
    {
        RecordToPublish[] alike =
        [
            new(RecordOf("a-b.example.com"), [DomainName.Parse("a-b.example.com")], Zone),
            new(RecordOf("a.b.example.com"), [DomainName.Parse("a.b.example.com")], Zone),
        ];

        var labels = TerraformRecords
            .Write(alike, areThere: false)
            .Split('\n')
            .Where(line => line.StartsWith("resource", StringComparison.Ordinal));

        Assert.Equal(2, labels.Distinct().Count());
    }

    [Fact]
    public void A_ticket_names_every_record_and_value()
    {
        var text = TicketText.Write(Records);
        Assert.All(
            Records,
            record =>
            {
                Assert.Contains($"Name:  {record.Record.Name.Absolute}\n", text, StringComparison.Ordinal);
                Assert.Contains($"Value: {record.Record.Target.Absolute}\n", text, StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [InlineData("www.example.com", "_x.www.example.com.", "_y.acm-validations.aws.", true)]
    [InlineData("*.example.com", "_x.example.com.", "_y.acm-validations.aws.", true)]
    [InlineData("WWW.example.com", "_X.www.EXAMPLE.com", "_y.acm-validations.aws", true)]
    [InlineData("www.example.com", "_x.example.com.", "_y.acm-validations.aws.", false)]
    [InlineData("www.example.com", "x.www.example.com.", "_y.acm-validations.aws.", false)]
    [InlineData("www.example.com", "_x.www.example.com.\nevil", "_y.acm-validations.aws.", false)]
    [InlineData("www.example.com", "_x.www.example.com.", "_y.acm-validations.aws.,evil", false)]
    [InlineData("www.example.com", null, "_y.acm-validations.aws.", false)]
    [InlineData("www.example.com", "_x.www.example.com.", "", false)]
    public void Only_a_names_own_validation_record_is_one(string domain, string? name, string? value, bool isOne) =>
        Assert.Equal(isOne, ValidationRecord.TryParse(DomainName.Parse(domain), name, value, out _));

    private static ValidationRecord RecordOf(string domain) =>
        new(RecordName.Parse($"_0a1b.{domain}"), RecordName.Parse("_9f8e.x1.acm-validations.aws"));

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
