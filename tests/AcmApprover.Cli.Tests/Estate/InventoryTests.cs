using AcmApprover.Estate;
using AcmApprover.Simulator;

namespace AcmApprover.Cli.Tests.Estate;

public sealed class InventoryTests
{
    [Fact]
    public async Task What_depends_on_e_mail_is_listed_whatever_its_key_and_state_and_nothing_else()
    {
        await using var world = await EstateWorld.StartAsync();
        PlantAll(world);

        var inventory = await world.TakeAsync();

        Assert.Equal(
            [
                "ecdsa.example.com email ISSUED fine",
                "expired.example.com email EXPIRED expired",
                "pending.example.com email PENDING_VALIDATION pending-now",
                "renewing.example.com email ISSUED pending-now",
                "soon.example.com email ISSUED soon",
                "unknown.example.com unknown ISSUED fine",
                "unused.example.com email ISSUED lapses",
                "www.example.com email ISSUED fine",
            ],
            inventory.Certificates.Select(c =>
                $"{c.Domain} {c.Method.ToString().ToLowerInvariant()} {Words(c.Status)} {RiskWords.Of(c.Severity)}"
            )
        );
    }

    [Fact]
    public async Task Without_search_the_same_is_found_by_listing_and_describing()
    {
        await using var world = await EstateWorld.StartAsync();
        PlantAll(world);
        var searched = await world.TakeAsync();

        world.World.Acm.Deny(EstateWorld.Own, "SearchCertificates");
        var listed = await world.TakeAsync();

        Assert.NotEmpty(world.World.Requests.Of(ServiceName.Acm, "ListCertificates"));
        Assert.Equal(searched.Certificates.Select(c => c.Arn), listed.Certificates.Select(c => c.Arn));
        Assert.Empty(listed.Problems);
    }

    [Fact]
    public async Task Of_each_certificate_the_names_users_and_owner_are_told()
    {
        await using var world = await EstateWorld.StartAsync();
        world.Plant(
            EstateWorld.Fine with
            {
                Names = ["www.example.com", "*.shop.example.com"],
                Tags = new Dictionary<string, string> { ["team"] = "shop" },
                KeyAlgorithm = "EC_prime256v1",
            }
        );

        var certificate = Assert.Single((await world.TakeAsync("--owner-tag", "team")).Certificates);

        Assert.Equal(
            ("shop", "EC_prime256v1", EstateWorld.Balancer),
            (certificate.Owner, certificate.KeyAlgorithm, Assert.Single(certificate.UsedBy))
        );
        Assert.Equal(
            ["www.example.com example.com 5 Validated", "*.shop.example.com shop.example.com 5 Validated"],
            certificate.Names.Select(n => $"{n.Name} {n.ValidationDomain} {n.Mailboxes.Count} {n.State}")
        );
    }

    [Fact]
    public async Task An_exported_certificate_is_renewed_although_nothing_uses_it()
    {
        await using var world = await EstateWorld.StartAsync();
        world.Plant(EstateWorld.Fine with { InUseBy = [], IsExported = true });
        Assert.Equal(RiskLevel.Fine, Assert.Single((await world.TakeAsync()).Certificates).Severity);
    }

    [Fact]
    public async Task More_certificates_than_a_page_are_found()
    {
        await using var world = await EstateWorld.StartAsync();
        foreach (var i in Enumerable.Range(0, 503))
        {
            world.Plant(EstateWorld.Fine with { Names = [$"www{i}.example.com"] });
        }

        // Only the listings: to describe as many would take a minute and a half at ACM's pace.
        world.World.Acm.Deny(EstateWorld.Own, "DescribeCertificate");
        Assert.Equal(503, (await world.TakeAsync()).Certificates.Count);
        // Six pages in one region, and one in the other.
        Assert.Equal(7, world.World.Requests.Of(ServiceName.Acm, "SearchCertificates").Count);
    }

