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
            (2, "error: there is no profile 'none'\nhint: aws configure list-profiles shows those that there are\n"),
            (transcript.ExitCode, transcript.Error)
        );
    }

    /// <summary>The file in which every AWS client looks for profiles.</summary>
    private static (string Name, string Value) Profiles(ReplayWorld world, string text) =>
        ("AWS_SHARED_CREDENTIALS_FILE", world.Write("credentials", System.Text.Encoding.UTF8.GetBytes(text)));
}
