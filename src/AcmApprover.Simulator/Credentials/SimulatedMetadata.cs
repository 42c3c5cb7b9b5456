using System.Text.Json.Nodes;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Credentials;

/// <summary>
/// What gives a program on AWS its credentials: the metadata of an instance, in version 2, which asks for a token first (EC2 user guide,
/// "Use IMDS"), and the endpoint of a container (AWS SDKs and Tools reference guide, "Container credential provider").
/// </summary>
public sealed class SimulatedMetadata : SimulatedService
{
    private const string Roles = "/latest/meta-data/iam/security-credentials/";
    private const string InstanceToken = "simulated-instance-token";
    private readonly Accounts accounts;
    private readonly WorldOptions options;

    internal SimulatedMetadata(Accounts accounts, WorldOptions options)
        : base(ServiceName.Metadata) => (this.accounts, this.options) = (accounts, options);

    /// <summary>Where a container asks; the value of <c>AWS_CONTAINER_CREDENTIALS_FULL_URI</c>.</summary>
    public Uri ContainerUri => new(Endpoint, "/v2/credentials");

    /// <summary>What a container must send as Authorization.</summary>
    public static string ContainerToken => "simulated-container-token";

    /// <summary>The role of the instance, or of the container; null for none.</summary>
    public string? Role { get; set; } = "simulated";

    internal override string OperationOf(SimulatedRequest request) =>
        (request.Method, request.Path) switch
        {
            ("PUT", "/latest/api/token") => "GetToken",
            ("GET", Roles) => "ListRoles",
            ("GET", "/v2/credentials") => "GetContainerCredentials",
            ("GET", "/latest/meta-data/iam/info") => "GetInfo",
            ("GET", "/latest/dynamic/instance-identity/document") => "GetDocument",
            ("GET", var path) when path.StartsWith(Roles, StringComparison.Ordinal) => "GetInstanceCredentials",
            _ => "",
        };

    internal override SimulatedResponse Error(int status, string code, string message) =>
        SimulatedResponse.Of(status, "text/plain", $"{code}: {message}");

    internal override Task<SimulatedResponse> AnswerAsync(SimulatedRequest request, CancellationToken cancelled) =>
        Task.FromResult(Answer(request));

    private SimulatedResponse Answer(SimulatedRequest request) =>
        request.Operation switch
        {
            "GetToken" when request.Header("X-aws-ec2-metadata-token-ttl-seconds") is null => Error(400, "BadRequest", "no TTL"),
            "GetToken" => SimulatedResponse.Of(200, "text/plain", InstanceToken),
            "GetContainerCredentials" when request.Header("Authorization") != ContainerToken => Error(403, "Forbidden", "wrong token"),
            "GetContainerCredentials" when Role is { } role => Json(Keys(role)),
            "" or "GetContainerCredentials" => Error(404, "NotFound", request.Path),
            _ when request.Header("X-aws-ec2-metadata-token") != InstanceToken => Error(401, "Unauthorized", "no token"),
            "GetDocument" => Json(new JsonObject { ["region"] = options.Region, ["accountId"] = options.Account }),
            "GetInfo" when Role is { } role => Json(
                new JsonObject
                {
                    ["Code"] = "Success",
                    ["LastUpdated"] = options.Time.GetUtcNow().UtcDateTime,
                    ["InstanceProfileArn"] = $"arn:aws:iam::{options.Account}:instance-profile/{role}",
                }
            ),
            "ListRoles" when Role is { } role => SimulatedResponse.Of(200, "text/plain", role),
            "GetInstanceCredentials" when Role is { } role && request.Path == Roles + role => Json(Keys(role)),
            _ => Error(404, "NotFound", request.Path),
        };

    private JsonObject Keys(string role) =>
        new()
        {
            ["Code"] = "Success",
            ["Type"] = "AWS-HMAC",
            ["LastUpdated"] = options.Time.GetUtcNow().UtcDateTime,
            ["AccessKeyId"] = accounts.AddRoleKey(options.Account, role),
            ["SecretAccessKey"] = Accounts.SecretKey,
            ["Token"] = "simulated-session-token",
            ["Expiration"] = options.Time.GetUtcNow().AddHours(1).UtcDateTime,
        };

    private static SimulatedResponse Json(JsonObject body) => SimulatedResponse.Of(200, "application/json", body.ToJsonString());
}
