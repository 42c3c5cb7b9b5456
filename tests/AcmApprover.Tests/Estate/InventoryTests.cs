using System.Text;
using System.Text.Json.Nodes;
using AcmApprover.Estate;
using AcmApprover.Identifiers;

namespace AcmApprover.Tests.Estate;

public sealed class InventoryTests
{
    private static readonly AccountId Account = AccountId.Parse("111122223333");

    [Fact]
    public void An_inventory_is_read_as_it_was_written()
    {
        var inventory = Facts.Inventory(
            Facts.Judged(Facts.Fine) with
            {
                Ignored = new IgnoredBecause("goes in January", "shop", new DateOnly(2027, 1, 31)),
            },
            Facts.Judged(Facts.Requested)
        ) with
        {
            Problems = [new EstateProblem(Account, [Region.Parse("us-east-1")], "denied", "acm:SearchCertificates", "add it")],
            Changes = [new InventoryChange(Facts.Fine.Arn, DomainName.Parse("www.example.com"), ChangeKind.Severity, "soon", "fine")],
        };

        var json = Written(inventory);

        Assert.Equal(json, Written(InventoryJson.Read(Encoding.UTF8.GetBytes(json))));
        var certificate = JsonNode.Parse(json)!["certificates"]![0]!;
        Assert.Equal("acm-approver/inventory/v1", (string?)JsonNode.Parse(json)!["schema"]);
        Assert.Equal(
            ("www.example.com", "eu-west-1", "ISSUED", "email", "fine", "2027-04-22T12:00:00Z", "2027-01-31"),
            (
                (string?)certificate["domain"],
                (string?)certificate["region"],
                (string?)certificate["status"],
                (string?)certificate["method"],
                (string?)certificate["severity"],
                (string?)certificate["nextMail"]!["opensAt"],
                (string?)certificate["ignored"]!["until"]
            )
        );
    }

    [Theory]
    [InlineData("""{"schema": "acm-approver/decision/v1",""", "it is not of the schema acm-approver/inventory/v1")]
    [InlineData("""{"schema": 1,""", "it is not an inventory ($.schema, line 1)")]
    public void What_is_no_inventory_is_refused_in_words(string start, string message)
    {
        var json = Written(Facts.Inventory()).Replace("""{"schema":"acm-approver/inventory/v1",""", start, StringComparison.Ordinal);
        json = json.Replace("{\n  \"schema\": \"acm-approver/inventory/v1\",", start, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<FormatException>(() => InventoryJson.Read(Encoding.UTF8.GetBytes(json))).Message);
    }

    [Fact]
    public void A_wrong_value_is_found_where_it_stands()
    {
        var json = Written(Facts.Inventory(Facts.Judged(Facts.Fine)))
            .Replace("\"name\": \"www.example.com\"", "\"name\": \"no name\"", StringComparison.Ordinal);
        var error = Assert.Throws<FormatException>(() => InventoryJson.Read(Encoding.UTF8.GetBytes(json)));
        Assert.StartsWith("it is not an inventory ($.certificates[0].names[0].name, line", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_denial_in_many_regions_is_one_problem()
    {
        EstateProblem Denied(string region, string detail = "denied") =>
            new(Account, [Region.Parse(region)], detail, "acm:SearchCertificates", "add it");

        var merged = EstateProblem.Merge([Denied("us-east-1"), Denied("eu-west-1"), Denied("eu-west-2", "another")]);

        Assert.Equal(["eu-west-1 us-east-1", "eu-west-2"], merged.Select(p => string.Join(' ', p.Regions)));
    }

    [Fact]
    public void What_changed_is_found()
    {
        var second = Facts.Fine with { Arn = new CertificateArn(Facts.Fine.Arn.Region, Facts.Fine.Arn.Account, Guid.Empty) };
        var old = Facts.Inventory(Facts.Judged(Facts.Fine with { ExpiresAt = Facts.Now.AddDays(40) }));
        var current = Facts.Inventory(Facts.Judged(Facts.Fine), Facts.Judged(second));

        Assert.Equal(
            [
                (ChangeKind.Expiry, "2027-01-09", "2027-06-06"),
                (ChangeKind.Severity, "soon", "fine"),
                (ChangeKind.New, null, "fine"),
            ],
            InventoryChange.Between(old, current).Select(c => (c.Kind, c.From, (string?)c.To))
        );
    }

    [Fact]
    public void What_is_not_there_any_more_is_gone()
    {
        var old = Facts.Inventory(Facts.Judged(Facts.Fine));
        Assert.Equal(ChangeKind.Gone, Assert.Single(InventoryChange.Between(old, Facts.Inventory())).Kind);
    }

    [Fact]
    public void What_could_not_be_read_is_not_gone()
    {
        var old = Facts.Inventory(Facts.Judged(Facts.Fine));
        Assert.Empty(InventoryChange.Between(old, Facts.Inventory() with { Problems = [new EstateProblem(Account, [], "x", null, "y")] }));
        Assert.Empty(InventoryChange.Between(old, Facts.Inventory() with { Regions = [] }));
        Assert.Empty(InventoryChange.Between(old, Facts.Inventory() with { Accounts = [] }));
    }

    private static string Written(Inventory inventory)
    {
        using var stream = new MemoryStream();
        InventoryJson.Write(stream, inventory);
        return Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\n");
    }
}
