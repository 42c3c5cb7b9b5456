using AcmApprover.Simulator;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests.Estate;

/// <summary>What an inventory says where something is refused, and that it reads the rest all the same.</summary>
public sealed class InventoryProblemTests
{
    [Fact]
    public async Task A_denial_by_the_organisation_in_many_regions_is_one_line()
    {
        await using var world = await EstateWorld.StartAsync();
        world.Plant(EstateWorld.Fine);
        world.World.Regions.Choose(EstateWorld.Own, "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1", "sa-east-1");
        foreach (var region in (string[])["eu-west-2", "eu-west-3", "eu-north-1", "sa-east-1"])
        {
            world.World.Acm.Deny(EstateWorld.Own, region: region, isByServiceControlPolicy: true);
        }

        var transcript = await world.InventoryAsync();

        Assert.Equal(1, transcript.ExitCode);
        Assert.Contains("www.example.com", transcript.Output, StringComparison.Ordinal);
        Assert.Equal(
            """
            not read: account 111122223333 in 4 regions (eu-north-1 … sa-east-1): a service control policy forbids acm:SearchCertificates
                to do: no policy in the account changes that: ask who manages the organisation, or leave these regions out with --regions

            """.ReplaceLineEndings("\n"),
            transcript.Error
        );
    }

    [Theory]
    [InlineData("DescribeCertificate", "acm:DescribeCertificate", 1)]
    [InlineData("ListTagsForCertificate", "acm:ListTagsForCertificate", 1)]
    [InlineData(null, "acm:SearchCertificates", 0)]
    public async Task A_missing_permission_is_named_and_the_rest_is_read(string? operation, string permission, int certificates)
    {
        await using var world = await EstateWorld.StartAsync();
        world.Plant(EstateWorld.Fine);
        world.World.Acm.Deny(EstateWorld.Own, operation, "eu-west-1");

        var inventory = await world.TakeAsync("--owner-tag", "team");

        var problem = Assert.Single(inventory.Problems);
        Assert.Equal((permission, "eu-west-1"), (problem.Permission, Assert.Single(problem.Regions).Value));
        Assert.Equal(certificates, inventory.Certificates.Count);
    }

    [Fact]
    public async Task An_account_that_refuses_the_role_is_named_and_the_others_are_read()
    {
        await using var world = await EstateWorld.StartAsync();
        world.Plant(EstateWorld.Fine);

        var inventory = await world.TakeAsync("--role", "wrong");

        var problem = Assert.Single(inventory.Problems);
        Assert.Equal((EstateWorld.Second, "sts:AssumeRole", 0), (problem.Account.Value, problem.Permission, problem.Regions.Count));
        Assert.StartsWith("the role wrong in account 444455556666 cannot be assumed", problem.Detail, StringComparison.Ordinal);
        Assert.Single(inventory.Certificates);
    }

    [Fact]
    public async Task A_wrong_external_id_is_refused_and_the_right_one_is_sent()
    {
        await using var world = await EstateWorld.StartAsync();
        world.World.Sts.AllowRole(EstateWorld.Second, EstateWorld.Role, "secret");
        string[] both = ["--role", EstateWorld.Role, "--external-id"];
        Assert.Single((await world.TakeAsync([.. both, "wrong"])).Problems);
        Assert.Empty((await world.TakeAsync([.. both, "secret"])).Problems);
    }

    [Fact]
    public async Task An_account_of_another_without_a_role_is_named()
    {
        await using var world = await EstateWorld.StartAsync();
        var transcript = await world.InventoryAsync("--accounts", EstateWorld.Second);
        Assert.Equal((3, ""), (transcript.ExitCode, transcript.Output));
        Assert.Contains("account 444455556666", transcript.Error, StringComparison.Ordinal);
        Assert.Contains("--role", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_list_the_organisation_reads_their_own_account()
    {
        await using var world = await EstateWorld.StartAsync();
        world.Plant(EstateWorld.Fine);
        world.Refuse(ServiceName.Organizations, "ListAccounts");

        var inventory = await world.TakeAsync("--role", EstateWorld.Role);

        Assert.Equal("organizations:ListAccounts", Assert.Single(inventory.Problems).Permission);
        Assert.Equal(EstateWorld.Own, Assert.Single(inventory.Accounts).Id.Value);
        Assert.Single(inventory.Certificates);
    }

    [Fact]
    public async Task Where_no_regions_can_be_listed_the_likely_ones_are_read()
    {
        await using var world = await EstateWorld.StartAsync();
        world.Refuse(ServiceName.AccountManagement, "ListRegions");
        world.Refuse(ServiceName.Ec2, "DescribeRegions");

        var inventory = await world.TakeAsync();

        var problem = Assert.Single(inventory.Problems);
        Assert.Equal("its regions cannot be listed; only eu-west-1 and us-east-1 were read", problem.Detail);
        Assert.Contains("account:ListRegions or ec2:DescribeRegions", problem.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_region_that_is_not_enabled_is_named()
    {
        await using var world = await EstateWorld.StartAsync();
        var inventory = await world.TakeAsync("--regions", "eu-west-1,af-south-1");
        var problem = Assert.Single(inventory.Problems);
        Assert.Equal((null, "af-south-1"), (problem.Permission, Assert.Single(problem.Regions).Value));
        Assert.Contains("enable the region", problem.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ACM_that_cannot_be_reached_is_a_problem_of_its_region()
    {
        await using var world = await EstateWorld.StartAsync();
        var transcript = await Transcript.OfAsync(
            world.World,
            ["inventory", "--regions", "eu-west-1"],
            ("AWS_ENDPOINT_URL_ACM", "https://127.0.0.1:9")
        );
        Assert.Equal(3, transcript.ExitCode);
        Assert.Contains("in eu-west-1: ACM cannot be asked: no answer", transcript.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error: --region is 'mars', and there is no such region", "--region", "mars")]
    [InlineData("error: '12' is not an account id of twelve digits", "--accounts", "12")]
    [InlineData("error: 'mars' is not a region such as eu-west-1", "--regions", "eu-west-1,mars")]
    [InlineData("error: there is no profile 'nobody'", "--profile", "nobody")]
    [InlineData("error: --rate is 0, but must be 1 to 100", "--rate", "0")]
    [InlineData("error: --soon is 400, but must be 0 to 365 days", "--soon", "400")]
    [InlineData("error: --fail-on is 'bad', but must be one of fine, soon, pending-now, lapses, will-fail, expired", "--fail-on", "bad")]
    [InlineData("error: --output is 'xml', but must be table, json or csv, or one of them with =FILE", "--output", "xml")]
    [InlineData("error: two outputs go to standard output", "--json", "--output", "table")]
    [InlineData("error: there is no folder for /no/such/folder/x.json", "--output", "json=/no/such/folder/x.json")]
    [InlineData("error: there is no file nothing.json", "--since", "nothing.json")]
    [InlineData("error: there is no file nothing.json", "--ignore", "nothing.json")]
    public async Task Wrong_usage_is_told_before_AWS_is_asked(string error, params string[] arguments)
    {
        var transcript = await Transcript.OfAsync(["inventory", .. arguments]);
        Assert.Equal((2, ""), (transcript.ExitCode, transcript.Output));
        Assert.StartsWith(error + "\n", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_inventory_is_refused()
    {
        await using var world = await EstateWorld.StartAsync();
        var transcript = await Transcript.OfAsync(["inventory", "--since", world.File("old.json", "{}")]);
        Assert.Equal(2, transcript.ExitCode);
        Assert.Contains("cannot be used: it is not an inventory", transcript.Error, StringComparison.Ordinal);
    }
}
