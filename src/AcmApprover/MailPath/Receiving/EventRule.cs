using System.Text.Json;

namespace AcmApprover.MailPath.Receiving;

/// <summary>A rule of EventBridge that invokes the function.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="IsEnabled">Whether it is enabled.</param>
/// <param name="Pattern">Its event pattern, as it is written.</param>
public sealed record EventRule(string Name, bool IsEnabled, string Pattern)
{
    private static readonly string[] AllKeys = [""];

    /// <summary>
    /// Which objects of a bucket it tells of. A pattern names the values that an event may have; what it does not mention, it takes
    /// (EventBridge user guide, eb-event-patterns). Patterns that filter by anything but source, type, bucket and the beginning of the key
    /// are not understood.
    /// </summary>
    /// <param name="bucket">The bucket's name.</param>
    public EventMatch MatchFor(string bucket)
    {
        try
        {
            using var pattern = JsonDocument.Parse(Pattern);
            return Match(pattern.RootElement, bucket);
        }
        catch (JsonException)
        {
            return EventMatch.Unclear;
        }
    }

    private static EventMatch Match(JsonElement pattern, string bucket)
    {
        var detail = Member(pattern, "detail");
        var (detailBucket, detailObject) = (Member(detail, "bucket"), Member(detail, "object"));
        bool?[] takes =
        [
            Takes(Member(pattern, "source"), "aws.s3"),
            Takes(Member(pattern, "detail-type"), "Object Created"),
            Takes(Member(detailBucket, "name"), bucket),
        ];
        return takes.Contains(false) ? EventMatch.None
            : takes.Contains(null) ? EventMatch.Unclear
            : HasOnly(pattern, "source", "detail-type", "detail")
            && HasOnly(detail, "bucket", "object")
            && HasOnly(detailBucket, "name")
            && HasOnly(detailObject, "key")
            && PrefixesOf(Member(detailObject, "key")) is { } prefixes
                ? new EventMatch(true, prefixes)
            : EventMatch.Unclear;
    }

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } there && there.TryGetProperty(name, out var member) ? member : null;

    private static bool HasOnly(JsonElement? filter, params string[] names) =>
        filter is not { } there
        || (there.ValueKind is JsonValueKind.Object && there.EnumerateObject().All(member => names.Contains(member.Name)));

    /// <summary>Whether a filter takes a value; null if it is not a list of values.</summary>
    private static bool? Takes(JsonElement? filter, string value) =>
        filter is not { } there ? true
        : there.ValueKind is not JsonValueKind.Array ? null
        : there.EnumerateArray().Any(each => each.ValueKind is JsonValueKind.String && each.GetString() == value) ? true
        : there.EnumerateArray().All(each => each.ValueKind is JsonValueKind.String) ? false
        : null;

    /// <summary>What the keys begin with that a filter takes; null if it filters by anything else.</summary>
    private static string[]? PrefixesOf(JsonElement? filter)
    {
        if (filter is not { } there)
        {
            return AllKeys;
        }

        if (there.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var prefixes = there.EnumerateArray().Select(PrefixOf).ToArray();
        return prefixes.OfType<string>().ToArray() is var known && known.Length == prefixes.Length ? known : null;
    }

    private static string? PrefixOf(JsonElement filter) =>
        HasOnly(filter, "prefix") && Member(filter, "prefix") is { ValueKind: JsonValueKind.String } prefix ? prefix.GetString() : null;
}

/// <summary>Which objects of a bucket a rule of EventBridge tells of.</summary>
/// <param name="Takes">Whether it tells of any; null if nobody can tell.</param>
/// <param name="Prefixes">What their keys begin with.</param>
public sealed record EventMatch(bool? Takes, IReadOnlyList<string> Prefixes)
{
    internal static EventMatch None { get; } = new(false, []);

    internal static EventMatch Unclear { get; } = new(null, []);
}
