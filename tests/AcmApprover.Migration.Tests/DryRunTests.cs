namespace AcmApprover.Migration.Tests;

/// <summary>What asks for no change makes none: every request is on a list of reads.</summary>
public sealed class DryRunTests(Surroundings surroundings)
{
    private static readonly string[] reads =
    [
        "AssumeRole",
        "DescribeCertificate",
        "DescribeStackResources",
        "GetCallerIdentity",
        "GetHostedZone",
        "GetTemplate",
        "ListCertificateDomainValidations",
        "ListHostedZonesByName",
        "ListRegions",
        "ListTagsForCertificate",
        "SearchCertificates",
    ];

    [Fact]
    public async Task Without_yes_every_command_only_reads()
    {
        const int few = 30;
        var world = surroundings.World;
        using var run = new EstateRun(world, 5, few);
        world.Requests.Clear();

        await run.PlanAsync(isThrottled: false);
        string[][] commands =
        [
            ["publish"],
            ["publish", "--learn"],
            ["publish", "--route53"],
            ["publish", "--learn", "--route53"],
            ["publish", "--clean"],
            ["start"],
            ["status"],
            ["watch"],
            ["check"],
        ];
        foreach (var command in commands)
        {
            var (exitCode, _, error) = await run.StepAsync(command, TestContext.Current.CancellationToken);
            Assert.True(exitCode is 0 or 1, $"{string.Join(' ', command)}: {exitCode} {error}");
        }

        string[] replace = ["replace", run.Before[0]];
        foreach (var command in (string[][])[replace, [.. replace, "--with", run.Before[1]]])
        {
            var (exitCode, _, error) = await run.MigrateAsync(command, TestContext.Current.CancellationToken);
            Assert.True(exitCode is 0 or 1, $"{string.Join(' ', command)}: {exitCode} {error}");
        }

        Assert.Empty(world.Requests.All.Select(request => request.Operation).Distinct().Except(reads));
        Assert.Empty(run.Started);
        Assert.Equal(run.Before, world.Acm.Arns);
    }
}
