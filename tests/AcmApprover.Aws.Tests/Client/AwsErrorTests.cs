using System.Net;
using AcmApprover.Aws.Client;
using AcmApprover.Testing;
using Amazon.Runtime;
using static AcmApprover.Aws.Tests.Client.SampleServices;

namespace AcmApprover.Aws.Tests.Client;

/// <summary>What becomes of errors, and of answers that do not follow the protocol.</summary>
public sealed class AwsErrorTests
{
    private const string Html = "<html><body><h1>503</h1><p>try later<br></body></html>";

    private const string Sns = "http://sns.amazonaws.com/doc/2010-03-31/";

    private const string Route = "https://route53.amazonaws.com/doc/2013-04-01/";

    /// <summary>Service, status, body, header x-amzn-ErrorType; code, message, and the request's id where it is not the header's.</summary>
    public static TheoryData<string, int, string, string?, string, string, string?> Errors { get; } =
        new()
        {
            // AWS JSON 1.1 and restJson1: the code in the body or in a header, plain, with a namespace, with a URL.
            { "ACM", 400, """{"__type": "NotFoundException", "message": "None."}""", null, "NotFoundException", "None.", null },
            { "ACM", 400, """{"__type": "com.amazonaws.acm#BadException", "Message": "Bad."}""", null, "BadException", "Bad.", null },
            { "ACM", 400, """{"message": "No."}""", "NoException:http://example.com/coral/", "NoException", "No.", null },
            { "Account", 403, """{"message": "No."}""", "NoException", "NoException", "No.", null },
            { "Account", 400, """{"code": "BadException", "message": "Bad."}""", null, "BadException", "Bad.", null },
            { "Account", 404, "", "NoneException", "NoneException", "Account answered Ask with status 404 and NoneException", null },
            { "ACM", 400, "<html/>", "NoException", "NoException", "ACM answered Ask with status 400 and NoException", null },
            // Query, also as EC2 speaks it.
            { "SNS", 404, Response(Sns, "NotFound", "None."), null, "NotFound", "None.", "r-2" },
            { "EC2", 400, Ec2Response("AuthFailure", "No."), null, "AuthFailure", "No.", "r-2" },
            // REST with XML, in its three forms.
            { "Route 53", 404, Response(Route, "NoSuchZone", "None."), null, "NoSuchZone", "None.", "r-2" },
            { "Route 53", 404, "<Error><Code>NoSuchKey</Code><Message>None.</Message></Error>", null, "NoSuchKey", "None.", null },
            {
                "Route 53",
                400,
                $"<InvalidChangeBatch xmlns='{Route}'><Messages><Message>a</Message><Message>b</Message></Messages></InvalidChangeBatch>",
                null,
                "InvalidChangeBatch",
                "a; b",
                null
            },
        };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_has_code_message_and_request_id_in_every_protocol(
        string id,
        int status,
        string body,
        string? header,
        string code,
        string message,
        string? requestId
    )
    {
        (string, string)[] headers = header is null
            ? [("x-amzn-RequestId", "r-1")]
            : [("x-amzn-RequestId", "r-1"), ("x-amzn-ErrorType", header)];
        using var server = new ScriptedServer(new ScriptedAnswer(status, body, headers));

        var e = await AskAsync(All.Single(service => service.Id == id), server);

        Assert.Equal(
            (code, message, requestId ?? "r-1", (HttpStatusCode)status, ErrorType.Sender),
            (e.ErrorCode, e.Message, e.RequestId, e.StatusCode, e.ErrorType)
        );
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("ACM", 400, """{"__type": "ThrottlingException", "message": "Rate exceeded"}""", "ThrottlingException")]
    [InlineData("ACM", 429, "{}", "429")]
    [InlineData("SNS", 400, "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>", "Throttling")]
    [InlineData("SNS", 400, "<ErrorResponse><Error><Code>KMSThrottling</Code></Error></ErrorResponse>", "KMSThrottling")]
    [InlineData("EC2", 503, "<Errors><Error><Code>RequestLimitExceeded</Code></Error></Errors>", "RequestLimitExceeded")]
    [InlineData("Route 53", 400, "<Error><Code>PriorRequestNotComplete</Code></Error>", "PriorRequestNotComplete")]
    [InlineData("Lambda", 429, """{"message": "Rate exceeded"}""", "429")]
    [InlineData("SNS", 503, Html, "503")]
    [InlineData("ACM", 500, "", "500")]
    public async Task Throttling_and_failures_of_the_service_are_retried_by_the_SDK_and_then_transient(
        string id,
        int status,
        string body,
        string code
    )
    {
        using var server = new ScriptedServer(new ScriptedAnswer(status, body));
        using var client = All.Single(service => service.Id == id).At(server);
        using var limit = new CancellationTokenSource();

        var isFirst = true;
        var e = await Assert.ThrowsAsync<TemporarilyUnavailableException>(() => AwsCalls.RunAsync(id, AskOnceAsync, limit.Token));

        Assert.Equal(code, Assert.IsType<AwsException>(e.InnerException).ErrorCode);
        Assert.Equal(3, server.Requests.Count);

        // The caller's time ends with the first retry on top of the SDK's own.
        async Task<AwsAnswer> AskOnceAsync(CancellationToken token)
        {
            if (!isFirst)
            {
                await limit.CancelAsync();
                token.ThrowIfCancellationRequested();
            }

            isFirst = false;
            return await client.CallAsync(new AwsCall("Ask"), token);
        }
    }

