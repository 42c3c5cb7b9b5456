using System.Security.Cryptography.X509Certificates;
using static AcmApprover.Simulator.Tests.Client;

namespace AcmApprover.Simulator.Tests;

/// <summary>Who the services are to a client, and how a client in the world comes to believe it.</summary>
public sealed class TrustTests
{
    [Fact]
    public async Task Every_AWS_endpoint_speaks_TLS_and_the_Runtime_API_does_not()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        SimulatedService[] services = [world.S3, world.Acm, world.Sts, world.Sns, world.Sqs, world.ApprovalSite];
        Assert.All(services, service => Assert.StartsWith("https://127.0.0.1:", service.Endpoint.OriginalString, StringComparison.Ordinal));
        Assert.Equal(Uri.UriSchemeHttp, world.Lambda.Endpoint.Scheme);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task The_certificate_is_for_the_loopback_address(string host)
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var answer = await SendAsync(world, HttpMethod.Get, new UriBuilder(world.S3.Endpoint) { Host = host }.Uri);
        Assert.Equal("InvalidClientTokenId", await ErrorCodeAsync(answer));
    }

    [Fact]
    public async Task Who_does_not_know_the_authority_does_not_believe_a_service()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        await using var other = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(other, HttpMethod.Get, world.S3.Endpoint));
        Assert.Empty(world.Requests.All);
    }

    [Fact]
    public async Task A_program_in_the_world_trusts_what_the_machine_trusts_and_the_worlds_authority()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var environment = world.EnvironmentFor();
        Assert.All(["SSL_CERT_FILE", "AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE"], name => Assert.Equal(world.TrustFile, environment[name]));
        Assert.DoesNotContain("SSL_CERT_DIR", environment.Keys);

        var trusted = Thumbprints(world.TrustFile);
        Assert.Superset(Thumbprints(world.AuthorityFile), trusted);
        Assert.Single(Thumbprints(world.AuthorityFile));
        Assert.SkipUnless(File.Exists("/etc/ssl/certs/ca-certificates.crt"), "this machine keeps its authorities elsewhere");
        Assert.Superset(Thumbprints("/etc/ssl/certs/ca-certificates.crt"), trusted);
    }

    private static HashSet<string> Thumbprints(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file);
        return [.. certificates.Select(certificate => certificate.Thumbprint)];
    }
}
