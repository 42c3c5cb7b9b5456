using System.Globalization;
using System.Net;
using static AcmApprover.Simulator.Tests.Client;

namespace AcmApprover.Simulator.Tests;

public sealed class LambdaTests
{
    [Fact]
    public async Task Each_invocation_goes_to_one_of_the_polling_processes()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var polls = new[] { NextAsync(world), NextAsync(world), NextAsync(world) };
        var invocations = Enumerable.Range(0, 3).Select(i => world.Lambda.InvokeAsync($"{i}", cancelled: Cancelled)).ToList();
        foreach (var poll in polls)
        {
            var next = await poll;
            var deadline = long.Parse(next.Headers.GetValues("Lambda-Runtime-Deadline-Ms").Single(), CultureInfo.InvariantCulture);
            Assert.True(deadline > DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            await PostAsync(world, $"invocation/{RequestId(next)}/response", $"\"{await TextAsync(next)}\"");
        }

        Assert.Equal(["\"0\"", "\"1\"", "\"2\""], (await Task.WhenAll(invocations)).Select(result => result.Payload));
    }

    [Fact]
    public async Task An_error_is_reported()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var invocation = world.Lambda.InvokeAsync("{}", cancelled: Cancelled);
        var id = RequestId(await NextAsync(world));
        var accepted = await PostAsync(world, $"invocation/{id}/error", """{"errorType":"Broken","errorMessage":"why"}""");
        Assert.Equal(HttpStatusCode.Accepted, accepted);
        var result = await invocation;
        Assert.Equal((null, "Broken", "why"), (result.Payload, result.ErrorType, result.ErrorMessage));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(world, $"invocation/{id}/response", "{}"));
    }

    [Fact]
    public async Task A_function_that_cannot_start_fails_what_waits_for_it()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var invocation = world.Lambda.InvokeAsync("{}", cancelled: Cancelled);
        await PostAsync(world, "init/error", """{"errorType":"Settings","errorMessage":"wrong"}""");
        Assert.Equal("Settings", (await invocation).ErrorType);
        Assert.Single(world.Lambda.InitErrors);
    }

    [Fact]
    public async Task Nobody_waits_forever_for_an_answer()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        Assert.Equal("Sandbox.Timedout", (await world.Lambda.InvokeAsync("{}", TimeSpan.FromMilliseconds(10), Cancelled)).ErrorType);

        // The one given up is not handed out any more.
        var second = world.Lambda.InvokeAsync("2", cancelled: Cancelled);
        var next = await NextAsync(world);
        Assert.Equal("2", await TextAsync(next));
        await PostAsync(world, $"invocation/{RequestId(next)}/response", "{}");
        await second;
    }

    [Fact]
    public async Task An_event_can_be_delivered_twice()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.Lambda.Repetitions = 1;
        var invocation = world.Lambda.InvokeAsync("1", cancelled: Cancelled);
        var first = await NextAsync(world);
        await PostAsync(world, $"invocation/{RequestId(first)}/response", "\"done\"");
        var second = await NextAsync(world);
        Assert.Equal((RequestId(first), "1"), (RequestId(second), await TextAsync(second)));
        await PostAsync(world, $"invocation/{RequestId(second)}/response", "\"done before\"");
        Assert.Equal("\"done before\"", (await invocation).Payload);
        Assert.Equal(0, world.Lambda.Repetitions);
    }

    [Fact]
    public async Task A_process_has_the_worlds_environment_only()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/env"), "there is no /usr/bin/env here");
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        await using var process = world.StartFunction("/usr/bin/env", new Dictionary<string, string> { ["ACM_APPROVER_MODE"] = "notify" });
        Assert.Equal(0, await process.WaitForExitAsync(Cancelled));
        Assert.Contains("ACM_APPROVER_MODE=notify", process.Output);
        Assert.Contains($"AWS_LAMBDA_RUNTIME_API={world.Lambda.Endpoint.Authority}", process.Output);
        var names = process.Output.Select(line => line.Split('=')[0]).Where(name => name.StartsWith("AWS_", StringComparison.Ordinal));
        Assert.Empty(names.Except(world.EnvironmentFor().Keys));
    }

    private static Task<HttpResponseMessage> NextAsync(SimulatedWorld world) =>
        SendAsync(world, HttpMethod.Get, new Uri(world.Lambda.Endpoint, "/2018-06-01/runtime/invocation/next"));

    private static string RequestId(HttpResponseMessage next) => next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();

    private static async Task<HttpStatusCode> PostAsync(SimulatedWorld world, string path, string json)
    {
        var uri = new Uri(world.Lambda.Endpoint, $"/2018-06-01/runtime/{path}");
        return (await SendAsync(world, HttpMethod.Post, uri, JsonContent(json, "application/json"))).StatusCode;
    }
}
