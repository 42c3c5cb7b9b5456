using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace AcmApprover.Simulator.Acm;

/// <summary>One name of a certificate, and how far its validation is.</summary>
[SuppressMessage("Maintainability", "CA1507", Justification = "The names on the wire are AWS's; they only happen to be these.")]
internal sealed class SimulatedNameValidation
{
    public required string Domain { get; init; }

    public required string ValidationDomain { get; set; }

    public string? Method { get; set; } = "EMAIL";

    public string Status { get; set; } = "PENDING_VALIDATION";

    public static SimulatedNameValidation[] Pending(IEnumerable<string> names, string? validationDomain) =>
        [.. names.Select(name => new SimulatedNameValidation { Domain = name, ValidationDomain = validationDomain ?? Stripped(name) })];

    public JsonObject Render()
    {
        var option = new JsonObject
        {
            ["DomainName"] = Domain,
            ["ValidationDomain"] = ValidationDomain,
            ["ValidationStatus"] = Status,
        };
        if (Method is not null)
        {
            option["ValidationMethod"] = Method;
        }

        if (Method == "EMAIL")
        {
            option["ValidationEmails"] = new JsonArray([
                .. ValidationRequest.Mailboxes.Select(mailbox => (JsonNode?)$"{mailbox}@{ValidationDomain}"),
            ]);
        }

        return option;
    }

    private static string Stripped(string name) =>
        name.StartsWith("www.", StringComparison.Ordinal) ? name[4..]
        : name.StartsWith("*.", StringComparison.Ordinal) ? name[2..]
        : name;
}
