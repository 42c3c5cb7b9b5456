using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using static AcmApprover.Cli.Tests.ReplayWorld;

namespace AcmApprover.Cli.Tests;

/// <summary>The real function, invoked as Lambda's own API has it.</summary>
public sealed class FunctionReplayTests
{
    [Fact]
    public async Task TheFunctionIsInvokedUntilAllIsDone()
    {
        await using var world = await StartAsync();
        world.Store("inbound/000", world.Good());
        foreach (var i in Enumerable.Range(1, 149))
        {
            world.Store($"inbound/{i:000}", Newsletter());
        }

        using var lambda = new LambdaEndpoint(world.World);
        await using var function = lambda.StartFunction();
        var transcript = await lambda.ReplayAsync($"s3://{Bucket}/inbound/", "--json");
        Assert.Equal((0, 150), (transcript.ExitCode, Decisions(transcript).Count));
        Assert.StartsWith("150 mails: 149 Ignored, 1 WouldApprove\ndry run: ", transcript.Error, StringComparison.Ordinal);
        Assert.Equal(["null", "inbound/099"], lambda.Events.Select(e => e["continueFrom"]?.ToString() ?? "null"));
        Assert.Equal(0, world.Pressed);
    }

    [Fact]
    public async Task ApproveIsHandedOnAndARunGoesOnWhereItStopped()
    {
        await using var world = await StartAsync();
        foreach (var i in Enumerable.Range(1, 5))
        {
            world.Store($"inbound/{i}", world.Good());
        }

        using var lambda = new LambdaEndpoint(world.World);
        await using var function = lambda.StartFunction();
        string[] arguments = ["--approve", "--json", "--resume", world.ResumeFile];
        var first = await lambda.ReplayAsync([.. arguments, "--limit", "2"]);
        Assert.Equal("1 Approved, 2 Approved", Outcomes(first));
        var second = await lambda.ReplayAsync(arguments);
        Assert.Equal("3 Approved, 4 Approved, 5 Approved", Outcomes(second));
        Assert.Equal("goes on after inbound/2\n5 mails: 5 Approved (2 of them done before)\n", second.Error);
        Assert.Equal((5, 0), (world.Pressed, world.Pending));
    }

    [Fact]
    public async Task AMailThatFailedIsTriedAgainByTheRunThatGoesOn()
    {
        await using var world = await StartAsync();
        foreach (var i in Enumerable.Range(1, 4))
        {
            world.Store($"inbound/{i}", world.Good());
        }

        world.World.Faults.Add(
            ServiceName.S3, "GetObject", Misbehave.Error(403, "AccessDenied"), times: 1, when: r => r.Path.EndsWith("/1", StringComparison.Ordinal));
        using var lambda = new LambdaEndpoint(world.World);
        await using var function = lambda.StartFunction();
        string[] arguments = ["--approve", "--json", "--resume", world.ResumeFile];
        var first = await lambda.ReplayAsync([.. arguments, "--limit", "2"]);
        Assert.Equal((1, "2 Approved"), (first.ExitCode, Outcomes(first)));
        Assert.Contains("failed: inbound/1: ", first.Error, StringComparison.Ordinal);

        var second = await lambda.ReplayAsync(arguments);
        Assert.Equal((0, "1 Approved, 3 Approved, 4 Approved"), (second.ExitCode, Outcomes(second)));
        Assert.Equal("4 mails: 4 Approved (1 of them done before)\n", second.Error);
    }

    [Fact]
    public async Task DeadLettersAreHandledByTheFunction()
    {
        await using var world = await StartAsync();
        using var lambda = new LambdaEndpoint(world.World);
        await using var function = lambda.StartFunction();
        var queue = world.World.Sqs.AddQueue(Account, "failed");
        world.Store("inbound/there", world.Good());
        world.World.Sqs.Send(queue, DeadLetterTests.Record("inbound/there"));
        world.World.Sqs.Send(queue, DeadLetterTests.Record("inbound/gone"));

        var transcript = await lambda.ReplayAsync("--dead-letters", queue, "--approve", "--json");

        Assert.Equal((1, "there Approved"), (transcript.ExitCode, Outcomes(transcript)));
        Assert.Contains("failed: inbound/gone: there is no mail at", transcript.Error, StringComparison.Ordinal);
        Assert.Contains("inbound/gone", Assert.Single(world.World.Sqs.Bodies(queue)), StringComparison.Ordinal);
        Assert.Equal((1, 0), (world.Pressed, world.Pending));
    }

