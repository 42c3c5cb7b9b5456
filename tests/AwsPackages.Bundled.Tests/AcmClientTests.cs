using System.Net;
using AcmApprover.Testing;
using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using Amazon.Runtime;

namespace AwsPackages.Bundled.Tests;

public sealed class AcmClientTests
{
    private const string Arn = "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";

    private static readonly SessionAWSCredentials Credentials = new("AKIAEXAMPLE", "secret", "session");

    [Fact]
    public async Task Acm_is_asked_in_signed_json()
    {
        using var server = new ScriptedServer(new ScriptedAnswer(200, "{}"));
        using var acm = Acm(server);

        var response = await acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = Arn });

        Assert.Null(response.Certificate);
        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/"), (request.Method, request.Path));
        Assert.Equal("CertificateManager.DescribeCertificate", request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", request.Headers["Content-Type"]);
        Assert.Equal($$"""{"CertificateArn":"{{Arn}}"}""", request.Body);
        AssertSigned(request);
        Assert.Contains("api/ACM", request.Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_is_read_with_what_is_missing_left_null()
    {
        const string Json = $$$$"""
            {"Certificate": {"CertificateArn": "{{{{Arn}}}}", "DomainName": "www.example.com", "Status": "ISSUED", "Unknown": [{"a": 1}],
              "DomainValidationOptions": [{"DomainName": "www.example.com", "ValidationMethod": "EMAIL",
                "ValidationStatus": "SUCCESS", "ValidationEmails": ["admin@example.com"]}],
              "RenewalSummary": {"RenewalStatus": "PENDING_VALIDATION",
                "DomainValidationOptions": [{"DomainName": "www.example.com", "ValidationStatus": "SOMETHING_NEW"}]}}}
            """;
        using var server = new ScriptedServer(new ScriptedAnswer(200, Json));
        using var acm = Acm(server);

        var certificate = (await acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = Arn })).Certificate;

        Assert.Equal(Arn, certificate.CertificateArn);
        Assert.True(certificate.Status == CertificateStatus.ISSUED);
        var name = Assert.Single(certificate.DomainValidationOptions);
        Assert.True(name.ValidationMethod == ValidationMethod.EMAIL && name.ValidationStatus == DomainStatus.SUCCESS);
        Assert.Equal(("www.example.com", "admin@example.com"), (name.DomainName, Assert.Single(name.ValidationEmails)));
        Assert.True(certificate.RenewalSummary.RenewalStatus == RenewalStatus.PENDING_VALIDATION);
        var renewed = Assert.Single(certificate.RenewalSummary.DomainValidationOptions);
        Assert.Equal("SOMETHING_NEW", renewed.ValidationStatus.Value);
        Assert.Null(renewed.ValidationMethod);
        Assert.Null(renewed.ValidationEmails);
    }

    [Fact]
    public async Task Errors_of_acm_have_their_types()
    {
        using var server = new ScriptedServer(
            new ScriptedAnswer(400, """{"__type": "ResourceNotFoundException", "message": "None."}""", ("x-amzn-RequestId", "r-1")),
            new ScriptedAnswer(400, """{"__type": "com.amazonaws.acm#InvalidArnException", "message": "No."}"""),
            new ScriptedAnswer(400, """{"__type": "AccessDeniedException", "Message": "Not you."}""")
        );
        using var acm = Acm(server);

        var notFound = await Assert.ThrowsAsync<ResourceNotFoundException>(Describe);
        await Assert.ThrowsAsync<InvalidArnException>(Describe);
        var denied = await Assert.ThrowsAsync<AmazonCertificateManagerException>(Describe);

        Assert.Equal(("None.", "r-1"), (notFound.Message, notFound.RequestId));
        Assert.Equal(
            ("AccessDeniedException", HttpStatusCode.BadRequest, "Not you."),
            (denied.ErrorCode, denied.StatusCode, denied.Message)
        );
        Assert.Equal(3, server.Requests.Count);

        Task Describe() => acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = Arn });
    }

    [Theory]
    [InlineData(400, """{"__type": "ThrottlingException", "message": "Rate exceeded"}""", "ThrottlingException")]
    [InlineData(503, """{"__type": "ServiceUnavailableException"}""", "ServiceUnavailableException")]
    public async Task What_may_come_right_is_retried_and_then_thrown(int status, string body, string code)
    {
        using var server = new ScriptedServer(new ScriptedAnswer(status, body));
        using var acm = Acm(server);

        var e = await Assert.ThrowsAsync<AmazonCertificateManagerException>(() =>
            acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = Arn })
        );

        Assert.Equal(code, e.ErrorCode);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_retry_that_succeeds_is_a_success()
    {
        using var server = new ScriptedServer(
            new ScriptedAnswer(400, """{"__type": "ThrottlingException"}"""),
            new ScriptedAnswer(200, $$$"""{"Certificate": {"CertificateArn": "{{{Arn}}}"}}""")
        );
        using var acm = Acm(server);

        var response = await acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = Arn });

        Assert.Equal(Arn, response.Certificate.CertificateArn);
    }

    private static void AssertSigned(ScriptedRequest request)
    {
        Assert.Matches(
            "^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/[0-9]{8}/eu-west-1/acm/aws4_request, "
                + "SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}$",
            request.Headers["Authorization"]
        );
        Assert.Equal("session", request.Headers["X-Amz-Security-Token"]);
    }

    private static AmazonCertificateManagerClient Acm(ScriptedServer server) =>
        new(Credentials, new AmazonCertificateManagerConfig { ServiceURL = server.Url, AuthenticationRegion = "eu-west-1" });
}
