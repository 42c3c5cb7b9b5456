using System.Text.RegularExpressions;
using AcmApprover.Cli.Tests.Estate;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Http;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests;

/// <summary>docs/permissions.md and the role of member-account.yaml, held to the requests that the estate's commands make.</summary>
public sealed class EstatePermissionTests
{
    private const string Bucket = "mail-bucket";

    private static readonly PlantedCertificate Waiting = EstateWorld.Fine with
    {
        IssuedAt = null,
        InUseBy = [],
        RequestedAt = EstateWorld.Now.AddHours(-30),
    };

    [Theory]
    [InlineData("inventory")]
    [InlineData("resend")]
    [InlineData("resend --send --bucket NAME")]
    public async Task A_command_of_the_estate_asks_for_what_is_written_and_nothing_else(string command)
    {
        await using var world = await EstateWorld.StartAsync();
        world.World.S3.AddBucket(Bucket);
        world.Plant(Waiting);
        await RunAsync(world.World, command.Replace("NAME", Bucket, StringComparison.Ordinal).Split(' '));
        Hold(command, world.World);
    }

    [Fact]
    public async Task The_doctor_asks_for_what_is_written_and_nothing_else()
    {
        await using var doctor = await DoctorWorld.StartAsync();
        await doctor.DoctorAsync("www.ses.example");
        Hold("doctor NAME --stack NAME", doctor.World);

        var policy = Actions(PolicyIn("docs/doctor.md"));
        Assert.Empty(Used(doctor.World).Except(policy));
        Assert.Equal(["cloudformation:DescribeStackResources"], policy.Except(Used(doctor.World)));
    }

    [Fact]
    public async Task The_probe_asks_for_what_its_policy_allows_and_nothing_else()
    {
        var allowed = Actions(PolicyIn("docs/probe.md"));

        // Without a function, only the command asks: one probe that fails, with the doctor's reason; what it leaves; and one refused.
        await using var alone = await ProbeWorld.StartAsync(hasFunction: false);
        await alone.ProbeAsync("ses.example", "--yes", "--wait", "2");
        await alone.ProbeAsync("--clean", "--yes");
        alone.World.Acm.Deny("111122223333", "RequestCertificate");
        await alone.ProbeAsync("ses.example", "--yes");
        var failed = Used(alone.World);
        Assert.Empty(failed.Except(allowed).Except(Actions(LineOf("doctor NAME --stack NAME"))));

        await using var whole = await ProbeWorld.StartAsync();
        Assert.Equal(0, (await whole.ProbeAsync("ses.example", "--yes")).ExitCode);
        // A request with tags needs the first, which no call is named after (ACM user guide, tags-restrictions); the others find what a
        // probe left that was killed before it knew its certificate.
        Assert.Equal(
            ["acm:AddTagsToCertificate", "acm:SearchCertificates", "acm:ListTagsForCertificate"],
            allowed.Except(failed).Except(Used(whole.World))
        );
    }

    [Theory]
    [InlineData("ListsCertificates ReadsTags", "inventory", "--owner-tag", "team")]
    [InlineData("ListsCertificates Resends", "resend", "--send", "--bucket", Bucket)]
    public async Task The_role_of_an_account_allows_what_is_asked_there_and_nothing_else(string conditions, params string[] command)
    {
        await using var world = await EstateWorld.StartAsync();
        world.World.S3.AddBucket(Bucket);
        world.Plant(Waiting with { Account = EstateWorld.Second });
        await RunAsync(world.World, [.. command, "--accounts", EstateWorld.Second, "--role", EstateWorld.Role]);
        var first = Used(world.World);
        // What is asked for where the first question is refused.
        world.Refuse(ServiceName.Acm, "SearchCertificates");
        world.Refuse(ServiceName.AccountManagement, "ListRegions");
        await RunAsync(world.World, [.. command, "--accounts", EstateWorld.Second, "--role", EstateWorld.Role]);

        var ofAccount = first.Union(Used(world.World)).Where(action => action.Split(':')[0] is "acm" or "account" or "ec2");
        Assert.Equal(Allowed(conditions.Split(' ')).Order(StringComparer.Ordinal), ofAccount.Order(StringComparer.Ordinal));
    }

    private static async Task RunAsync(SimulatedWorld world, IReadOnlyList<string> command)
    {
        var transcript = await Transcript.OfAsync(world, command);
        Assert.True(transcript.ExitCode is 0 or 1, transcript.Error);
    }

    private static void Hold(string command, SimulatedWorld world)
    {
        var cells = LineOf(command).Split(" | ");
        var used = Used(world);
        Assert.Empty(used.Except(Actions(cells[1]).Concat(Actions(cells[2]))));
        Assert.Empty(Actions(cells[1]).Except(used));
    }

    /// <summary>The first JSON of a document.</summary>
    private static string PolicyIn(string document)
    {
        var text = RepositoryFiles.Read(document);
        var json = text[text.IndexOf("```json", StringComparison.Ordinal)..];
        return json[..json.IndexOf("\n```", StringComparison.Ordinal)];
    }

    private static string LineOf(string command) =>
        RepositoryFiles
            .Read("docs/permissions.md")
            .Split('\n')
            .Single(each => each.StartsWith($"| `{command}` |", StringComparison.Ordinal));

    private static string[] Actions(string text) =>
        [.. Regex.Matches(text, @"\b(?!aws:)[a-z0-9]+:[A-Z][A-Za-z]+").Select(match => match.Value).Distinct()];

    /// <summary>What the role allows always, and under conditions of its template.</summary>
    private static IEnumerable<string> Allowed(string[] conditions) =>
        Regex
            .Matches(
                RepositoryFiles.Read("member-account.yaml"),
                @"(?:- !If\s+- (?<condition>\w+)\s+)?- Effect: Allow\s+Action: (?<actions>\[[^]]+\]|\S+)"
            )
            .Where(match => !match.Groups["condition"].Success || conditions.Contains(match.Groups["condition"].Value))
            .SelectMany(match => Actions(match.Groups["actions"].Value))
            .Where(action => action != "events:PutEvents")
            .Distinct();

    private static HashSet<string> Used(SimulatedWorld world) => [.. world.Requests.All.Select(ActionOf).OfType<string>()];

    private static string? ActionOf(SimulatedRequest request) =>
        (request.Service, request.Operation) switch
        {
            (_, "GetCallerIdentity") => null,
            (ServiceName.S3, "ListObjectsV2") => "s3:ListBucket",
            (ServiceName.S3, "GetBucketNotificationConfiguration") => "s3:GetBucketNotification",
            (ServiceName.S3, var operation) => $"s3:{operation}",
            (ServiceName.Acm, var operation) => $"acm:{operation}",
            (ServiceName.Sts, var operation) => $"sts:{operation}",
            (ServiceName.Sns, var operation) => $"sns:{operation}",
            (ServiceName.Sqs, var operation) => $"sqs:{operation}",
            (ServiceName.Ses, var operation) => $"ses:{operation}",
            (ServiceName.Ec2, var operation) => $"ec2:{operation}",
            (ServiceName.AccountManagement, var operation) => $"account:{operation}",
            (ServiceName.Organizations, var operation) => $"organizations:{operation}",
            (ServiceName.EventBridge, var operation) => $"events:{operation}",
            (ServiceName.CloudWatch, var operation) => $"cloudwatch:{operation}",
            (ServiceName.CloudFormation, var operation) => $"cloudformation:{operation}",
            (ServiceName.Functions, var operation) => $"lambda:{operation}",
            _ => null,
        };
}
