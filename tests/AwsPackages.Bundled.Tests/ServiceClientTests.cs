using System.Net;
using System.Text;
using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace AwsPackages.Bundled.Tests;

public sealed class ServiceClientTests
{
    private const string Arn = "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";
    private const string Topic = "arn:aws:sns:eu-west-1:111122223333:operator";

    private static readonly SessionAWSCredentials Credentials = new("AKIAEXAMPLE", "secret", "session");

    [Fact]
    public async Task Acm_is_asked_in_signed_json()
    {
        using var server = new LoopbackServer(new Answer(200, "{}"));
        using var acm = Acm(server);

        var response = await acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = Arn });

        Assert.Null(response.Certificate);
        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/"), (request.Method, request.Path));
        Assert.Equal("CertificateManager.DescribeCertificate", request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", request.Headers["Content-Type"]);
        Assert.Equal($$"""{"CertificateArn":"{{Arn}}"}""", request.Body);
        AssertSigned(request, "acm");
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
        using var server = new LoopbackServer(new Answer(200, Json));
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
        using var server = new LoopbackServer(
            new Answer(400, """{"__type": "ResourceNotFoundException", "message": "Could not find it."}""", ("x-amzn-RequestId", "r-1")),
            new Answer(400, """{"__type": "com.amazonaws.acm#InvalidArnException", "message": "No."}"""),
            new Answer(400, """{"__type": "AccessDeniedException", "Message": "Not you."}"""));
        using var acm = Acm(server);

        var notFound = await Assert.ThrowsAsync<Amazon.CertificateManager.Model.ResourceNotFoundException>(Describe);
        await Assert.ThrowsAsync<InvalidArnException>(Describe);
        var denied = await Assert.ThrowsAsync<AmazonCertificateManagerException>(Describe);

        Assert.Equal(("Could not find it.", "r-1"), (notFound.Message, notFound.RequestId));
        Assert.Equal(("AccessDeniedException", HttpStatusCode.BadRequest, "Not you."), (denied.ErrorCode, denied.StatusCode, denied.Message));
        Assert.Equal(3, server.Requests.Count);

        Task Describe() => acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = Arn });
    }

    [Theory]
    [InlineData(400, """{"__type": "ThrottlingException", "message": "Rate exceeded"}""", "ThrottlingException")]
    [InlineData(503, """{"__type": "ServiceUnavailableException"}""", "ServiceUnavailableException")]
    public async Task What_may_come_right_is_retried_and_then_thrown(int status, string body, string code)
    {
        using var server = new LoopbackServer(new Answer(status, body));
        using var acm = Acm(server);

        var e = await Assert.ThrowsAsync<AmazonCertificateManagerException>(
            () => acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = Arn }));

        Assert.Equal(code, e.ErrorCode);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_retry_that_succeeds_is_a_success()
    {
        using var server = new LoopbackServer(
            new Answer(400, """{"__type": "ThrottlingException"}"""),
            new Answer(200, $$$"""{"Certificate": {"CertificateArn": "{{{Arn}}}"}}"""));
        using var acm = Acm(server);

        var response = await acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = Arn });

        Assert.Equal(Arn, response.Certificate.CertificateArn);
    }

    [Fact]
    public async Task Sns_is_asked_with_a_signed_form()
    {
        using var server = new LoopbackServer(new Answer(200, """
            <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId></PublishResult>
            <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>
            """));
        using var sns = Sns(server);

        var response = await sns.PublishAsync(new PublishRequest { TopicArn = Topic, Subject = "a&b", Message = "ü =\nline" });

        Assert.Equal(("m-1", "r-1"), (response.MessageId, response.ResponseMetadata.RequestId));
        var request = Assert.Single(server.Requests);
        var form = request.Body.Split('&').Select(pair => WebUtility.UrlDecode(pair)).Order(StringComparer.Ordinal);
        Assert.Equal(["Action=Publish", "Message=ü =\nline", "Subject=a&b", $"TopicArn={Topic}", "Version=2010-03-31"], form);
        AssertSigned(request, "sns");
    }

    [Theory]
    [InlineData("NotFound", 404, typeof(NotFoundException))]
    [InlineData("AuthorizationError", 403, typeof(AuthorizationErrorException))]
    [InlineData("InvalidParameter", 400, typeof(InvalidParameterException))]
    [InlineData("InternalError", 500, typeof(InternalErrorException))]
    [InlineData("Throttling", 400, typeof(AmazonSimpleNotificationServiceException))]
    public async Task Errors_of_sns_have_their_types(string code, int status, Type type)
    {
        using var server = new LoopbackServer(new Answer(status, $"""
            <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>{code}</Code>
            <Message>why</Message></Error><RequestId>r-1</RequestId></ErrorResponse>
            """));
        using var sns = Sns(server);

        var e = await Assert.ThrowsAnyAsync<AmazonServiceException>(
            () => sns.PublishAsync(new PublishRequest { TopicArn = Topic, Message = "m" }));

        Assert.IsType(type, e);
        Assert.Equal((code, "why", "r-1", (HttpStatusCode)status), (e.ErrorCode, e.Message, e.RequestId, e.StatusCode));
        Assert.Equal(code is "InternalError" or "Throttling" ? 3 : 1, server.Requests.Count);
    }

    [Fact]
    public async Task A_function_is_invoked_with_its_event_as_it_is()
    {
        using var server = new LoopbackServer(
            new Answer(200, """{"ok":true}"""),
            new Answer(200, """{"errorType":"E"}""", ("X-Amz-Function-Error", "Unhandled")));
        using var lambda = new AmazonLambdaClient(Credentials, new AmazonLambdaConfig { ServiceURL = server.Url, AuthenticationRegion = "eu-west-1" });
        var request = new InvokeRequest
        {
            FunctionName = "arn:aws:lambda:eu-west-1:111122223333:function:approver:live",
            Payload = """{"replay":{}}""",
        };

        var worked = await lambda.InvokeAsync(request);
        var failed = await lambda.InvokeAsync(request);

        Assert.Null(worked.FunctionError);
        Assert.Equal("""{"ok":true}""", Encoding.UTF8.GetString(worked.Payload.ToArray()));
        Assert.Equal("Unhandled", failed.FunctionError);
        Assert.True(server.Requests.TryDequeue(out var sent));
        Assert.Equal(
            "/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:approver:live/invocations",
            Uri.UnescapeDataString(sent.Path));
        Assert.Equal("""{"replay":{}}""", sent.Body);
        AssertSigned(sent, "lambda");
    }

    [Fact]
    public async Task Errors_of_lambda_have_their_types()
    {
        using var server = new LoopbackServer(
            new Answer(404, """{"Type": "User", "Message": "Function not found"}""", ("x-amzn-ErrorType", "ResourceNotFoundException")),
            new Answer(429, """{"Reason": "ConcurrentInvocationLimitExceeded"}""", ("x-amzn-ErrorType", "TooManyRequestsException")));
        using var lambda = new AmazonLambdaClient(Credentials, new AmazonLambdaConfig { ServiceURL = server.Url, AuthenticationRegion = "eu-west-1" });

        await Assert.ThrowsAsync<Amazon.Lambda.Model.ResourceNotFoundException>(Invoke);
        await Assert.ThrowsAsync<TooManyRequestsException>(Invoke);

        Assert.Equal(1 + 3, server.Requests.Count);

        Task Invoke() => lambda.InvokeAsync(new InvokeRequest { FunctionName = "approver", Payload = "{}" });
    }

    private static void AssertSigned(Received request, string service)
    {
        Assert.Matches(
            $"^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/[0-9]{{8}}/eu-west-1/{service}/aws4_request, "
            + "SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}$",
            request.Headers["Authorization"]);
        Assert.Equal("session", request.Headers["X-Amz-Security-Token"]);
    }

    private static AmazonCertificateManagerClient Acm(LoopbackServer server) =>
        new(Credentials, new AmazonCertificateManagerConfig { ServiceURL = server.Url, AuthenticationRegion = "eu-west-1" });

    private static AmazonSimpleNotificationServiceClient Sns(LoopbackServer server) =>
        new(Credentials, new AmazonSimpleNotificationServiceConfig { ServiceURL = server.Url, AuthenticationRegion = "eu-west-1" });
}
