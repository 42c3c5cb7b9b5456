using System.Net;
using AcmApprover.Aws.Client;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace AcmApprover.Aws.Tests.Client;

public sealed class AwsCallsTests
{
    [Fact]
    public async Task An_answer_that_comes_when_the_time_is_over_is_the_cause()
    {
        using var limit = new CancellationTokenSource();

        var e = await Assert.ThrowsAsync<TemporarilyUnavailableException>(() =>
            AwsCalls.RunAsync<string>("SNS", _ => AnswerLateAsync(HttpStatusCode.ServiceUnavailable), limit.Token)
        );
        Assert.Contains("(status 503)", e.Message, StringComparison.Ordinal);

        var refusal = await Assert.ThrowsAsync<AmazonServiceException>(() =>
            AwsCalls.RunAsync<string>("SNS", _ => AnswerLateAsync(HttpStatusCode.Forbidden), limit.Token)
        );
        Assert.Equal(HttpStatusCode.Forbidden, refusal.StatusCode);

        async Task<string> AnswerLateAsync(HttpStatusCode status)
        {
            await limit.CancelAsync();
            throw new AmazonServiceException("it is busy") { StatusCode = status };
        }
    }

    [Fact]
    public async Task A_call_of_somebody_with_all_time_is_given_up_after_a_minute()
    {
        var time = new FakeTimeProvider();
        var calls = 0;

        var e = await Assert.ThrowsAsync<TemporarilyUnavailableException>(() =>
            AwsCalls.RunAsync<string>("ACM", _ => FailAsync(), CancellationToken.None, time)
        );

        Assert.Equal(3, calls);
        Assert.Contains("(status 500)", e.Message, StringComparison.Ordinal);

        Task<string> FailAsync()
        {
            calls++;
            time.Advance(TimeSpan.FromSeconds(25));
            throw new AmazonServiceException("it is down") { StatusCode = HttpStatusCode.InternalServerError };
        }
    }
}
