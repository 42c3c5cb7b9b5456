using System.Xml.Linq;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Ses;

/// <summary>
/// How Amazon SES receives mail: DescribeActiveReceiptRuleSet, ListReceiptFilters and GetIdentityVerificationAttributes, with what the
/// driver set. <see cref="SimulatedPost"/> brings mail to it.
/// </summary>
public sealed class SimulatedSes : SimulatedAwsService
{
    private static readonly XNamespace Namespace = "http://ses.amazonaws.com/doc/2010-12-01/";

    internal SimulatedSes(Accounts accounts)
        : base(ServiceName.Ses, accounts, "ses") { }

    /// <summary>The name of the active rule set; null for none.</summary>
    public string? ActiveRuleSet { get; set; }

    /// <summary>The rules of the active rule set in their order.</summary>
    public IList<SimulatedReceiptRule> Rules { get; } = [];

    /// <summary>The IP filters: name, <c>Block</c> or <c>Allow</c>, and the range.</summary>
    public IList<(string Name, string Policy, string Cidr)> Filters { get; } = [];

    /// <summary>The identities, and their verification status: <c>Success</c>, <c>Pending</c>, <c>Failed</c>, …</summary>
    public IDictionary<string, string> Identities { get; } = new Dictionary<string, string>();

    /// <summary>The operations that the caller may not call.</summary>
    public ISet<string> Denied { get; } = new HashSet<string>();

    /// <summary>
    /// The buckets and prefixes that a mail is stored under: none if no identity is verified for its domain, or no rule takes it (SES
    /// developer guide, receiving-email-concepts).
    /// </summary>
    internal IReadOnlyList<(string Bucket, string Prefix)> PlacesOf(string recipient)
    {
        List<(string, string)> places = [];
        var domain = recipient[(recipient.IndexOf('@', StringComparison.Ordinal) + 1)..];
        if (ActiveRuleSet is null || !IsVerified(domain))
        {
            return places;
        }

        foreach (var rule in Rules.Where(rule => rule.Enabled && rule.Takes(recipient, domain)))
        {
            foreach (var (name, members) in rule.Actions)
            {
                switch (name)
                {
                    case "S3Action":
                        places.Add((members["BucketName"], members.GetValueOrDefault("ObjectKeyPrefix", "")));
                        break;
                    case "StopAction" or "BounceAction":
                        return places;
                }
            }
        }

        return places;
    }

    private bool IsVerified(string domain) =>
        Identities.Any(identity =>
            identity.Value == "Success"
            && (domain == identity.Key || domain.EndsWith($".{identity.Key}", StringComparison.Ordinal))
        );

    internal override string OperationOf(SimulatedRequest request) => QueryOperation(request);

    internal override SimulatedResponse Error(int status, string code, string message) => XmlError(Namespace, status, code, message);

    internal override SimulatedResponse Throttled() => Error(400, "Throttling", "Rate exceeded");

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller) =>
        Denied.Contains(request.Operation) ? AccessDenied(request, caller)
        : request.Operation switch
        {
            "DescribeActiveReceiptRuleSet" => Xml(Namespace, request.Operation, ActiveRuleSet is { } name ? RuleSet(name) : []),
            "ListReceiptFilters" => Xml(Namespace, request.Operation, Element("Filters", [.. Filters.Select(Filter)])),
            "GetIdentityVerificationAttributes" => Xml(
                Namespace,
                request.Operation,
                Element("VerificationAttributes", [.. request.Form.Values.Where(Identities.ContainsKey).Select(Identity)])
            ),
            _ => NotSimulated(request),
        };

    private SimulatedResponse AccessDenied(SimulatedRequest request, Caller caller) =>
        Error(
            403,
            "AccessDenied",
            $"User `arn:aws:iam::{caller.Account}:user/operator' is not authorized to perform `ses:{request.Operation}'"
        );

    private object[] RuleSet(string name) =>
        [
            Element("Metadata", Element("Name", name), Element("CreatedTimestamp", "2026-11-23T08:00:00Z")),
            Element("Rules", [.. Rules.Select(rule => Element("member", rule.Members(Namespace)))]),
        ];

    private XElement Filter((string Name, string Policy, string Cidr) filter) =>
        Element(
            "member",
            Element("Name", filter.Name),
            Element("IpFilter", Element("Policy", filter.Policy), Element("Cidr", filter.Cidr))
        );

    private XElement Identity(string name) =>
        Element(
            "entry",
            Element("key", name),
            Element("value", Element("VerificationStatus", Identities[name]), Element("VerificationToken", "token"))
        );

    private static XElement Element(string name, params object[] content) => new(Namespace + name, content);
}
