using System.Text.Json.Nodes;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Lambda;

/// <summary>AWS Lambda's API: GetFunctionConfiguration, by name or ARN, in the account and region that the function was made in.</summary>
public sealed class SimulatedFunctions : SimulatedAwsService
{
    private const string Before = "/2015-03-31/functions/";
    private const string After = "/configuration";
    private readonly Lock gate = new();
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> variables = new(StringComparer.Ordinal);

    internal SimulatedFunctions(Accounts accounts)
        : base(ServiceName.Functions, accounts, "lambda") { }

    /// <summary>The state of every function: <c>Active</c>, <c>Failed</c>, …</summary>
    public string State { get; set; } = "Active";

    /// <summary>Makes a function, or changes its environment variables.</summary>
    /// <param name="account">Twelve digits.</param>
    /// <param name="region">The region.</param>
    /// <param name="name">Its name.</param>
    /// <param name="environment">Its environment variables.</param>
    public void Configure(string account, string region, string name, IReadOnlyDictionary<string, string> environment)
    {
        lock (gate)
        {
            variables[Arn(account, region, name)] = environment;
        }
    }

    internal override string OperationOf(SimulatedRequest request) =>
        request.Method == "GET"
        && request.Path.StartsWith(Before, StringComparison.Ordinal)
        && request.Path.EndsWith(After, StringComparison.Ordinal)
            ? "GetFunctionConfiguration"
            : "";

    internal override SimulatedResponse Error(int status, string code, string message) =>
        SimulatedResponse.Of(
            status,
            "application/json",
            new JsonObject { ["Type"] = status < 500 ? "User" : "Service", ["Message"] = message }.ToJsonString()
        ) with
        {
            Headers = new Dictionary<string, string> { ["x-amzn-ErrorType"] = code, ["x-amzn-RequestId"] = NewId() },
        };

    internal override SimulatedResponse Throttled() => Error(429, "TooManyRequestsException", "Rate exceeded");

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller)
    {
        if (request.Operation.Length == 0)
        {
            return NotSimulated(request);
        }

        var name = request.Path[Before.Length..^After.Length];
        var arn = name.StartsWith("arn:", StringComparison.Ordinal) ? name : Arn(caller.Account, caller.Region, name);
        lock (gate)
        {
            if (!variables.TryGetValue(arn, out var environment))
            {
                return Error(404, "ResourceNotFoundException", $"Function not found: {arn}");
            }

            var values = new JsonObject();
            foreach (var (variable, value) in environment)
            {
                values[variable] = value;
            }

            return SimulatedResponse.Of(
                200,
                "application/json",
                new JsonObject
                {
                    ["FunctionName"] = arn.Split(':')[6],
                    ["FunctionArn"] = arn,
                    ["Runtime"] = "provided.al2023",
                    [nameof(State)] = State,
                    ["Environment"] = new JsonObject { ["Variables"] = values },
                }.ToJsonString()
            );
        }
    }

    private static string Arn(string account, string region, string name) => $"arn:aws:lambda:{region}:{account}:function:{name}";
}
