using System.Text.Json;

namespace AcmApprover.MailPath.Receiving;

/// <summary>
/// A bucket's policy (IAM user guide, "IAM JSON policy elements"), judged for one question: whether SES may store a mail for an account.
/// </summary>
internal static class BucketPolicy
{
    private const string Action = "s3:PutObject";

    /// <summary>Judges it.</summary>
    /// <param name="policy">The policy as it is written; empty for none.</param>
    /// <param name="store">Where SES stores.</param>
    /// <param name="account">The account whose receipt rule it is.</param>
    internal static PolicyAnswer Judge(string policy, ReceiptAction.Store store, string account)
    {
        if (policy.Length == 0)
        {
            return PolicyAnswer.Refuses;
        }

        using var json = JsonDocument.Parse(policy);
        var effects = Items(json.RootElement, "Statement")
            .Where(statement => Concerns(statement, store))
            .Select(statement => (IsDeny: Texts(statement, "Effect").Contains("Deny"), Holds: Holds(statement, account)))
            .ToList();
        return effects.Contains((true, true)) ? PolicyAnswer.Refuses
            : effects.Exists(e => e is { IsDeny: true, Holds: null }) ? PolicyAnswer.Unclear
            : effects.Contains((false, true)) ? PolicyAnswer.Allows
            : effects.Exists(e => e is { IsDeny: false, Holds: null }) ? PolicyAnswer.Unclear
            : PolicyAnswer.Refuses;
    }

    /// <summary>Whether a statement is about SES, about storing, and about where the mail goes.</summary>
    private static bool Concerns(JsonElement statement, ReceiptAction.Store store) =>
        IsSes(statement)
        && (
            statement.TryGetProperty("NotAction", out _)
                ? !Texts(statement, "NotAction").Any(pattern => Fits(pattern, Action))
                : Texts(statement, "Action").Any(pattern => Fits(pattern, Action))
        )
        && (
            statement.TryGetProperty("NotResource", out _)
                ? !Texts(statement, "NotResource").Any(pattern => FitsPlace(pattern, store))
                : Texts(statement, "Resource").Any(pattern => FitsPlace(pattern, store))
        );

    private static bool IsSes(JsonElement statement)
    {
        if (statement.TryGetProperty("NotPrincipal", out var others))
        {
            return !Texts(others, "Service").Contains("ses.amazonaws.com");
        }

        return statement.TryGetProperty("Principal", out var principal)
            && (
                principal.ValueKind is JsonValueKind.String
                    ? principal.GetString() == "*"
                    : Texts(principal, "Service").Any(service => service is "ses.amazonaws.com" or "*")
                        || Texts(principal, "AWS").Contains("*")
            );
    }

    /// <summary>Whether a statement's conditions hold when SES stores a mail; null where that cannot be told.</summary>
    private static bool? Holds(JsonElement statement, string account)
    {
        if (!statement.TryGetProperty("Condition", out var condition) || condition.ValueKind is not JsonValueKind.Object)
        {
            return true;
        }

        var all = (
            from test in condition.EnumerateObject()
            from key in test.Value.EnumerateObject()
            select Holds(test.Name, key.Name, [.. Texts(test.Value, key.Name)], account)
        ).ToList();
        return all.Contains(false) ? false
            : all.Contains(null) ? null
            : true;
    }

    /// <summary>The conditions that SES's documents and S3's recommend; of any other nobody can tell.</summary>
    private static bool? Holds(string test, string key, IReadOnlyList<string> values, string account) =>
        (test, key.ToLowerInvariant()) switch
        {
            ("Bool", "aws:securetransport") => values.Contains("true", StringComparer.OrdinalIgnoreCase),
            ("StringEquals" or "StringLike", "aws:sourceaccount" or "aws:referer") => values.Any(value => Fits(value, account)),
            ("StringEquals" or "StringLike" or "ArnLike" or "ArnEquals", "aws:sourcearn") => values.Any(value =>
                value.Split(':') is [_, _, "ses" or "*", _, var of, ..] && Fits(of, account)
            ),
            _ => null,
        };

    private static bool FitsPlace(string pattern, ReceiptAction.Store store) =>
        pattern == "*" || (pattern.Split(':', 6) is [_, _, "s3", _, _, var path] && Fits(path, $"{store.Bucket}/{store.Prefix}0123456789"));

    /// <summary>Whether a text fits a pattern with <c>*</c> for any characters and <c>?</c> for one; case does not count.</summary>
    private static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, text);

    /// <summary>A member that is one text or a list of them.</summary>
    private static IEnumerable<string> Texts(JsonElement parent, string name) =>
        Items(parent, name)
            .Where(item => item.ValueKind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False)
            .Select(item => item.ToString());

    private static List<JsonElement> Items(JsonElement parent, string name) =>
        parent.ValueKind is not JsonValueKind.Object || !parent.TryGetProperty(name, out var member) ? []
        : member.ValueKind is JsonValueKind.Array ? [.. member.EnumerateArray()]
        : [member];
}

/// <summary>What a policy says to one question.</summary>
internal enum PolicyAnswer
{
    /// <summary>It allows it.</summary>
    Allows,

    /// <summary>It depends on a condition that is not known here.</summary>
    Unclear,

    /// <summary>It refuses it, or allows it to nobody.</summary>
    Refuses,
}
