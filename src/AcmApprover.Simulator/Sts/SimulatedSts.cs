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
    private readonly Dictionary<string, (string Device, string Code)> devices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);

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

    /// <summary>Lets a role be assumed only with a code of this MFA device.</summary>
    public void RequireCode(string account, string role, string device, string code)
    {
        AllowRole(account, role);
        lock (gate)
        {
            devices[Key(account, role)] = (device, code);
        }
    }

    /// <summary>Lets every caller with a token of another identity provider assume a role.</summary>
    public void TrustToken(string account, string role, string token)
    {
        AllowRole(account, role);
        lock (gate)
        {
            tokens[token] = Key(account, role);
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

    /// <summary>Who comes with another provider's token has no AWS credentials yet.</summary>
    private protected override SimulatedResponse? AnswerUnsigned(SimulatedRequest request)
    {
        if (request.Operation != "AssumeRoleWithWebIdentity")
        {
            return null;
        }

        var form = request.Form;
        lock (gate)
        {
            return
                form.GetValueOrDefault("RoleArn", "").Split([':', '/'], 7) is ["arn", _, "iam", "", var account, "role", var role]
                && tokens.GetValueOrDefault(form.GetValueOrDefault("WebIdentityToken", "")) == Key(account, role)
                ? Granted(request.Operation, account, role, form.GetValueOrDefault("RoleSessionName", ""))
                : Error(400, "InvalidIdentityToken", "No OpenIDConnect provider found in your account for that token");
        }
    }

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
        (string Device, string Code) device;
        bool isAllowed;
        lock (gate)
        {
            isAllowed = externalIds.TryGetValue(Key(account, role), out externalId);
            device = devices.GetValueOrDefault(Key(account, role));
        }

        if (
            !isAllowed
            || (externalId is not null && form.GetValueOrDefault("ExternalId") != externalId)
            || (device.Device is not null && form.GetValueOrDefault("SerialNumber") != device.Device)
        )
        {
            return Error(403, "AccessDenied", $"User: {CallerArn(caller)} is not authorized to perform: sts:AssumeRole on resource: {arn}");
        }

        return device.Code is not null && form.GetValueOrDefault("TokenCode") != device.Code
            ? Error(403, "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code.")
            : Granted("AssumeRole", account, role, session);
    }

    private SimulatedResponse Granted(string operation, string account, string role, string session) =>
        Xml(
            Namespace,
            operation,
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

    private static string CallerArn(Caller caller) =>
        caller.Role is null
            ? $"arn:aws:iam::{caller.Account}:user/simulated"
            : $"arn:aws:sts::{caller.Account}:assumed-role/{caller.Role}/simulated";

    private static string Key(string account, string role) => $"{account}/{role}";
}
