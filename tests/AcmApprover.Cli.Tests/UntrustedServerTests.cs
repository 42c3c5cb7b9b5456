using AcmApprover.Simulator;
using AcmApprover.Testing;
using static AcmApprover.Cli.Tests.ReplayWorld;

namespace AcmApprover.Cli.Tests;

/// <summary>AWS behind a certificate that the machine does not trust: a command says so at once, and what to do.</summary>
public sealed class UntrustedServerTests
{
    [Theory]
    [InlineData("AWS_ENDPOINT_URL_S3", "replay", $"s3://{Bucket}/")]
    [InlineData("AWS_ENDPOINT_URL_S3", "inspect", $"s3://{Bucket}/inbound/mail")]
    [InlineData("AWS_ENDPOINT_URL_STS", "replay", $"s3://{Bucket}/")]
    [InlineData("AWS_ENDPOINT_URL_SQS", "replay", "--dead-letters", "https://sqs.eu-west-1.amazonaws.com/111122223333/failed")]
    [InlineData("AWS_ENDPOINT_URL_LAMBDA", "replay", "--function", "acm-approver")]
    public async Task A_command_ends_with_the_endpoint_and_what_to_do(string variable, params string[] arguments)
    {
        await using var world = await StartAsync();
        await using var other = await SimulatedWorld.StartAsync(cancelled: TestContext.Current.CancellationToken);
        world.Store("inbound/mail", world.Good());
        // The simulator has no endpoint of that kind for Lambda, and none is reached.
        var endpoint = other.EnvironmentFor().GetValueOrDefault(variable, other.Acm.Endpoint.OriginalString);

        var transcript = await Transcript.OfAsync(world.World, arguments, (variable, endpoint));

        Assert.Equal((3, ""), (transcript.ExitCode, transcript.Output));
        Assert.Matches(
            $"error: the certificate of {endpoint.TrimEnd('/')} is not trusted [(]\\w+[)]\nhint: if a proxy inspects TLS, set "
                + "SSL_CERT_FILE to a file with its authority's certificate and the authorities that the machine trusts\n$",
            transcript.Error
        );
        Assert.Empty(other.Requests.All);
    }

    [Fact]
    public async Task A_mail_of_a_replay_fails_with_it()
    {
        await using var world = await StartAsync();
        await using var other = await SimulatedWorld.StartAsync(cancelled: TestContext.Current.CancellationToken);
        var mail = world.Write("mail.eml", world.Good());

        var endpoint = other.Acm.Endpoint.OriginalString;
        var transcript = await Transcript.OfAsync(world.World, ["replay", mail, "--json"], ("AWS_ENDPOINT_URL_ACM", endpoint));

        Assert.Equal(1, transcript.ExitCode);
        Assert.Contains($"The certificate of {endpoint.TrimEnd('/')} is not trusted", transcript.Error, StringComparison.Ordinal);
        Assert.Empty(other.Requests.All);
    }
}
