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

    /// <summary>The CNAME that validates the name, in the form of every operation.</summary>
    public JsonObject ResourceRecord(string account) =>
        new()
        {
            ["Name"] = DnsValidation.NameOf(account, Domain),
            ["Type"] = "CNAME",
            ["Value"] = DnsValidation.ValueOf(account, Domain),
        };

    /// <summary>The name as DescribeCertificate shows it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="isSwitched">Whether it is shown as validated by DNS, though it was not at first.</param>
    public JsonObject Render(string account, bool isSwitched)
    {
        var method = isSwitched ? "DNS" : Method;
        var option = new JsonObject
        {
            ["DomainName"] = Domain,
            ["ValidationDomain"] = ValidationDomain,
            ["ValidationStatus"] = Status,
        };
        if (method is not null)
        {
            option["ValidationMethod"] = method;
        }

        if (method == "DNS")
        {
            option["ResourceRecord"] = ResourceRecord(account);
        }

        if (method == "EMAIL")
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
