using System.Text.Json;

namespace AcmApprover.MailPath.Receiving;

/// <summary>A bucket's policy (IAM user guide, "IAM JSON policy elements").</summary>
internal static class BucketPolicy
{
    /// <summary>
    /// Whether a statement lets SES store objects. Conditions and resources are not judged: they say which rule, and where.
    /// </summary>
    internal static bool LetsSesStore(string policy)
    {
        if (policy.Length == 0)
        {
            return false;
        }

        using var json = JsonDocument.Parse(policy);
        return Items(json.RootElement, "Statement").Any(LetsSesStore);
    }

    private static bool LetsSesStore(JsonElement statement) =>
        Texts(statement, "Effect").Contains("Allow")
        && Texts(statement, "Action").Any(action => action is "s3:PutObject" or "s3:Put*" or "s3:*" or "*")
        && statement.TryGetProperty("Principal", out var principal)
        && (principal.ValueKind is JsonValueKind.String
            ? principal.GetString() == "*"
            : Texts(principal, "Service").Contains("ses.amazonaws.com"));

    /// <summary>A member that is one text or a list of them.</summary>
    private static IEnumerable<string> Texts(JsonElement parent, string name) =>
        Items(parent, name).Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!);

    private static List<JsonElement> Items(JsonElement parent, string name) =>
        parent.ValueKind is not JsonValueKind.Object || !parent.TryGetProperty(name, out var member) ? []
        : member.ValueKind is JsonValueKind.Array ? [.. member.EnumerateArray()]
        : [member];
}
