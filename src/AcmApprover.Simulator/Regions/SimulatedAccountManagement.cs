using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Regions;

/// <summary>AWS Account Management: ListRegions for the caller's own account (REST with JSON).</summary>
public sealed class SimulatedAccountManagement : SimulatedAwsService
{
    private const int DefaultPage = 20;
    private readonly RegionCatalog regions;

    internal SimulatedAccountManagement(Accounts accounts, RegionCatalog regions)
        : base(ServiceName.AccountManagement, accounts, "account") => this.regions = regions;

    internal override string OperationOf(SimulatedRequest request) =>
        request is { Method: "POST", Path: "/listRegions" } ? "ListRegions" : "";

    internal override SimulatedResponse Error(int status, string code, string message) => JsonError("1.1", status, code, message);

    internal override SimulatedResponse Throttled() => Error(429, "TooManyRequestsException", "Rate exceeded");

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller)
    {
        if (request.Operation != "ListRegions")
        {
            return NotSimulated(request);
        }

        var input = JsonNode.Parse(request.Text)!.AsObject();
        var wanted = input["RegionOptStatusContains"]?.Deserialize<string[]>();
        var from = int.Parse((string?)input["NextToken"] ?? "0", CultureInfo.InvariantCulture);
        var size = (int?)input["MaxResults"] ?? DefaultPage;
        var all = regions
            .Of(caller.Account)
            .Select(Render)
            .Where(region => wanted is null || wanted.Contains((string?)region["RegionOptStatus"]))
            .ToList();
        var answer = new JsonObject { ["Regions"] = new JsonArray([.. all.Skip(from).Take(size)]) };
        if (from + size < all.Count)
        {
            answer["NextToken"] = $"{from + size}";
        }

        return SimulatedResponse.Of(200, "application/json", answer.ToJsonString());
    }

    private static JsonObject Render(string region) =>
        new()
        {
            ["RegionName"] = region,
            ["RegionOptStatus"] = RegionCatalog.EnabledByDefault.Contains(region) ? "ENABLED_BY_DEFAULT" : "ENABLED",
        };
}
