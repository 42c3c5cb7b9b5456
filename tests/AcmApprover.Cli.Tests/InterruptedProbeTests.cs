using System.Text.Json.Nodes;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Http;
using AcmApprover.Simulator.Mails;
using AcmApprover.Simulator.S3;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests;

/// <summary>A probe that is killed at any step leaves nothing that <c>--clean</c> does not find, and alerts nobody.</summary>
public sealed class InterruptedProbeTests
{
    [Fact]
    public async Task Before_its_request_nothing_but_the_mark_is_left()
    {
        await using var way = await ProbeWorld.StartAsync(hasFunction: false);
        await KillAsync(way, ServiceName.Acm, "RequestCertificate");
        Assert.Empty(way.World.Acm.Arns);

        var transcript = await way.ProbeAsync("--clean", "--yes");
        Assert.Equal(1, transcript.ExitCode);
        Assert.Contains("left: nothing is requested for it, or ACM does not show it yet", transcript.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ServiceName.Acm, "RequestCertificate", true)]
    [InlineData(ServiceName.S3, "PutObject", false)]
    [InlineData(ServiceName.S3, "ListObjectsV2", false)]
    [InlineData(ServiceName.Acm, "DeleteCertificate", false)]
    [InlineData(ServiceName.Acm, "DeleteCertificate", true)]
    public async Task What_is_left_is_found_and_a_late_mail_alerts_nobody(ServiceName service, string operation, bool isDone)
    {
        await using var way = await ProbeWorld.StartAsync();
        await KillAsync(way, service, operation, isDone);
        await way.UntilAllCopiesAreRecordedAsync();

        var dry = await way.ProbeAsync("--clean");
        Assert.Equal(0, dry.ExitCode);
        var isGone = (operation, isDone) == ("DeleteCertificate", true);
        Assert.Equal(isGone ? 0 : 1, way.World.Acm.Arns.Count);
        Assert.Equal(isGone ? 0 : 1, dry.Lines.Count(line => line.Contains("would delete arn:", StringComparison.Ordinal)));

        var transcript = await way.ProbeAsync("--clean", "--yes");
        Assert.Equal(0, transcript.ExitCode);
        Assert.Empty(way.World.Acm.Arns);

        var late = await LateCopyAsync(way);
        Assert.Equal("Ignored", (string?)late["outcome"]);
        Assert.Empty(way.World.Sns.Messages);
    }

    [Fact]
    public async Task While_its_mails_are_on_their_way_it_is_left()
    {
        await using var way = await ProbeWorld.StartAsync(hasFunction: false);
        await KillAsync(way, ServiceName.S3, "ListObjectsV2");
        var transcript = await way.ProbeAsync("--clean", "--yes");
        Assert.Equal(1, transcript.ExitCode);
        Assert.Contains("left: only 0 of its 5 mails have come", transcript.Output, StringComparison.Ordinal);
        Assert.Single(way.World.Acm.Arns);
    }

    [Fact]
    public async Task A_certificate_of_that_name_without_the_tag_is_not_touched()
    {
        await using var way = await ProbeWorld.StartAsync(hasFunction: false);
        await KillAsync(way, ServiceName.Acm, "RequestCertificate");
        var name = way.World.S3.Objects(DoctorWorld.Bucket, "decisions/probes/")[0].Key.Split('/')[2];
        way.World.Acm.RequestCertificate("111122223333", "eu-west-1", [name]);
        Assert.Equal(1, (await way.ProbeAsync("--clean", "--yes")).ExitCode);
        Assert.Single(way.World.Acm.Arns);
    }

    [Fact]
    public async Task A_late_mail_about_a_certificate_that_nobody_marked_alerts()
    {
        await using var way = await ProbeWorld.StartAsync();
        Assert.Equal(0, (await way.ProbeAsync("ses.example", "--yes")).ExitCode);
        var probes = way.World.S3.Objects(DoctorWorld.Bucket, "decisions/probes/");
        var mark = probes.Single(o => o.Key.EndsWith("mark.json", StringComparison.Ordinal)).Key;
        way.World.S3.Put(DoctorWorld.Bucket, mark, "{}"u8.ToArray());
        Assert.Equal("Referred", (string?)(await LateCopyAsync(way))["outcome"]);
    }

    /// <summary>Starts a probe, and kills it while it waits for an answer.</summary>
    private static async Task KillAsync(ProbeWorld way, ServiceName service, string operation, bool isDone = false)
    {
        var reached = new TaskCompletionSource();
        if (isDone)
        {
            way.World.Faults.Add(service, operation, Misbehave.LoseAnswer(), times: 1);
        }

        way.World.Faults.Add(service, operation, Misbehave.Hang(), times: 1000, when: IsReached);
        using var program = Transcript.Start(way.World.EnvironmentFor(), way.Arguments("ses.example", "--yes"));
        await reached.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        program.Kill();
        await program.WaitAsync();
        way.World.Faults.Clear();

        bool IsReached(SimulatedRequest request)
        {
            // Of what is written, the mark with its ARN; of what is listed, the records of its mails.
            var isIt =
                operation != "PutObject"
                || (
                    request.Path.EndsWith("/mark.json", StringComparison.Ordinal)
                    && request.Text.Contains("arn:aws:acm", StringComparison.Ordinal)
                );
            return isIt && reached.TrySetResult() | isIt;
        }
    }

    /// <summary>One more copy of the last mail; what became of it.</summary>
    private static async Task<JsonNode> LateCopyAsync(ProbeWorld way)
    {
        var mail = MailDraft.For(way.World.Acm.TakeMailings()[^1]).ToBytes();
        way.World.S3.Put(DoctorWorld.Bucket, "inbound/late", mail);
        var result = await way.World.Lambda.InvokeAsync(
            S3Event.Stored(DoctorWorld.Bucket, "inbound/late", mail.Length),
            cancelled: TestContext.Current.CancellationToken
        );
        Assert.Null(result.ErrorMessage);
        return JsonNode.Parse(result.Payload!)!["decisions"]![0]!;
    }
}
