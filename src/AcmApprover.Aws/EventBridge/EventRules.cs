using AcmApprover.Aws.Client;
using AcmApprover.MailPath.Receiving;
using Amazon.Runtime;

namespace AcmApprover.Aws.EventBridge;

/// <summary>The rules of a region's default event bus, on which S3 tells of its objects.</summary>
public sealed class EventRules : IDisposable
{
    internal static readonly AwsService Service = new()
    {
        Id = "EventBridge",
        Prefix = "events",
        Version = "2015-10-07",
        Protocol = AwsProtocol.Json,
        TargetPrefix = "AWSEvents",
        Host = place => place.IsFips && place.Partition != "aws-us-gov" ? $"events-fips.{place.Region}" : $"events.{place.Region}",
    };

    private readonly AwsClient client;

    /// <summary>EventBridge, as a session asks it.</summary>
    public EventRules(AwsSession session) => client = new AwsClient(Service, session);

    /// <summary>The names of the rules that have a target. Needs <c>events:ListRuleNamesByTarget</c>.</summary>
    /// <param name="target">The ARN of the target.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AmazonServiceException">EventBridge refused it: <c>AccessDeniedException</c>, …</exception>
    public async Task<IReadOnlyList<string>> ListNamesAsync(string target, CancellationToken cancellationToken)
    {
        List<string> names = [];
        string? token = null;
        do
        {
            var call = new AwsCall("ListRuleNamesByTarget")
            {
                Json = json =>
                {
                    json.WriteText("TargetArn", target);
                    json.WriteText("NextToken", token);
                },
            };
            var answer = await client.CallAsync(call, cancellationToken);
            names.AddRange(answer.Json.List("RuleNames").Select(name => name.GetString() ?? ""));
            token = answer.Json.Text("NextToken");
        } while (token is { Length: > 0 });

        return names;
    }

    /// <summary>A rule; null if it has no pattern, because it runs on a schedule. Needs <c>events:DescribeRule</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AmazonServiceException">
    /// EventBridge refused it: <c>AccessDeniedException</c>, <c>ResourceNotFoundException</c>, …
    /// </exception>
    public async Task<EventRule?> DescribeAsync(string name, CancellationToken cancellationToken)
    {
        var call = new AwsCall("DescribeRule") { Json = json => json.WriteText("Name", name) };
        var answer = await client.CallAsync(call, cancellationToken);
        return answer.Json.Text("EventPattern") is { } pattern
            ? new EventRule(name, answer.Json.Text("State") != "DISABLED", pattern)
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