    [Fact]
    public async Task AFunctionThatFailsIsNamed()
    {
        await using var world = await StartAsync();
        using var lambda = new LambdaEndpoint(world.World) { Answer = (200, """{"errorType":"Broken","errorMessage":"out of order"}""", true) };
        var transcript = await lambda.ReplayAsync();
        Assert.Equal((3, "error: acm-approver failed: out of order\nhint: its log in CloudWatch says more\n"), (transcript.ExitCode, transcript.Error));
    }

    [Fact]
    public async Task AFunctionThatIsNotAnApproverIsNoticed()
    {
        await using var world = await StartAsync();
        using var lambda = new LambdaEndpoint(world.World) { Answer = (200, "[]", false) };
        var transcript = await lambda.ReplayAsync();
        Assert.Equal(3, transcript.ExitCode);
        Assert.StartsWith("error: acm-approver answers what no approver answers: ", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFunctionThatDoesNotComeForwardIsNotInvokedForEver()
    {
        await using var world = await StartAsync();
        using var lambda = new LambdaEndpoint(world.World) { Answer = (200, """{"decisions":[],"summary":{},"continueFrom":""}""", false) };
        var transcript = await lambda.ReplayAsync();
        Assert.Equal(
            (3, "error: acm-approver does not get a mail done in the time that it has\nhint: give the function a longer timeout\n"),
            (transcript.ExitCode, transcript.Error));
        Assert.Single(lambda.Events);
    }

    /// <summary>Lambda's Invoke (Lambda API reference), in front of the function process of a world.</summary>
    private sealed class LambdaEndpoint : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly SimulatedWorld world;
        private readonly string url;

        public LambdaEndpoint(SimulatedWorld world)
        {
            this.world = world;
            using (var port = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                port.Start();
                url = $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/";
            }

            listener.Prefixes.Add(url);
            listener.Start();
            _ = ServeAsync();
        }

        public List<JsonNode> Events { get; } = [];

        /// <summary>Answered in the function's place: status, payload, and whether it is a function's error.</summary>
        public (int Status, string Payload, bool IsError)? Answer { get; init; }

        public FunctionProcess StartFunction() => world.StartFunction(
            Path.Combine(AppContext.BaseDirectory, "bootstrap.dll"), new Dictionary<string, string> { ["ACM_APPROVER_BUCKET"] = Bucket });

        public Task<Transcript> ReplayAsync(params IReadOnlyList<string> arguments) =>
            Transcript.OfAsync(world, ["replay", "--function", "acm-approver", .. arguments], ("AWS_ENDPOINT_URL_LAMBDA", url));

        public void Dispose() => listener.Close();

        private async Task ServeAsync()
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var payload = await reader.ReadToEndAsync();
                Events.Add(JsonNode.Parse(payload)!["replay"]!);
                var isKnown = context.Request is { HttpMethod: "POST", Url.AbsolutePath: "/2015-03-31/functions/acm-approver/invocations" };
                var (status, answer, isError) = !isKnown ? (404, "{}", false) : Answer ?? await InvokeAsync(payload);
                context.Response.StatusCode = status;
                if (isError)
                {
                    context.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
                }

                context.Response.Close(Encoding.UTF8.GetBytes(answer), willBlock: false);
            }
        }

        private async Task<(int Status, string Payload, bool IsError)> InvokeAsync(string payload)
        {
            var result = await world.Lambda.InvokeAsync(payload);
            return (200, result.Payload ?? $$"""{"errorMessage":"{{result.ErrorMessage}}"}""", result.Payload is null);
        }
    }
}
