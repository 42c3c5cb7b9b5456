using System.Text.Json.Nodes;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Credentials;

/// <summary>
/// IAM Identity Center: the portal gives the keys of a role to a caller with an access token (GetRoleCredentials), and a refresh token is
/// good for a new access token (CreateToken). Tokens are those that the driver issued.
/// </summary>
public sealed class SimulatedSso : SimulatedService
{
    private readonly Accounts accounts;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Account, string Role)> tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> refreshTokens = new(StringComparer.Ordinal);

    internal SimulatedSso(Accounts accounts, TimeProvider time)
        : base(ServiceName.Sso) => (this.accounts, this.time) = (accounts, time);

    /// <summary>Makes an access token good for a role in an account, which is added to the world.</summary>
    public void Issue(string token, string account, string role)
    {
        accounts.Add(account);
        lock (gate)
        {
            tokens[token] = (account, role);
        }
    }

    /// <summary>Makes a refresh token good for an access token.</summary>
    public void IssueRefresh(string refreshToken, string token)
    {
        lock (gate)
        {
            refreshTokens[refreshToken] = token;
        }
    }

    internal override string OperationOf(SimulatedRequest request) =>
        (request.Method, request.Path) switch
        {
            ("GET", "/federation/credentials") => "GetRoleCredentials",
            ("POST", "/token") => "CreateToken",
            _ => "",
        };

    internal override SimulatedResponse Error(int status, string code, string message) =>
        SimulatedResponse.Of(status, "application/json", new JsonObject { ["message"] = message, ["__type"] = code }.ToJsonString()) with
        {
            Headers = new Dictionary<string, string> { ["x-amzn-ErrorType"] = code },
        };

    internal override Task<SimulatedResponse> AnswerAsync(SimulatedRequest request, CancellationToken cancelled)
    {
        lock (gate)
        {
            return Task.FromResult(
                request.Operation switch
                {
                    "GetRoleCredentials" => Credentials(request),
                    "CreateToken" => Token(request),
                    _ => Error(404, "ResourceNotFoundException", $"there is no {request.Method} {request.Path}"),
                }
            );
        }
    }

    private SimulatedResponse Credentials(SimulatedRequest request)
    {
        if (!tokens.TryGetValue(request.Header("x-amz-sso_bearer_token") ?? "", out var granted))
        {
            return Error(401, "UnauthorizedException", "Session token not found or invalid");
        }

        return (request.Query.GetValueOrDefault("account_id"), request.Query.GetValueOrDefault("role_name")) == granted
            ? SimulatedResponse.Of(
                200,
                "application/json",
                new JsonObject
                {
                    ["roleCredentials"] = new JsonObject
                    {
                        ["accessKeyId"] = accounts.AddRoleKey(granted.Account, granted.Role),
                        ["secretAccessKey"] = Accounts.SecretKey,
                        ["sessionToken"] = "simulated-session-token",
                        ["expiration"] = time.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds(),
                    },
                }.ToJsonString()
            )
            : Error(403, "ForbiddenException", "No access");
    }

    private SimulatedResponse Token(SimulatedRequest request)
    {
        var input = JsonNode.Parse(request.Text);
        return
            (string?)input?["grantType"] == "refresh_token"
            && refreshTokens.TryGetValue((string?)input["refreshToken"] ?? "", out var token)
            ? SimulatedResponse.Of(
                200,
                "application/json",
                new JsonObject
                {
                    ["accessToken"] = token,
                    ["expiresIn"] = 3600,
                    ["tokenType"] = "Bearer",
                    ["refreshToken"] = (string?)input["refreshToken"],
                }.ToJsonString()
            )
            : Error(400, "InvalidGrantException", "Invalid refresh token provided");
    }
}
