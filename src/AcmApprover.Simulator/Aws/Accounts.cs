using System.Collections.Concurrent;
using System.Security.Cryptography;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Aws;

/// <summary>
/// The AWS accounts of the world. Each has its own access key, and STS adds one for each role assumed: that is how a service knows
/// whose request it has. Signatures are not verified, only that there is one, made for this service.
/// </summary>
public sealed class Accounts
{
    private readonly ConcurrentDictionary<string, (string Account, string? Role)> principals = new(StringComparer.Ordinal);

    internal Accounts() { }

    /// <summary>The secret that belongs to every access key of the world.</summary>
    public static string SecretKey => "simulated";

    /// <summary>Adds an account, if it is not there yet.</summary>
    /// <param name="account">Twelve digits.</param>
    public void Add(string account) => principals[AccessKeyOf(account)] = (account, null);

    /// <summary>The access key id of an account.</summary>
    public static string AccessKeyOf(string account) => $"SIMULATED{account}";

    internal string AddRoleKey(string account, string role)
    {
        var key = "SIMULATEDROLE" + RandomNumberGenerator.GetHexString(8);
        principals[key] = (account, role);
        return key;
    }

    /// <summary>Reads the credential scope out of a Signature Version 4 header: key id, date, region, service.</summary>
    internal (Caller? Caller, string Problem) Identify(SimulatedRequest request, string signingName)
    {
        const string Start = "AWS4-HMAC-SHA256 Credential=";
        var header = request.Header("Authorization");
        if (header?.StartsWith(Start, StringComparison.Ordinal) != true)
        {
            return (null, "the request is not signed (AWS4-HMAC-SHA256)");
        }

        var scope = header[Start.Length..].Split(',')[0].Split('/');
        if (scope is not [var key, _, var region, var service, "aws4_request"] || service != signingName)
        {
            return (null, $"the request is signed for '{string.Join('/', scope.Skip(1))}', not for {signingName}");
        }

        return principals.TryGetValue(key, out var principal)
            ? (new Caller(principal.Account, principal.Role, region), "")
            : (null, $"the access key '{key}' belongs to no account of this world");
    }
}
