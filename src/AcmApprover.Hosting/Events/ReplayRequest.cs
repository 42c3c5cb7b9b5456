using System.Text.Json;
using System.Text.Json.Serialization;

namespace AcmApprover.Hosting.Events;

/// <summary>Which stored mails to handle again. A member that is not known is an error: a misspelt <c>dryRun</c> must not pass.</summary>
/// <remarks>Its members can be set, for the source-generated reader gives a member that is init-only its type's default and not
/// ours.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReplayRequest
{
    /// <summary>The most mails that one invocation answers for: an answer may have 6 MB (Lambda quotas).</summary>
    public const int MaxLimit = 1000;

    /// <summary>The bucket; the function's own if null.</summary>
    public string? Bucket { get; set; }

    /// <summary>The keys of single mails; instead of a prefix.</summary>
    public IReadOnlyList<string>? Keys { get; set; }

    /// <summary>What the keys begin with; all mails of the bucket if there are no keys either.</summary>
    public string? Prefix { get; set; }

    /// <summary>The earliest time of storing.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>The most mails to handle, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; set; } = 100;

    /// <summary>Whether to show only what would be done: neither pressed, told nor recorded.</summary>
    public bool DryRun { get; set; } = true;

    /// <summary>The <c>continueFrom</c> of an earlier answer: goes on after that key.</summary>
    public string? ContinueFrom { get; set; }

    internal ReplayRequest Checked() =>
        Limit is < 1 or > MaxLimit ? throw new JsonException($"replay.limit is {Limit}, but must be 1 to {MaxLimit}")
        : Keys is not null && (Prefix is not null || Since is not null)
            ? throw new JsonException("replay takes keys, or a prefix and since, but not both")
        : Keys?.Any(string.IsNullOrEmpty) == true ? throw new JsonException("replay.keys has an empty key")
        : Keys is not null && ContinueFrom is { Length: > 0 } from && !Keys.Contains(from)
            ? throw new JsonException("replay.continueFrom is not one of replay.keys")
        : this;
}
