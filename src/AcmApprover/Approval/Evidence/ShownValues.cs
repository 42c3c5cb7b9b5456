namespace AcmApprover.Approval.Evidence;

/// <summary>Which values of a page's fields can be shown: those that state a fact, and plain words. Any other may be a key.</summary>
internal static class ShownValues
{
    /// <summary>A value of so many letters, and no digit, is taken for words: a caption, a status.</summary>
    private const int LongestWords = 40;

    private static readonly string[] Keys = ["token", "csrf", "xsrf", "nonce", "key", "hash", "secret", "sign", "session", "state", "auth"];

    /// <summary>Whether a field's value can be shown.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">The value.</param>
    /// <param name="certificateId">The id of the certificate in question, which is no secret; null if it is not known.</param>
    internal static bool IsShown(string name, string value, string? certificateId)
    {
        var topic = Topics.Of(name, value);
        return topic switch
        {
            Topic.Domain => value.Contains('.', StringComparison.Ordinal) && Topics.IsValue(topic, value),
            Topic.Account or Topic.Region => Topics.IsValue(topic, value),
            Topic.Certificate => value == certificateId || value.StartsWith("arn:", StringComparison.Ordinal),
            Topic.Code or Topic.Context => false,
            Topic.Decision => IsWords(value),
            Topic.None => IsWords(value) && !IsKey(name),
        };
    }

    /// <summary>Whether a name is that of a key.</summary>
    internal static bool IsKey(string name) => Keys.Any(k => name.Contains(k, StringComparison.OrdinalIgnoreCase));

    private static bool IsWords(string value) =>
        value.Length <= LongestWords && value.All(c => char.IsLetter(c) || c is ' ' or '_' or '\u2713');
}
