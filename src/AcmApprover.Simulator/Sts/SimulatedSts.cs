using System.Xml.Linq;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Sts;

/// <summary>Security Token Service: AssumeRole for the roles that the driver allowed, and GetCallerIdentity.</summary>
public sealed class SimulatedSts : SimulatedAwsService
{
    private static readonly XNamespace Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";
    private readonly Accounts accounts;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<string, string?> externalIds = new(StringComparer.Ordinal);

    internal SimulatedSts(Accounts accounts, TimeProvider time)
        : base(ServiceName.Sts, accounts, "sts")
    {
        this.accounts = accounts;
        this.time = time;
    }

    /// <summary>Lets every account of the world assume a role; a role that is not allowed is refused with AccessDenied.</summary>
    /// <param name="account">The account that holds the role; it is added to the world.</param>
    /// <param name="role">The role's name.</param>
    /// <param name="externalId">What the caller must send as ExternalId, or null for anything.</param>
    public void AllowRole(string account, string role, string? externalId = null)
    {
        accounts.Add(account);
        lock (gate)
        {
            externalIds[Key(account, role)] = externalId;
        }
    }

    internal override string OperationOf(SimulatedRequest request) => QueryOperation(request);

    internal override SimulatedResponse Error(int status, string code, string message) => XmlError(Namespace, status, code, message);

    internal override SimulatedResponse Throttled() => Error(400, "Throttling", "Rate exceeded");

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller) =>
        request.Operation switch
        {
            "AssumeRole" => AssumeRole(request.Form, caller),
            "GetCallerIdentity" => Xml(
                Namespace,
                "GetCallerIdentity",
                new XElement(Namespace + "Arn", CallerArn(caller)),
                new XElement(Namespace + "UserId", caller.Account),
                new XElement(Namespace + "Account", caller.Account)
            ),
            _ => NotSimulated(request),
        };

    private SimulatedResponse AssumeRole(IReadOnlyDictionary<string, string> form, Caller caller)
    {
        var arn = form.GetValueOrDefault("RoleArn", "");
        if (form.GetValueOrDefault("RoleSessionName", "") is not { Length: >= 2 and <= 64 } session)
        {
            return Error(400, "ValidationError", "RoleSessionName must have 2 to 64 characters");
        }

        if (arn.Split([':', '/'], 7) is not ["arn", _, "iam", "", var account, "role", var role])
        {
            return Error(400, "ValidationError", $"{arn} is invalid");
        }

        string? externalId;
        bool isAllowed;
        lock (gate)
        {
            isAllowed = externalIds.TryGetValue(Key(account, role), out externalId);
        }

        if (!isAllowed || (externalId is not null && form.GetValueOrDefault("ExternalId") != externalId))
        {
            return Error(403, "AccessDenied", $"User: {CallerArn(caller)} is not authorized to perform: sts:AssumeRole on resource: {arn}");
        }

        return Xml(
            Namespace,
            "AssumeRole",
            new XElement(
                Namespace + "AssumedRoleUser",
                new XElement(Namespace + "Arn", $"arn:aws:sts::{account}:assumed-role/{role}/{session}"),
                new XElement(Namespace + "AssumedRoleId", $"AROASIMULATED:{session}")
            ),
            new XElement(
                Namespace + "Credentials",
                new XElement(Namespace + "AccessKeyId", accounts.AddRoleKey(account, role)),
                new XElement(Namespace + "SecretAccessKey", Accounts.SecretKey),
                new XElement(Namespace + "SessionToken", "simulated-session-token"),
                new XElement(Namespace + "Expiration", time.GetUtcNow().AddHours(1).UtcDateTime)
            )
        );
    }

    private static string CallerArn(Caller caller) =>
        caller.Role is null
            ? $"arn:aws:iam::{caller.Account}:user/simulated"
            : $"arn:aws:sts::{caller.Account}:assumed-role/{caller.Role}/simulated";

    private static string Key(string account, string role) => $"{account}/{role}";
}
