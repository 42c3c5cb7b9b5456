using System.Text.Json.Nodes;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.EventBridge;

/// <summary>Amazon EventBridge: ListRuleNamesByTarget and DescribeRule on the default bus, with the rules that the driver added.</summary>
public sealed class SimulatedEventBridge : SimulatedAwsService
{
    private const string Version = "1.1";

    internal SimulatedEventBridge(Accounts accounts)
        : base(ServiceName.EventBridge, accounts, "events") { }

    /// <summary>The rules by name.</summary>
    public IDictionary<string, SimulatedEventRule> Rules { get; } = new Dictionary<string, SimulatedEventRule>();

    /// <summary>How many of the rules take the event of an object that is stored.</summary>
    internal int CountTakers(string bucket, string key) => Rules.Values.Count(rule => rule.Takes(bucket, key));

    internal override string OperationOf(SimulatedRequest request) => JsonOperation(request);

    internal override SimulatedResponse Error(int status, string code, string message) => JsonError(Version, status, code, message);

    internal override SimulatedResponse Throttled() => Error(400, "ThrottlingException", "Rate exceeded");

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller)
    {
        var call = JsonNode.Parse(request.Text)!;
        return request.Operation switch
        {
            "ListRuleNamesByTarget" => List((string?)call["TargetArn"], (string?)call["NextToken"]),
            "DescribeRule" => Describe((string?)call["Name"] ?? ""),
            _ => NotSimulated(request),
        };
    }

    /// <summary>One name a page: how many a page has is for the service to say, and callers have to go on.</summary>
    private SimulatedResponse List(string? target, string? token)
    {
        var names = Rules.Where(rule => rule.Value.Target == target).Select(rule => rule.Key).Order(StringComparer.Ordinal).ToList();
        var page = names.Where(name => token is null || string.CompareOrdinal(name, token) > 0).Take(1).ToList();
        var hasMore = page is [var last] && last != names[^1];
        return Json(
            Version,
            new JsonObject
            {
                ["RuleNames"] = new JsonArray([.. page.Select(name => JsonValue.Create(name))]),
                ["NextToken"] = hasMore ? page[0] : null,
            }
        );
    }

    private SimulatedResponse Describe(string name) =>
        Rules.TryGetValue(name, out var rule)
            ? Json(
                Version,
                new JsonObject
                {
                    ["Name"] = name,
                    ["State"] = rule.State,
                    ["EventPattern"] = rule.Pattern,
                    ["ScheduleExpression"] = rule.Schedule,
                    ["EventBusName"] = "default",
                }
            )
            : Error(400, "ResourceNotFoundException", $"Rule {name} does not exist on EventBus default.");
}

/// <summary>A rule of EventBridge.</summary>
/// <param name="Target">The ARN of its one target.</param>
/// <param name="Pattern">Its event pattern; null for one on a schedule.</param>
/// <param name="State"><c>ENABLED</c> or <c>DISABLED</c>.</param>
/// <param name="Schedule">Its schedule; null for one with a pattern.</param>
public sealed record SimulatedEventRule(string Target, string? Pattern, string State = "ENABLED", string? Schedule = null)
{
    /// <summary>
    /// Whether it takes the event of an object that is stored. Of filters it knows lists of values, and prefixes of the key.
    /// </summary>
    internal bool Takes(string bucket, string key)
    {
        if (Pattern is null || State == "DISABLED")
        {
            return false;
        }

        var pattern = JsonNode.Parse(Pattern)!;
        return Has(pattern["source"], "aws.s3")
            && Has(pattern["detail-type"], "Object Created")
            && Has(pattern["detail"]?["bucket"]?["name"], bucket)
            && pattern["detail"]?["object"]?["key"]?.AsArray() is var keys
            && (keys is null || keys.Any(filter => key.StartsWith((string)filter!["prefix"]!, StringComparison.Ordinal)));

        static bool Has(JsonNode? filter, string value) => filter is null || filter.AsArray().Any(each => (string?)each == value);
    }

    /// <summary>The rule that the approver's stack makes.</summary>
    /// <param name="target">The ARN of the function.</param>
    /// <param name="bucket">The mail bucket.</param>
    /// <param name="prefix">What the keys of mails begin with.</param>
    public static SimulatedEventRule OfStack(string target, string bucket, string prefix) =>
        new(
            target,
            $$$"""
            {"source":["aws.s3"],"detail-type":["Object Created"],
            "detail":{"bucket":{"name":["{{{bucket}}}"]},"object":{"key":[{"prefix":"{{{prefix}}}"}]} } }
            """
        );
}
