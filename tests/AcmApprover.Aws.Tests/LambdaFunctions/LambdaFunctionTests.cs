using System.Text;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.LambdaFunctions;
using AcmApprover.Testing;
using Amazon.Runtime;

namespace AcmApprover.Aws.Tests.LambdaFunctions;

public sealed class LambdaFunctionTests
{
    private const string Arn = "arn:aws:lambda:eu-west-1:111122223333:function:approver:live";

    [Fact]
    public async Task An_event_goes_to_the_function_as_it_is_and_its_answer_comes_back()
    {
        using var server = new ScriptedServer(
            new ScriptedAnswer(200, """{"ok":true}"""),
            new ScriptedAnswer(200, """{"errorType":"E"}""", ("X-Amz-Function-Error", "Unhandled"))
        );
        using var environment = new EnvironmentScope(("AWS_ENDPOINT_URL_LAMBDA", server.Url));
        using var function = new LambdaFunction(Arn, AwsSession.OfProcess);

        var worked = await function.InvokeAsync("""{"replay":{}}"""u8.ToArray(), CancellationToken.None);
        var failed = await function.InvokeAsync("{}"u8.ToArray(), CancellationToken.None);

        Assert.Equal(("""{"ok":true}""", null), (Encoding.UTF8.GetString(worked.Payload.Span), worked.FunctionError));
        Assert.Equal(("""{"errorType":"E"}""", "Unhandled"), (Encoding.UTF8.GetString(failed.Payload.Span), failed.FunctionError));
        Assert.True(server.Requests.TryDequeue(out var sent));
        Assert.Equal(
            ("POST", $"/2015-03-31/functions/{Arn}/invocations", """{"replay":{}}"""),
            (sent.Method, Uri.UnescapeDataString(sent.Path), sent.Body)
        );
    }

    [Theory]
    [InlineData(404, "ResourceNotFoundException", 1)]
    [InlineData(429, "TooManyRequestsException", 3)]
    public async Task What_Lambda_refuses_has_its_code(int status, string code, int tries)
    {
        using var server = new ScriptedServer(
            new ScriptedAnswer(status, """{"Type": "User", "Message": "No."}""", ("x-amzn-ErrorType", code))
        );
        using var environment = new EnvironmentScope(("AWS_ENDPOINT_URL_LAMBDA", server.Url));
        using var function = new LambdaFunction("approver", AwsSession.OfProcess);

        var e = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => function.InvokeAsync("{}"u8.ToArray(), CancellationToken.None));

        Assert.Equal((code, "No.", tries), (e.ErrorCode, e.Message, server.Requests.Count));
    }
}
