using System.CommandLine;
using System.Text;
using AcmApprover.Cli.Terminal;
using AcmApprover.Simulator.Aws;
using AcmApprover.Testing;
using static AcmApprover.Cli.Tests.ReplayWorld;

namespace AcmApprover.Cli.Tests;

/// <summary>With whose credentials, and where, a command asks AWS.</summary>
public sealed class SessionTests
{
    private const string Other = "444455556666";

    [Fact]
    public async Task A_named_profile_is_asked_with_its_own_credentials_whatever_the_environment_holds()
    {
        await using var world = await StartAsync();
        world.World.Accounts.Add(Other);
        var mail = world.Write("mail.eml", world.Draft(Other).ToBytes());
        var profiles = Profiles(world, $"[other]\naws_access_key_id = {Accounts.AccessKeyOf(Other)}\naws_secret_access_key = simulated\n");

        var own = await Transcript.OfAsync(world.World, ["replay", mail, "--json"], profiles);
        var other = await Transcript.OfAsync(world.World, ["replay", mail, "--json", "--profile", "other"], profiles);

        Assert.Equal((1, "mail.eml Referred"), (own.ExitCode, Outcomes(own)));
        Assert.Equal((0, "mail.eml WouldApprove"), (other.ExitCode, Outcomes(other)));
    }