    [Fact]
    public async Task A_retry_that_succeeds_is_a_success()
    {
        using var server = new ScriptedServer(
            new ScriptedAnswer(400, """{"__type": "ThrottlingException"}"""),
            new ScriptedAnswer(200, """{"Certificate": {}}""")
        );
        using var client = CertificateManager.At(server);

        var answer = await client.CallAsync(new AwsCall("DescribeCertificate"), CancellationToken.None);

        Assert.NotNull(answer.Json.Member("Certificate"));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("ACM", Html, "text/html", "text/html, 54 bytes")]
    [InlineData("SNS", Html, "text/html", "text/html, 54 bytes")]
    [InlineData("SNS", "<html/>", "text/html", "text/html, 7 bytes")]
    [InlineData("ACM", "[]", "application/json", "application/json, 2 bytes")]
    [InlineData("ACM", "", null, "no content type, 0 bytes")]
    [InlineData("SNS", "", null, "no content type, 0 bytes")]
    public async Task An_error_that_cannot_be_read_says_service_operation_and_status(string id, string body, string? type, string seen)
    {
        using var server = new ScriptedServer(new ScriptedAnswer(403, body, type is null ? [] : [("Content-Type", type)]));

        var e = await AskAsync(All.Single(service => service.Id == id), server);

        Assert.Equal($"{id} answered Ask with status 403 and without an error that can be read ({seen})", e.Message);
        Assert.Equal(("403", true), (e.ErrorCode, AwsCalls.IsDenied(e)));
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
    [InlineData("SNS", "<a>", "</a>")]
    [InlineData("SNS", "", "<a/>")]
    [InlineData("ACM", "[", "]")]
    public async Task An_answer_with_more_or_deeper_members_than_any_cannot_be_read(string id, string open, string close)
    {
        var body = string.Concat(Enumerable.Repeat(open, 100_001)) + string.Concat(Enumerable.Repeat(close, 100_001));
        body = id == "SNS" ? $"<r>{body}</r>" : body;
        using var server = new ScriptedServer(new ScriptedAnswer(200, body, ("Content-Type", "text/plain")));

        var e = await AskAsync(All.Single(service => service.Id == id), server);

        Assert.Equal($"{id} answered Ask with status 200, but with {body.Length} bytes that cannot be read (text/plain)", e.Message);
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

    private static string Response(string xmlns, string code, string message) =>
        $"""
            <ErrorResponse xmlns="{xmlns}"><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>
            <RequestId>r-2</RequestId></ErrorResponse>
            """;

    private static string Ec2Response(string code, string message) =>
        $"""
            <Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>r-2</RequestID></Response>
            """;
}
