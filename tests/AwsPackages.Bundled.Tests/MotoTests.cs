using System.Diagnostics;
using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace AwsPackages.Bundled.Tests;

/// <summary>The clients against somebody else's idea of the services.</summary>
public sealed class MotoTests : IAsyncLifetime
{
    private const string MissingCertificate =
        "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

    private static readonly BasicAWSCredentials Credentials = new("AKIAEXAMPLE", "secret");

    private readonly string url = $"http://127.0.0.1:{LoopbackServer.FreePort()}";
    private readonly HttpClient http = new();
    private Process? moto;

    public async ValueTask InitializeAsync()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var program = folders.Select(folder => Path.Combine(folder, "moto_server")).FirstOrDefault(File.Exists);
        Assert.SkipUnless(program is not null, "moto_server is not on the PATH: pip install 'moto[server]' brings it");
        moto = Process.Start(new ProcessStartInfo(program!, ["-H", "127.0.0.1", "-p", url[(url.LastIndexOf(':') + 1)..]])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // Its log is dropped; a pipe that nobody reads fills up.
        moto.BeginOutputReadLine();
        moto.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                using var response = await http.GetAsync(new Uri(url + "/moto-api/data.json"), patience.Token);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100, patience.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (moto is not null)
        {
            moto.Kill(entireProcessTree: true);
            await moto.WaitForExitAsync();
            moto.Dispose();
        }
    }

    [Fact]
    public async Task A_certificate_is_described()
    {
        var arn = await RequestCertificateAsync();
        using var acm = Acm();

        var certificate = (await acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = arn })).Certificate;

        Assert.Equal((arn, "www.example.com"), (certificate.CertificateArn, certificate.DomainName));
        Assert.True(certificate.Status == CertificateStatus.PENDING_VALIDATION);
        Assert.Equal("www.example.com", Assert.Single(certificate.DomainValidationOptions).DomainName);
    }

    [Fact]
    public async Task A_certificate_that_does_not_exist_is_not_found()
    {
        using var acm = Acm();

        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = MissingCertificate }));
    }

    [Fact]
    public async Task A_message_is_published_and_a_missing_topic_is_not_found()
    {
        var topic = await CreateTopicAsync();
        using var sns = new AmazonSimpleNotificationServiceClient(
            Credentials, new AmazonSimpleNotificationServiceConfig { ServiceURL = url, AuthenticationRegion = "us-east-1" });

        var response = await sns.PublishAsync(new PublishRequest { TopicArn = topic, Subject = "s", Message = "ü" });

        Assert.True(Guid.TryParse(response.MessageId, out _), response.MessageId);
        await Assert.ThrowsAsync<NotFoundException>(
            () => sns.PublishAsync(new PublishRequest { TopicArn = topic + "-none", Message = "m" }));
    }

    private AmazonCertificateManagerClient Acm() =>
        new(Credentials, new AmazonCertificateManagerConfig { ServiceURL = url, AuthenticationRegion = "us-east-1" });

    /// <summary>The client cannot request certificates: the request is written by hand.</summary>
    private async Task<string> RequestCertificateAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new StringContent("""{"DomainName": "www.example.com", "ValidationMethod": "EMAIL"}""");
        request.Content.Headers.ContentType = new("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", "CertificateManager.RequestCertificate");
        Authorize(request, "acm");
        using var response = await http.SendAsync(request);
        return Between(await response.Content.ReadAsStringAsync(), "\"CertificateArn\": \"", "\"");
    }

    private async Task<string> CreateTopicAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["Action"] = "CreateTopic", ["Version"] = "2010-03-31", ["Name"] = "operator" });
        Authorize(request, "sns");
        using var response = await http.SendAsync(request);
        return Between(await response.Content.ReadAsStringAsync(), "<TopicArn>", "</TopicArn>");
    }

    /// <summary>The simulation reads the service out of the signature's scope and does not check the signature.</summary>
    private static void Authorize(HttpRequestMessage request, string service) =>
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261123/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0");

    private static string Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        Assert.True(start >= 0, text);
        start += before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }
}
