using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AcmApprover.LongRun;

/// <summary>What makes two notices the same: certificate, severity and reasons. No two names of a certificate are referred here.</summary>
internal sealed partial record Notice(string Certificate, string Severity, string Codes)
{
    /// <summary>Reads a message as the operator gets it.</summary>
    public static Notice Read(string subject, string message) =>
        new(
            Value(message, "Certificate"),
            SeverityOf().Match(subject).Groups[1].Value,
            string.Join(',', CodeOf().Matches(message).Select(m => m.Groups[1].Value))
        );

    /// <summary>What a decision's record says was to be told; null where nothing was.</summary>
    public static Notice? Of(JsonNode record) =>
        (string?)record["outcome"] != "Referred"
            ? null
            : new(
                (string?)record["claim"]?["certificateArn"] ?? "not known",
                (string)record["severity"]!,
                string.Join(',', record["reasons"]!.AsArray().Select(r => (string)r!["code"]!))
            );

    private static string Value(string message, string label) =>
        message.Split('\n').FirstOrDefault(l => l.StartsWith($"{label}: ", StringComparison.Ordinal))?[(label.Length + 2)..].Trim()
        ?? "not known";

    [GeneratedRegex(@"\[([a-z]+)\]", RegexOptions.None, 1000)]
    private static partial Regex SeverityOf();

    [GeneratedRegex(@"^Why: +([a-z-]+):", RegexOptions.Multiline, 1000)]
    private static partial Regex CodeOf();
}