    /// <summary>Each may end as it likes: whatever it asked was signed with the keys that the profile's process gives.</summary>
    [Fact]
    public async Task Every_command_takes_the_profile_that_it_is_given()
    {
        await using var world = await StartAsync();
        world.World.Accounts.Add(Other);
        var process = world.Write(
            "keys.sh",
            Encoding.UTF8.GetBytes(
                $$"""
                echo '{"Version": 1, "AccessKeyId": "{{Accounts.AccessKeyOf(Other)}}", "SecretAccessKey": "simulated"}'
                """
            )
        );
        var profiles = Profiles(world, $"[other]\ncredential_process = sh {process}\n");
        var inventory = Path.Combine(world.Folder.FullName, "inventory.json");
        var plan = Path.Combine(world.Folder.FullName, "plan.json");
        string[][] commands =
        [
            ["inventory", "--regions", "eu-west-1", "--output", $"json={inventory}"],
            ["migrate plan", "--inventory", inventory, "--out", plan],
            ["migrate publish", plan, "--learn"],
            ["migrate start", plan],
            ["migrate status", plan],
            ["migrate watch", plan],
            ["migrate check", plan],
            ["migrate replace", $"arn:aws:acm:eu-west-1:{Other}:certificate/12345678-0000-4000-8000-000000000001"],
            ["resend", "--regions", "eu-west-1"],
            ["inspect", "s3://any/1"],
            ["replay", "s3://any/"],
            ["decisions", "s3://any/"],
            ["doctor", "www.example.com", "--stack", "acm-approver"],
            ["probe", "www.example.com", "--stack", "acm-approver"],
        ];
        var asked = 0;

        foreach (var command in commands)
        {
            string[] arguments = [.. command[0].Split(' '), .. command[1..], "--profile", "other"];
            var transcript = await Transcript.OfAsync(world.World, arguments, profiles);
            var signed = world.World.Requests.All.Skip(asked).Select(r => r.Header("Authorization")).OfType<string>().ToList();
            asked = world.World.Requests.All.Count;
            Assert.True(signed.Count > 0, $"{command[0]} asked nothing: {transcript.Error}");
            Assert.All(signed, header => Assert.Contains(Accounts.AccessKeyOf(Other), header, StringComparison.Ordinal));
        }

        Assert.Equal(CommandsWith("--profile").Order(StringComparer.Ordinal), commands.Select(c => c[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_region_is_the_one_that_is_given()
    {
        await using var world = await StartAsync();
        world.Store("inbound/1", world.Good());

        var transcript = await world.ReplayAsync($"s3://{Bucket}/inbound/", "--json", "--region", "eu-central-1");

        Assert.Equal((0, "1 WouldApprove"), (transcript.ExitCode, Outcomes(transcript)));
        Assert.All(
            world.World.Requests.Of(Simulator.ServiceName.S3, "GetObject"),
            request => Assert.Contains("/eu-central-1/s3/", request.Header("Authorization"), StringComparison.Ordinal)
        );
        Assert.NotEmpty(world.World.Requests.Of(Simulator.ServiceName.S3, "GetObject"));
    }

    [Fact]
    public async Task A_profile_that_is_not_there_is_named()
    {
        await using var world = await StartAsync();

        var transcript = await Transcript.OfAsync(world.World, ["replay", "s3://any/", "--profile", "none"], Profiles(world, ""));

        Assert.Equal(
            (2, "error: there is no profile 'none'\nhint: aws configure sso, or aws configure, makes one\n"),
            (transcript.ExitCode, transcript.Error)
        );
    }

    [Fact]
    public async Task Profiles_with_credentials_are_listed_instead()
    {
        await using var world = await StartAsync();

        var transcript = await Transcript.OfAsync(
            world.World,
            ["inspect", "s3://any/1"],
            Profiles(world, "[one]\naws_access_key_id = A\naws_secret_access_key = B\n[two]\nregion = eu-west-1\n"),
            ("AWS_PROFILE", "none")
        );

        Assert.Equal((2, "error: there is no profile 'none'\nhint: there are: one\n"), (transcript.ExitCode, transcript.Error));
    }

    [Theory]
    [InlineData("eu-wset-1", "--region is 'eu-wset-1', and there is no such region", "eu-west-1, eu-west-2, eu-west-3")]
    [InlineData("us-east-10", "--region is 'us-east-10', and there is no such region", "us-east-1, us-east-2, ap-east-1")]
    [InlineData("eu-west", "--region is 'eu-west', and there is no such region", "eu-west-1, eu-west-2, eu-west-3")]
    [InlineData("xx-west-1", "--region is 'xx-west-1', and there is no such region", "ca-west-1, eu-west-1, me-west-1")]
    public async Task A_region_that_does_not_exist_is_refused_with_the_nearest(string region, string error, string nearest)
    {
        var transcript = await Transcript.OfAsync(["replay", "s3://any/", "--region", region]);
        Assert.Equal((2, ""), (transcript.ExitCode, transcript.Output));
        Assert.Equal($"error: {error}\nhint: the nearest are {nearest}\n", transcript.Error);
    }

    [Theory]
    [InlineData("AWS_REGION", "AWS_REGION is 'eu-wset-1', and there is no such region")]
    [InlineData("AWS_DEFAULT_REGION", "AWS_DEFAULT_REGION is 'eu-wset-1', and there is no such region")]
    public async Task A_region_of_the_environment_is_held_to_the_same(string variable, string error)
    {
        var environment = new Dictionary<string, string> { [variable] = "eu-wset-1" };
        var transcript = await Transcript.OfAsync(["inspect", "s3://any/1"], environment: environment);
        Assert.Equal(2, transcript.ExitCode);
        Assert.StartsWith($"error: {error}\n", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_region_that_may_be_new_is_taken_with_a_note()
    {
        await using var world = await StartAsync();
        world.Store("inbound/1", world.Good());

        var transcript = await world.ReplayAsync($"s3://{Bucket}/inbound/", "--json", "--region", "eu-west-9");

        Assert.Equal((0, "1 WouldApprove"), (transcript.ExitCode, Outcomes(transcript)));
        Assert.StartsWith("note: --region is eu-west-9, which this version does not know", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_region_it_is_said_where_one_can_be_given()
    {
        await using var world = await StartAsync();
        var transcript = await Transcript.OfAsync(world.World, ["inspect", "s3://any/1"], ("AWS_REGION", ""), ("AWS_DEFAULT_REGION", ""));
        Assert.Equal(
            (2, "error: no region is given\nhint: give --region, or set AWS_REGION, or region in the profile\n"),
            (transcript.ExitCode, transcript.Error)
        );
    }

    /// <summary>The commands that have an option, by their whole names.</summary>
    private static IEnumerable<string> CommandsWith(string option)
    {
        var host = new CommandHost
        {
            Input = Stream.Null,
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            Environment = new Dictionary<string, string>(),
        };
        return Below(CommandLine.CreateRoot(host), "");

        IEnumerable<string> Below(Command parent, string path) =>
            parent.Subcommands.SelectMany(c =>
                (c.Options.Any(o => o.Name == option) ? (string[])[path + c.Name] : []).Concat(Below(c, $"{path}{c.Name} "))
            );
    }

    /// <summary>The file in which every AWS client looks for profiles.</summary>
    private static (string Name, string Value) Profiles(ReplayWorld world, string text) =>
        ("AWS_SHARED_CREDENTIALS_FILE", world.Write("credentials", System.Text.Encoding.UTF8.GetBytes(text)));
}
