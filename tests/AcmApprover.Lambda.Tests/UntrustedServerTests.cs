using System.Text;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Lambda.Tests;

/// <summary>
/// One endpoint whose certificate is another authority's, as a proxy that inspects TLS shows it: no second try changes that, and the
/// error says what does.
/// </summary>
public sealed class UntrustedServerTests
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_S3")]
    [InlineData("AWS_ENDPOINT_URL_ACM")]
    [InlineData("AWS_ENDPOINT_URL_STS")]
    public async Task A_mail_fails_with_the_endpoint_and_what_to_do(string variable)
    {
        await using var other = await SimulatedWorld.StartAsync();
        var endpoint = other.EnvironmentFor()[variable];
        await using var function = await FunctionWorld.StartAsync((variable, endpoint));
        var key = function.Store(MailDraft.For(function.Request(account: FunctionWorld.Second)));

        var result = await function.World.Lambda.InvokeAsync(Events.Stored(FunctionWorld.Bucket, key), Enough);

        Assert.Matches(Problem(endpoint), result.ErrorMessage);
        Assert.Equal(0, function.Pressed);
        Assert.Empty(other.Requests.All);
    }

    [Fact]
    public async Task An_approval_site_that_is_not_trusted_is_connected_to_once()
    {
        await using var other = await SimulatedWorld.StartAsync();
        await using var function = await FunctionWorld.StartAsync(("HTTPS_PROXY", other.Proxy.Endpoint.OriginalString));
        var request = function.Request();
        var key = function.Store(MailDraft.For(request));

        var result = await function.World.Lambda.InvokeAsync(Events.Stored(FunctionWorld.Bucket, key), Enough);

        Assert.Matches(Problem("https://eu-west-1.acm-certificates.amazon.com"), result.ErrorMessage);
        Assert.True(function.World.Acm.IsPending(request.CertificateArn));
        Assert.Equal(ServiceName.Proxy, Assert.Single(other.Requests.All).Service);
    }

    [Fact]
    public async Task An_operator_who_cannot_be_told_for_it_is_not_noted_as_told()
    {
        await using var other = await SimulatedWorld.StartAsync();
        var endpoint = other.EnvironmentFor()["AWS_ENDPOINT_URL_SNS"];
        await using var function = await FunctionWorld.StartAsync(("AWS_ENDPOINT_URL_SNS", endpoint));
        var key = function.Store(MailDraft.For(function.Request(account: FunctionWorld.Stranger)));

        var result = await function.World.Lambda.InvokeAsync(Events.Stored(FunctionWorld.Bucket, key), Enough);

        Assert.Matches(Problem(endpoint), result.ErrorMessage);
        Assert.Null(function.Record(key));
        var note = Assert.Single(function.World.S3.Objects(FunctionWorld.Bucket, "decisions/notices/")).Value;
        Assert.Equal("""{"toldAt":null,"heldUntil":null}""", Encoding.UTF8.GetString(note.Body.Span));
    }

    private static string Problem(string endpoint) =>
        $"^1 of 1 mails could not be handled: The certificate of {endpoint.TrimEnd('/')} is not trusted [(]\\w+[)][.] If a proxy inspects "
        + "TLS, set SSL_CERT_FILE to a file with its authority's certificate and the authorities that the machine trusts[.]$";
}
