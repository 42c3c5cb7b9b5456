using System.Text.Json;
using System.Text.Json.Serialization;
using AcmApprover.Approval.Records;
using AcmApprover.Hosting.Events;
using Amazon.Lambda.S3Events;

namespace AcmApprover.Hosting.Answers;

/// <summary>What the function answers.</summary>
public sealed record Answer
{
    /// <summary>What became of each mail.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>How many mails had which outcome.</summary>
    public required IReadOnlyDictionary<string, int> Summary { get; init; }

    /// <summary>Of a replay: the mails that could not be handled, and why. Not there if there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Failure>? Failures { get; init; }

    /// <summary>Of a replay that stopped at its limit or ran out of time: the key to go on from. Not there if all is done.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ContinueFrom { get; init; }

    /// <summary>The answer for some decisions.</summary>
    public static Answer Of(IReadOnlyList<Decision> decisions) =>
        new() { Decisions = decisions, Summary = decisions.GroupBy(d => d.Outcome).ToDictionary(g => g.Key.ToString(), g => g.Count()) };
}

/// <summary>A mail that could not be handled.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Error">What happened.</param>
public sealed record Failure(string Key, string Error);

/// <summary>Every shape that the function reads and writes, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(BatchResponse))]
[JsonSerializable(typeof(QueueResponse))]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(SweepRequest))]
[JsonSerializable(typeof(SweepAnswer))]
[JsonSerializable(typeof(GuardRequest))]
[JsonSerializable(typeof(GuardAnswer))]
public sealed partial class FunctionJson : JsonSerializerContext;

/// <summary>Events whose members are written in two cases ("Records", "eventName").</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(S3Event))]
[JsonSerializable(typeof(QueueEvent))]
internal sealed partial class NotificationJson : JsonSerializerContext;
