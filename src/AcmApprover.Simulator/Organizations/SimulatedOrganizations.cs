using System.Globalization;
using System.Text.Json.Nodes;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Organizations;

/// <summary>AWS Organizations: ListAccounts and DescribeAccount, for the management account and delegated administrators only.</summary>
public sealed class SimulatedOrganizations : SimulatedAwsService
{
    /// <summary>The id of the one organisation.</summary>
    public const string OrganizationId = "o-simulated0";

    private const string Version = "1.1";

    /// <summary>The largest page (Organizations API reference, ListAccounts, MaxResults).</summary>
    private const int LargestPage = 20;

    private readonly Accounts accounts;
    private readonly Lock gate = new();
    private readonly List<(string Id, string Name, string State)> members = [];
    private readonly HashSet<string> managers = new(StringComparer.Ordinal);

    internal SimulatedOrganizations(Accounts accounts)
        : base(ServiceName.Organizations, accounts, "organizations") => this.accounts = accounts;

    /// <summary>Adds an account to the organisation, and to the world.</summary>
    /// <param name="id">Twelve digits.</param>
    /// <param name="name">Its name.</param>
    /// <param name="state">In Organizations' words, such as <c>ACTIVE</c> or <c>SUSPENDED</c>.</param>
    /// <param name="isManager">Whether it may list the accounts: the management account, or a delegated administrator.</param>
    public void Add(string id, string name, string state = "ACTIVE", bool isManager = false)
    {
        accounts.Add(id);
        lock (gate)
        {
            members.Add((id, name, state));
            if (isManager)
            {
                managers.Add(id);
            }
        }
    }

    internal override string OperationOf(SimulatedRequest request) => JsonOperation(request);

    internal override SimulatedResponse Error(int status, string code, string message) => JsonError(Version, status, code, message);

    internal override SimulatedResponse Throttled() => Error(400, "TooManyRequestsException", "You have sent too many requests");

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller)
    {
        lock (gate)
        {
            return request.Operation is not ("ListAccounts" or "DescribeAccount") ? NotSimulated(request)
                : members.Count == 0 ? Error(400, "AWSOrganizationsNotInUseException", "Your account is not a member of an organization.")
                : !managers.Contains(caller.Account)
                    ? Error(400, "AccessDeniedException", "You don't have permissions to access this resource.")
                : request.Operation == "ListAccounts" ? List(JsonNode.Parse(request.Text)!.AsObject())
                : Describe((string?)JsonNode.Parse(request.Text)!["AccountId"]);
        }
    }

    private SimulatedResponse List(JsonObject input)
    {
        var from = int.Parse((string?)input["NextToken"] ?? "0", CultureInfo.InvariantCulture);
        var size = (int?)input["MaxResults"] ?? LargestPage;
        if (size is < 1 or > LargestPage)
        {
            return Error(400, "InvalidInputException", $"MaxResults must be 1 to {LargestPage}");
        }

        var page = members
            .Skip(from)
            .Take(size)
            .Select(account => (JsonNode?)Render(account));
        var answer = new JsonObject { ["Accounts"] = new JsonArray([.. page]) };
        if (from + size < members.Count)
        {
            answer["NextToken"] = $"{from + size}";
        }

        return Json(Version, answer);
    }

    private SimulatedResponse Describe(string? id) =>
        members.Find(account => account.Id == id) is { Id: not null } account
            ? Json(Version, new JsonObject { ["Account"] = Render(account) })
            : Error(400, "AccountNotFoundException", "You specified an account that doesn't exist.");

    private JsonObject Render((string Id, string Name, string State) account) =>
        new()
        {
            ["Id"] = account.Id,
            ["Arn"] = $"arn:aws:organizations::{managers.First()}:account/{OrganizationId}/{account.Id}",
            ["Email"] = $"aws+{account.Id}@example.com",
            ["Name"] = account.Name,
            ["Status"] = account.State is "ACTIVE" or "SUSPENDED" ? account.State : "PENDING_CLOSURE",
            ["State"] = account.State,
            ["JoinedMethod"] = "CREATED",
        };
}
