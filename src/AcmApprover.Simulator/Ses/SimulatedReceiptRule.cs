using System.Xml.Linq;

namespace AcmApprover.Simulator.Ses;

/// <summary>A receipt rule (SES API reference, ReceiptRule).</summary>
/// <param name="Name">Its name.</param>
public sealed record SimulatedReceiptRule(string Name)
{
    /// <summary>Whether it is enabled.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether it scans.</summary>
    public bool ScanEnabled { get; init; } = true;

    /// <summary><c>Require</c> or <c>Optional</c>.</summary>
    public string TlsPolicy { get; init; } = "Require";

    /// <summary>Addresses and domains; empty for all.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>The actions: the name of each, such as <c>S3Action</c>, and its members.</summary>
    public IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Members)> Actions { get; init; } = [];

    /// <summary>Whether it takes the mail of a recipient: its address, its domain, a domain above it with a point before, or all.</summary>
    internal bool Takes(string recipient, string domain) =>
        Recipients.Count == 0
        || Recipients.Any(each =>
            each == recipient || each == domain || (each.StartsWith('.') && domain.EndsWith(each, StringComparison.Ordinal))
        );

    internal object[] Members(XNamespace name) =>
        [
            new XElement(name + "Name", Name),
            new XElement(name + "Enabled", Enabled ? "true" : "false"),
            new XElement(name + "TlsPolicy", TlsPolicy),
            new XElement(name + "Recipients", Recipients.Select(recipient => new XElement(name + "member", recipient))),
            new XElement(
                name + "Actions",
                Actions.Select(action => new XElement(
                    name + "member",
                    new XElement(name + action.Name, action.Members.Select(member => new XElement(name + member.Key, member.Value)))
                ))
            ),
            new XElement(name + "ScanEnabled", ScanEnabled ? "true" : "false"),
        ];
}