    [Fact]
    public async Task With_a_role_the_active_accounts_of_the_organisation_are_read()
    {
        await using var world = await EstateWorld.StartAsync();
        world.Plant(EstateWorld.Fine);
        world.Plant(EstateWorld.Fine with { Account = EstateWorld.Second, Region = "us-east-1", Names = ["bank.example.com"] });

        var inventory = await world.TakeAsync("--role", EstateWorld.Role);

        Assert.Equal(["111122223333 shop", "444455556666 bank"], inventory.Accounts.Select(a => $"{a.Id} {a.Name}"));
        Assert.Equal(["eu-west-1", "us-east-1"], inventory.Regions.Select(r => r.Value));
        Assert.Equal(["www.example.com", "bank.example.com"], inventory.Certificates.Select(c => c.Domain!.Value));
    }

    [Fact]
    public async Task A_role_is_assumed_in_the_callers_region_since_tokens_of_the_global_endpoint_fail_elsewhere()
    {
        await using var world = await EstateWorld.StartAsync();
        await world.TakeAsync("--role", EstateWorld.Role, "--region", "eu-central-1");
        var request = Assert.Single(world.World.Requests.Of(ServiceName.Sts, "AssumeRole"));
        Assert.Contains("/eu-central-1/sts/", request.Header("Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_regions_that_are_given_are_read()
    {
        await using var world = await EstateWorld.StartAsync();
        world.Plant(EstateWorld.Fine);
        Assert.Empty((await world.TakeAsync("--regions", "us-east-1")).Certificates);
        Assert.Empty(world.World.Requests.Of(ServiceName.AccountManagement));
    }

    [Fact]
    public async Task The_regions_are_asked_of_EC2_where_the_account_may_not_list_them()
    {
        await using var world = await EstateWorld.StartAsync();
        world.Refuse(ServiceName.AccountManagement, "ListRegions");
        var inventory = await world.TakeAsync();
        Assert.Equal(["eu-west-1", "us-east-1"], inventory.Regions.Select(r => r.Value));
        Assert.Empty(inventory.Problems);
    }

    [Fact]
    public async Task Throttling_slows_it_down_and_loses_nothing()
    {
        await using var world = await EstateWorld.StartAsync();
        foreach (var i in Enumerable.Range(0, 12))
        {
            world.Plant(EstateWorld.Fine with { Names = [$"www{i}.example.com"] });
        }

        world.World.Limits.Set(ServiceName.Acm, "DescribeCertificate", perSecond: 4, burst: 1);
        var inventory = await world.TakeAsync("--rate", "100");

        Assert.Equal((12, 0), (inventory.Certificates.Count, inventory.Problems.Count));
        Assert.Contains(world.World.Requests.Of(ServiceName.Acm, "DescribeCertificate"), r => r.Status == 400);
    }

    private static void PlantAll(EstateWorld world)
    {
        var now = EstateWorld.Now;
        var fine = EstateWorld.Fine;
        world.Plant(fine);
        world.Plant(fine with { Names = ["unknown.example.com"], Method = null });
        world.Plant(fine with { Names = ["ecdsa.example.com"], KeyAlgorithm = "EC_secp384r1" });
        world.Plant(fine with { Names = ["unused.example.com"], InUseBy = [] });
        world.Plant(fine with { Names = ["soon.example.com"], ExpiresAt = now.AddDays(50) });
        world.Plant(fine with { Names = ["renewing.example.com"], ExpiresAt = now.AddDays(20), IsRenewing = true });
        world.Plant(fine with { Names = ["expired.example.com"], ExpiresAt = now.AddDays(-1) });
        world.Plant(fine with { Names = ["pending.example.com"], IssuedAt = null, InUseBy = [] });
        world.Plant(fine with { Names = ["dns.example.com"], Method = "DNS" });
        world.Plant(fine with { Names = ["http.example.com"], Method = "HTTP" });
        world.Plant(fine with { Names = ["imported.example.com"], Method = null, Type = "IMPORTED" });
        world.Plant(fine with { Names = ["private.example.com"], Method = null, Type = "PRIVATE" });
    }

    private static string Words(CertificateStatus status) => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{status}");
}
