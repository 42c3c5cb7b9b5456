using System.Text.Json.Nodes;
using AcmApprover.Simulator.Mails;
using AcmApprover.Testing;

namespace AcmApprover.Lambda.Tests;

/// <summary>The samples in events/, one of each event, for <c>sam local invoke</c> and <c>sam remote invoke</c>.</summary>
public sealed class SampleEventTests
{
    private const string Bucket = "mail-of-example-com";

    public static TheoryData<string> Samples =>
        [
            .. Directory
                .EnumerateFiles(RepositoryFiles.PathOf("events"), "*.json")
                .Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task The_function_takes_each_sample_for_what_its_name_says(string sample)
    {
        await using var function = await FunctionWorld.StartAsync(("ACM_APPROVER_BUCKET", Bucket));
        var request = function.Request();
        function.World.S3.AddBucket(Bucket);
        function.World.S3.Put(Bucket, "inbound/0a1b2c", MailDraft.For(request).ToBytes());

        var result = await function.World.Lambda.InvokeAsync(RepositoryFiles.Read($"events/{sample}"), TimeSpan.FromSeconds(40));

        Assert.True(result.Payload is not null, $"{result.ErrorType}: {result.ErrorMessage}");
        var answer = JsonNode.Parse(result.Payload)!;
        var isApproved = !function.World.Acm.IsPending(request.CertificateArn);
        switch (sample)
        {
            case "object-created.json" or "s3-notification.json":
                Assert.Equal((true, 1), (isApproved, answer["summary"]!["Approved"]!.GetValue<int>()));
                break;
            case "replay.json":
                Assert.Equal((false, 1), (isApproved, answer["summary"]!["WouldApprove"]!.GetValue<int>()));
                break;
            case "retry-queue.json":
                Assert.True(isApproved);
                Assert.Empty(answer["batchItemFailures"]!.AsArray());
                break;
            case "batch-operations-1.0.json" or "batch-operations-2.0.json":
                Assert.True(isApproved);
                Assert.Equal("Succeeded", answer["results"]![0]!["resultCode"]!.GetValue<string>());
                break;
            case "guard.json":
                Assert.True(answer["isComplete"]!.GetValue<bool>());
                break;
            case "renewal-action-required.json":
                // The certificate of the sample is gone.
                Assert.Equal((false, "{}"), (isApproved, answer["summary"]!.ToJsonString()));
                break;
            case "s3-test-event.json":
                Assert.False(isApproved);
                Assert.Empty(answer["decisions"]!.AsArray());
                break;
            default:
                Assert.Fail($"{sample} is a sample of nothing that this test knows");
                break;
        }
    }
}
