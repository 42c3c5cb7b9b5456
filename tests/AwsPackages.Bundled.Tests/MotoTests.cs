using System.Text.Json;
using AcmApprover.Testing;
using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using Amazon.Runtime;

namespace AwsPackages.Bundled.Tests;

/// <summary>The client against somebody else's idea of ACM.</summary>
public sealed class MotoTests : IAsyncLifetime
{
    private const string MissingCertificate = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

    private static readonly BasicAWSCredentials Credentials = new("AKIAEXAMPLE", "secret");

    private MotoServer moto = null!;

    private string Url => moto.Endpoint.OriginalString;

    public async ValueTask InitializeAsync() => moto = await MotoServer.StartAsync();

    public ValueTask DisposeAsync() => moto?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_certificate_is_described()
    {
        var arn = await RequestCertificateAsync();
        using var acm = Acm();

        var certificate = (await acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = arn })).Certificate;

        Assert.Equal(arn, certificate.CertificateArn);
        Assert.True(certificate.Status == CertificateStatus.PENDING_VALIDATION);
        Assert.Equal("www.example.com", Assert.Single(certificate.DomainValidationOptions).DomainName);
    }

    [Fact]
    public async Task A_certificate_that_does_not_exist_is_not_found()
    {
        using var acm = Acm();

        await Assert.ThrowsAsync<ResourceNotFoundException>(() =>
            acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = MissingCertificate })
        );
    }

    private AmazonCertificateManagerClient Acm() =>
        new(Credentials, new AmazonCertificateManagerConfig { ServiceURL = Url, AuthenticationRegion = "us-east-1" });

    /// <summary>The client cannot request certificates: the request is written by hand.</summary>
    private async Task<string> RequestCertificateAsync()
    {
        var answer = await moto.AskJsonAsync(
            "acm",
            "CertificateManager.RequestCertificate",
            """{"DomainName": "www.example.com", "ValidationMethod": "EMAIL"}"""
        );
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("CertificateArn").GetString()!;
    }
}
