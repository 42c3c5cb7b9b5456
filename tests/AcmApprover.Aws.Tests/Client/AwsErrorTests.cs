using System.Net;
using AcmApprover.Approval;
using AcmApprover.Aws.Client;
using AcmApprover.Testing;
using Amazon.Runtime;
using static AcmApprover.Aws.Tests.Client.SampleServices;

namespace AcmApprover.Aws.Tests.Client;

/// <summary>What becomes of errors, and of answers that are none of the protocol.</summary>
public sealed class AwsErrorTests
{
    private const string Html = "<html><body><h1>503</h1><p>try later<br></body></html>";

    public static TheoryData<string, int, string, string?, string, string, string?> Errors { get; } = new()
    {
        // AWS JSON 1.1 and restJson1: the code in the body or in a header, plain, with a namespace, with a URL.
        { "ACM", 400, """{"__type": "ResourceNotFoundException", "message": "Not there."}""", null, "ResourceNotFoundException", "Not there.", null },
        { "ACM", 400, """{"__type": "com.amazonaws.acm#InvalidArnException", "Message": "No ARN."}""", null, "InvalidArnException", "No ARN.", null },
        { "ACM", 400, """{"message": "No."}""", "AccessDeniedException:http://example.com/coral/", "AccessDeniedException", "No.", null },
        { "Account", 403, """{"message": "No."}""", "AccessDeniedException", "AccessDeniedException", "No.", null },
        { "Account", 400, """{"code": "ValidationException", "message": "No."}""", null, "ValidationException", "No.", null },
        { "Account", 404, "", "ResourceNotFoundException", "ResourceNotFoundException", "Account answered Ask with status 404 and ResourceNotFoundException", null },
        // Query.
        {
            "SNS", 404,
            """<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>NotFound</Code><Message>No topic.</Message></Error><RequestId>r-2</RequestId></ErrorResponse>""",
            null, "NotFound", "No topic.", "r-2"
        },
        // EC2.
        {
            "EC2", 400,
            "<Response><Errors><Error><Code>AuthFailure</Code><Message>Not you.</Message></Error></Errors><RequestID>r-3</RequestID></Response>",
            null, "AuthFailure", "Not you.", "r-3"
        },
        // REST with XML, in its three forms.
        {
            "Route 53", 404,
            """<ErrorResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Error><Type>Sender</Type><Code>NoSuchHostedZone</Code><Message>No zone.</Message></Error><RequestId>r-4</RequestId></ErrorResponse>""",
            null, "NoSuchHostedZone", "No zone.", "r-4"
        },
        { "Route 53", 404, "<Error><Code>NoSuchKey</Code><Message>None.</Message></Error>", null, "NoSuchKey", "None.", null },
        {
            "Route 53", 400,
            """<InvalidChangeBatch xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Messages><Message>exists</Message><Message>twice</Message></Messages><RequestId>r-5</RequestId></InvalidChangeBatch>""",
            null, "InvalidChangeBatch", "exists; twice", "r-5"
        },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_has_code_message_and_request_id_in_every_protocol(
        string id, int status, string body, string? header, string code, string message, string? requestId)
    {
        (string, string)[] headers =
            header is null ? [("x-amzn-RequestId", "r-1")] : [("x-amzn-RequestId", "r-1"), ("x-amzn-ErrorType", header)];
        using var server = new ScriptedServer(new ScriptedAnswer(status, body, headers));

        var e = await AskAsync(All.Single(service => service.Id == id), server);

        Assert.Equal(
            (code, message, requestId ?? "r-1", (HttpStatusCode)status, ErrorType.Sender),
            (e.ErrorCode, e.Message, e.RequestId, e.StatusCode, e.ErrorType));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("ACM", 400, """{"__type": "ThrottlingException", "message": "Rate exceeded"}""", "ThrottlingException")]
    [InlineData("ACM", 429, "{}", "429")]
    [InlineData("SNS", 400, "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>", "Throttling")]
    [InlineData("SNS", 400, "<ErrorResponse><Error><Code>KMSThrottling</Code></Error></ErrorResponse>", "KMSThrottling")]
    [InlineData("EC2", 503, "<Response><Errors><Error><Code>RequestLimitExceeded</Code></Error></Errors></Response>", "RequestLimitExceeded")]
    [InlineData("Route 53", 400, "<ErrorResponse><Error><Code>PriorRequestNotComplete</Code></Error></ErrorResponse>", "PriorRequestNotComplete")]
    [InlineData("Lambda", 429, """{"message": "Rate exceeded"}""", "429")]
    [InlineData("SNS", 503, Html, "503")]
    [InlineData("ACM", 500, "", "500")]
    public async Task Throttling_and_failures_of_the_service_are_retried_by_the_SDK_and_then_transient(string id, int status, string body, string code)
    {
        using var server = new ScriptedServer(new ScriptedAnswer(status, body));
        using var client = All.Single(service => service.Id == id).At(server);
        using var limit = new CancellationTokenSource();

        // AwsCalls would go on for ever: it is stopped after the SDK's three tries.
        var e = await Assert.ThrowsAsync<TemporarilyUnavailableException>(
            () => AwsCalls.RunAsync(
                id,
                async token =>
                {
                    try
                    {
                        return await client.CallAsync(new AwsCall("Ask"), token);
                    }
                    finally
                    {
                        limit.CancelAfter(TimeSpan.FromMilliseconds(1));
                    }
                },
                limit.Token));

        Assert.Equal(code, Assert.IsType<AwsException>(e.InnerException).ErrorCode);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_retry_that_succeeds_is_a_success()
    {
        using var server = new ScriptedServer(
            new ScriptedAnswer(400, """{"__type": "ThrottlingException"}"""), new ScriptedAnswer(200, """{"Certificate": {}}"""));
        using var client = CertificateManager.At(server);

        var answer = await client.CallAsync(new AwsCall("DescribeCertificate"), CancellationToken.None);

        Assert.NotNull(answer.Json.Member("Certificate"));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("ACM", 403, Html, "text/html", "ACM answered Ask with status 403 and without an error that can be read (text/html, 54 bytes)")]
    [InlineData("SNS", 403, Html, "text/html", "SNS answered Ask with status 403 and without an error that can be read (text/html, 54 bytes)")]
    [InlineData("SNS", 403, "", null, "SNS answered Ask with status 403 and without an error that can be read (no content type, 0 bytes)")]
    [InlineData("ACM", 403, "", null, "ACM answered Ask with status 403 and without an error that can be read (no content type, 0 bytes)")]
    [InlineData("ACM", 403, "[]", null, "ACM answered Ask with status 403 and without an error that can be read (no content type, 2 bytes)")]
    [InlineData("SNS", 403, "<html/>", "text/html", "SNS answered Ask with status 403 and without an error that can be read (text/html, 7 bytes)")]
    public async Task An_error_that_cannot_be_read_says_service_operation_and_status(string id, int status, string body, string? type, string message)
    {
        using var server = new ScriptedServer(new ScriptedAnswer(status, body, type is null ? [] : [("Content-Type", type)]));

        var e = await AskAsync(All.Single(service => service.Id == id), server);

        Assert.Equal((message, $"{status}", true), (e.Message, e.ErrorCode, AwsCalls.IsDenied(e)));
    }

    [Theory]
    [InlineData("ACM", Html)]
    [InlineData("ACM", """{"Certificate": {"Cert""")]
    [InlineData("SNS", Html)]
    [InlineData("SNS", "<PublishResponse><PublishResult>")]
    [InlineData("SNS", """<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>""")]
    public async Task An_answer_that_was_cut_or_replaced_is_retried_and_then_an_error(string id, string body)
    {
        using var server = new ScriptedServer(new ScriptedAnswer(200, body, ("Content-Type", "text/plain")));

        var e = await AskAsync(All.Single(service => service.Id == id), server);

        Assert.Equal($"{id} answered Ask with status 200, but with {body.Length} bytes that cannot be read (text/plain)", e.Message);
        Assert.NotNull(e.Retryable);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public async Task A_huge_answer_is_refused_at_its_bound(int status)
    {
        using var server = new ScriptedServer(new ScriptedAnswer(status, new string(' ', 8 * 1024 * 1024) + "{}"));
        using var client = CertificateManager.At(server);

        var e = await Assert.ThrowsAsync<AmazonClientException>(() => client.CallAsync(new AwsCall("Ask"), CancellationToken.None));

        Assert.Equal("127.0.0.1 answers with a body of more than 8388608 bytes.", e.Message);
        Assert.Single(server.Requests);
    }

    private static async Task<AwsException> AskAsync(AwsService service, ScriptedServer server)
    {
        using var client = service.At(server);
        return await Assert.ThrowsAsync<AwsException>(() => client.CallAsync(new AwsCall("Ask"), CancellationToken.None));
    }
}
