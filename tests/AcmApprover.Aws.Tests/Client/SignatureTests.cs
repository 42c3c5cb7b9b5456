using System.Security.Cryptography;
using System.Text;
using AcmApprover.Aws.Client;
using AcmApprover.Testing;
using static AcmApprover.Aws.Tests.Client.SampleServices;

namespace AcmApprover.Aws.Tests.Client;

/// <summary>
/// Requests as they arrive, held against the rules of Signature Version 4 (IAM user guide, "Create a signed AWS API request"), which are
/// written here once more.
/// </summary>
public sealed class SignatureTests
{
    [Fact]
    public void The_rules_written_here_give_the_published_example()
    {
        // AWS General Reference, "Signature Version 4 test suite", get-vanilla-query-order-key-case.
        var request = new ScriptedRequest(
            "GET",
            "/?Param2=value2&Param1=value1",
            new Dictionary<string, string> { ["host"] = "example.amazonaws.com", ["x-amz-date"] = "20150830T123600Z" },
            ""
        );

        Assert.Equal(
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
            Sign(request, "host;x-amz-date", "20150830/us-east-1/service/aws4_request", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
        );
    }

    [Theory]
    [InlineData("ACM")]
    [InlineData("SES")]
    [InlineData("Account")]
    [InlineData("Route 53")]
    [InlineData("Lambda")]
    public async Task A_request_is_signed_as_it_is_sent(string id)
    {
        using var server = new ScriptedServer(new ScriptedAnswer(200, ""));
        var service = All.Single(service => service.Id == id);
        using var client = service.At(server);
        const string Odd = "ü +%&=~*'()!$,;:@/?#[]\"\\\n\t";
        var call = service.Protocol switch
        {
            AwsProtocol.Json => new AwsCall("Ask") { Json = json => json.WriteText("Odd", Odd) },
            AwsProtocol.Query => new AwsCall("Ask") { Parameters = [("Odd", Odd), ("b", "2"), ("a", "1")] },
            AwsProtocol.RestJson => new AwsCall("Ask")
            {
                Path = "/functions/{Name}/invocations",
                Labels = new Dictionary<string, string> { ["Name"] = "arn:aws:lambda:eu-west-1:111122223333:function:a b:$LATEST" },
                Payload = Encoding.UTF8.GetBytes(Odd),
            },
            AwsProtocol.RestXml => new AwsCall("Ask")
            {
                Method = "GET",
                Path = "/2013-04-01/hostedzone/{Id}/rrset",
                Labels = new Dictionary<string, string> { ["Id"] = Odd },
                Parameters = [("b", Odd), ("a", "")],
            },
        };

        await client.CallAsync(call, CancellationToken.None);

        var request = Assert.Single(server.Requests);
        var authorization = request.Headers["Authorization"].Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["AWS4-HMAC-SHA256", "Credential", "SignedHeaders", "Signature"], authorization.Select(part => part.Split('=')[0]));
        var scope = authorization[1].Split('/', 2)[1];
        var signed = authorization[2].Split('=')[1];
        Assert.Equal("Credential=AKIAEXAMPLE", authorization[1].Split('/')[0]);
        Assert.Equal(
            [request.Headers["X-Amz-Date"][..8], service.IsGlobal ? "us-east-1" : "eu-west-1", service.SigningName, "aws4_request"],
            scope.Split('/')
        );
        Assert.Superset(new HashSet<string>(["host", "x-amz-date", "x-amz-security-token"]), new HashSet<string>(signed.Split(';')));
        Assert.Equal("session", request.Headers["X-Amz-Security-Token"]);
        Assert.Equal(Sign(request, signed, scope, "secret"), authorization[3].Split('=')[1]);
    }

    private static string Sign(ScriptedRequest request, string signedHeaders, string scope, string secret)
    {
        var (path, query) = request.Path.Split('?') is [var before, var after] ? (before, after) : (request.Path, "");
        var canonical = string.Join(
            '\n',
            [
                request.Method,
                // The path as it is sent, encoded once more: of all services only S3 has it as it is.
                string.Join('/', path.Split('/').Select(Uri.EscapeDataString)),
                string.Join(
                    '&',
                    query
                        .Split('&')
                        .Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=")
                        .Where(pair => pair != "=")
                        .Order(StringComparer.Ordinal)
                ),
                .. signedHeaders.Split(';').Select(name => $"{name}:{request.Headers[name].Trim()}"),
                "",
                signedHeaders,
                Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request.Body))),
            ]
        );
        var text = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope
            .Split('/')
            .Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
