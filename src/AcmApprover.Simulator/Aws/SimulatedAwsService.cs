using System.Text.Json.Nodes;
using System.Xml.Linq;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Aws;

/// <summary>A service that wants signed requests, and answers in one of the AWS protocols.</summary>
public abstract class SimulatedAwsService : SimulatedService
{
    private readonly Accounts accounts;
    private readonly string signingName;

    private protected SimulatedAwsService(ServiceName name, Accounts accounts, string signingName)
        : base(name)
    {
        this.accounts = accounts;
        this.signingName = signingName;
    }

    internal sealed override Task<SimulatedResponse> AnswerAsync(SimulatedRequest request, CancellationToken cancelled)
    {
        var (caller, problem) = accounts.Identify(request, signingName);
        return Task.FromResult(
            caller is not null ? Answer(request, caller)
                : AnswerUnsigned(request) ?? Error(403, "InvalidClientTokenId", problem)
        );
    }

    /// <summary>The answer to one of the few requests that need no signature; null for every other.</summary>
    private protected virtual SimulatedResponse? AnswerUnsigned(SimulatedRequest request) => null;

    internal abstract override SimulatedResponse Throttled();

    internal sealed override string PayerOf(SimulatedRequest request) =>
        accounts.Identify(request, signingName).Caller is { } caller ? $"{caller.Account} {caller.Region}" : "";

    private protected abstract SimulatedResponse Answer(SimulatedRequest request, Caller caller);

    /// <summary>What was asked is nothing that the driver arranged, or nothing that this service simulates.</summary>
    private protected SimulatedResponse NotSimulated(SimulatedRequest request) =>
        Error(501, "NotImplemented", $"{Name} does not simulate '{request.Operation}' ({request.Method} {request.Path})");

    /// <summary>The operation in an AWS JSON request: the part of X-Amz-Target behind the dot.</summary>
    private protected static string JsonOperation(SimulatedRequest request) =>
        request.Method == "POST" && request.Header("X-Amz-Target")?.Split('.') is [_, var operation] ? operation : "";

    private protected static SimulatedResponse Json(string version, JsonObject body) =>
        SimulatedResponse.Of(200, $"application/x-amz-json-{version}", body.ToJsonString());

    private protected static SimulatedResponse JsonError(string version, int status, string code, string message) =>
        SimulatedResponse.Of(
            status,
            $"application/x-amz-json-{version}",
            new JsonObject { ["__type"] = code, ["message"] = message }.ToJsonString()
        ) with
        {
            Headers = new Dictionary<string, string> { ["x-amzn-ErrorType"] = code, ["x-amzn-RequestId"] = NewId() },
        };

    /// <summary>The operation in an AWS query request: the form's Action.</summary>
    private protected static string QueryOperation(SimulatedRequest request) =>
        request.Method == "POST" ? request.Form.GetValueOrDefault("Action", "") : "";

    private protected static SimulatedResponse Xml(XNamespace name, string operation, params object[] result) =>
        SimulatedResponse.Of(
            200,
            "text/xml",
            new XElement(
                name + $"{operation}Response",
                new XElement(name + $"{operation}Result", result),
                new XElement(name + "ResponseMetadata", new XElement(name + "RequestId", NewId()))
            ).ToString(SaveOptions.DisableFormatting)
        );

    private protected static SimulatedResponse XmlError(XNamespace name, int status, string code, string message) =>
        SimulatedResponse.Of(
            status,
            "text/xml",
            new XElement(
                name + "ErrorResponse",
                new XElement(
                    name + "Error",
                    new XElement(name + "Type", status < 500 ? "Sender" : "Receiver"),
                    new XElement(name + "Code", code),
                    new XElement(name + "Message", message)
                ),
                new XElement(name + "RequestId", NewId())
            ).ToString(SaveOptions.DisableFormatting)
        );

    private protected static string NewId() => Guid.NewGuid().ToString();
}
