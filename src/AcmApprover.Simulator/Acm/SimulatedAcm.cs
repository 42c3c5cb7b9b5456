using System.Text.Json;
using System.Text.Json.Nodes;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Acm;

/// <summary>
/// AWS Certificate Manager with e-mail validated certificates, in every region of every account: DescribeCertificate,
/// ListCertificates, ResendValidationEmail. A certificate is issued once every name is approved; a renewal leaves it ISSUED and is
/// told in its RenewalSummary (ACM user guide, "Email validation" and "Renewal for domains validated by email").
/// </summary>
public sealed class SimulatedAcm : SimulatedAwsService
{
    private const string Version = "1.1";
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(72);
    private readonly Accounts accounts;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<string, SimulatedCertificate> certificates = new(StringComparer.Ordinal);
    private readonly List<ValidationRequest> mailings = [];
    private readonly HashSet<string> denied = new(StringComparer.Ordinal);
    private int nextMailing;

    internal SimulatedAcm(Accounts accounts, TimeProvider time)
        : base(ServiceName.Acm, accounts, "acm")
    {
        this.accounts = accounts;
        this.time = time;
    }

    /// <summary>How far DescribeCertificate lags behind the changes from now on; not at all unless set.</summary>
    public VisibilityLag Lag { get; set; } = new();

    /// <summary>Requests a certificate by e-mail validation.</summary>
    /// <param name="account">The account; it is added to the world if it is new.</param>
    /// <param name="region">The region, such as <c>us-east-1</c>; it tells the partition too.</param>
    /// <param name="names">The names, the certificate's own first.</param>
    /// <param name="validationDomain">Where the mail goes; null for each name without its leading <c>www.</c> or <c>*.</c>.</param>
    /// <returns>The mailings, one for each name, in their order.</returns>
    public IReadOnlyList<ValidationRequest> RequestCertificate(
        string account,
        string region,
        IReadOnlyList<string> names,
        string? validationDomain = null
    )
    {
        accounts.Add(account);
        var now = time.GetUtcNow();
        var certificate = new SimulatedCertificate
        {
            Arn = $"arn:{PartitionOf(region)}:acm:{region}:{account}:certificate/{Guid.NewGuid()}",
            Account = account,
            Region = region,
            CreatedAt = now,
            ChangedAt = now,
            Lag = Lag,
            InitialValidation = Pending(names, validationDomain),
        };
        lock (gate)
        {
            certificates.Add(certificate.Arn, certificate);
            return [.. certificate.InitialValidation.Select(name => Mail(certificate, name))];
        }
    }

    /// <summary>Begins the renewal of an issued certificate.</summary>
    /// <returns>The mailings, one for each name.</returns>
    public IReadOnlyList<ValidationRequest> StartRenewal(string arn)
    {
        lock (gate)
        {
            var certificate = certificates[arn];
            if (certificate.IssuedAt is null)
            {
                throw new InvalidOperationException($"{arn} is not issued: there is nothing to renew.");
            }

            SimulatedNameValidation[] renewal =
            [
                .. certificate.InitialValidation.Select(name => new SimulatedNameValidation
                {
                    Domain = name.Domain,
                    ValidationDomain = name.ValidationDomain,
                    Method = name.Method,
                }),
            ];
            Change(certificate, () => certificate.Renewal = renewal);
            return [.. renewal.Select(name => Mail(certificate, name))];
        }
    }

    /// <summary>Validates every name that is pending, as if somebody had approved each mail.</summary>
    public void ApproveAll(string arn)
    {
        lock (gate)
        {
            var certificate = certificates[arn];
            foreach (var name in certificate.CurrentValidation.Where(name => name.Status == "PENDING_VALIDATION"))
            {
                Approve(certificate, name);
            }
        }
    }

    /// <summary>Gives a certificate a status that no name brings about: FAILED, EXPIRED, REVOKED, INACTIVE, VALIDATION_TIMED_OUT.</summary>
    public void SetStatus(string arn, string status)
    {
        lock (gate)
        {
            Change(certificates[arn], () => certificates[arn].ForcedStatus = status);
        }
    }

    /// <summary>Has one name validated by another method, such as DNS.</summary>
    public void SetValidationMethod(string arn, string domain, string method)
    {
        lock (gate)
        {
            var certificate = certificates[arn];
            Change(certificate, () => certificate.CurrentValidation.Single(name => name.Domain == domain).Method = method);
        }
    }

    /// <summary>From now on ACM refuses everybody in this account (AccessDeniedException).</summary>
    public void Deny(string account)
    {
        lock (gate)
        {
            denied.Add(account);
        }
    }

    /// <summary>The status of a certificate, as it truly is: PENDING_VALIDATION, ISSUED and so on.</summary>
    public string StatusOf(string arn)
    {
        lock (gate)
        {
            return certificates[arn].StatusAt(time.GetUtcNow());
        }
    }

    /// <summary>Whether any name of the certificate, or of its renewal, waits to be approved.</summary>
    public bool IsPending(string arn)
    {
        lock (gate)
        {
            return certificates[arn].IsPendingAt(time.GetUtcNow());
        }
    }

    /// <summary>The ARNs of all certificates, in the order of their requests.</summary>
    public IReadOnlyList<string> Arns
    {
        get
        {
            lock (gate)
            {
                return [.. certificates.Keys];
            }
        }
    }

    /// <summary>The mailings since this was last called, those of ResendValidationEmail too, oldest first.</summary>
    public IReadOnlyList<ValidationRequest> TakeMailings()
    {
        lock (gate)
        {
            var taken = mailings[nextMailing..];
            nextMailing = mailings.Count;
            return taken;
        }
    }

    internal ValidationRequest? FindMailing(string code, string context)
    {
        lock (gate)
        {
            return mailings.Find(mailing => mailing.Code == code && mailing.Context == context);
        }
    }

    /// <summary>Approves the name that a mailing is about, as pressing the button does.</summary>
    public ApprovalOutcome Approve(ValidationRequest mailing) => Settle(mailing, Approve);

    /// <summary>What pressing the button would bring.</summary>
    internal ApprovalOutcome Foresee(ValidationRequest mailing) => Settle(mailing, (_, _) => { });

    internal override string OperationOf(SimulatedRequest request) => JsonOperation(request);

    internal override SimulatedResponse Error(int status, string code, string message) => JsonError(Version, status, code, message);

    internal override SimulatedResponse Throttled() => Error(400, "ThrottlingException", "Rate exceeded");

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller)
    {
        if (request.Header("Content-Type") != "application/x-amz-json-1.1")
        {
            return Error(400, "SerializationException", "the content type must be application/x-amz-json-1.1");
        }

        lock (gate)
        {
            if (denied.Contains(caller.Account))
            {
                return Error(400, "AccessDeniedException", $"{caller.Account} is not authorized to perform: acm:{request.Operation}");
            }

            var input = JsonNode.Parse(request.Text)!.AsObject();
            return request.Operation switch
            {
                "DescribeCertificate" => Describe(input, caller),
                "ListCertificates" => List(input, caller),
                "ResendValidationEmail" => Resend(input, caller),
                _ => NotSimulated(request),
            };
        }
    }

    private ApprovalOutcome Settle(ValidationRequest mailing, Action<SimulatedCertificate, SimulatedNameValidation> settle)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var certificate = certificates[mailing.CertificateArn];
            var isCurrentRound = mailing.IsRenewal == certificate.Renewal is not null;
            var name = certificate.CurrentValidation.Single(name => name.Domain == mailing.Domain);
            if (!isCurrentRound || name.Status == "SUCCESS")
            {
                return ApprovalOutcome.AlreadyDone;
            }

            if (now - mailing.SentAt > LinkLifetime || !certificate.IsPendingAt(now))
            {
                return ApprovalOutcome.Expired;
            }

            settle(certificate, name);
            return ApprovalOutcome.Done;
        }
    }

    private SimulatedResponse Describe(JsonObject input, Caller caller)
    {
        var (certificate, error) = Find(input, caller);
        if (error is not null)
        {
            return error;
        }

        var shown = certificate!.Describe(time.GetUtcNow());
        return shown is null ? NotFound(certificate.Arn, caller) : Json(Version, new JsonObject { ["Certificate"] = shown.DeepClone() });
    }

    private SimulatedResponse List(JsonObject input, Caller caller)
    {
        var statuses = input["CertificateStatuses"]?.Deserialize<string[]>();
        var summaries = certificates
            .Values.Where(certificate => certificate.Account == caller.Account && certificate.Region == caller.Region)
            .Where(certificate => statuses is null || statuses.Contains(certificate.StatusAt(time.GetUtcNow())))
            .Select(certificate =>
                (JsonNode?)
                    new JsonObject
                    {
                        ["CertificateArn"] = certificate.Arn,
                        ["DomainName"] = certificate.InitialValidation[0].Domain,
                        ["Status"] = certificate.StatusAt(time.GetUtcNow()),
                        ["Type"] = "AMAZON_ISSUED",
                    }
            );
        return Json(Version, new JsonObject { ["CertificateSummaryList"] = new JsonArray([.. summaries]) });
    }

    private SimulatedResponse Resend(JsonObject input, Caller caller)
    {
        foreach (var required in (string[])["CertificateArn", "Domain", "ValidationDomain"])
        {
            if (string.IsNullOrEmpty((string?)input[required]))
            {
                return Error(400, "ValidationException", $"1 validation error detected: {required} must not be null");
            }
        }

        var (certificate, error) = Find(input, caller);
        if (error is not null)
        {
            return error;
        }

        var (domain, validationDomain) = ((string)input["Domain"]!, (string)input["ValidationDomain"]!);
        var name = certificate!.CurrentValidation.FirstOrDefault(name => name.Domain == domain && name.Method == "EMAIL");
        if (name is null)
        {
            return Error(400, "InvalidStateException", $"Certificate {certificate.Arn} is not using EMAIL validation for domain {domain}.");
        }

        if (name.Status != "PENDING_VALIDATION" || !certificate.IsPendingAt(time.GetUtcNow()))
        {
            return Error(400, "InvalidStateException", $"Certificate {certificate.Arn} is not pending validation for domain {domain}.");
        }

        if (domain != validationDomain && !domain.EndsWith($".{validationDomain}", StringComparison.Ordinal))
        {
            return Error(400, "InvalidDomainValidationOptionsException", $"{validationDomain} is no superdomain of {domain}");
        }

        Mail(certificate, new SimulatedNameValidation { Domain = domain, ValidationDomain = validationDomain });
        return new SimulatedResponse(200, "application/x-amz-json-1.1", default);
    }

    private (SimulatedCertificate? Certificate, SimulatedResponse? Error) Find(JsonObject input, Caller caller)
    {
        var arn = (string?)input["CertificateArn"] ?? "";
        if (arn.Split([':', '/']) is not ["arn", _, "acm", _, { Length: 12 }, "certificate", _])
        {
            return (null, Error(400, "InvalidArnException", $"Invalid ARN: {arn}"));
        }

        return
            certificates.TryGetValue(arn, out var certificate)
            && certificate.Account == caller.Account
            && certificate.Region == caller.Region
            ? (certificate, null)
            : (null, NotFound(arn, caller));
    }

    private SimulatedResponse NotFound(string arn, Caller caller) =>
        Error(400, "ResourceNotFoundException", $"Could not find certificate {arn} in account {caller.Account} and {caller.Region}.");

    private void Approve(SimulatedCertificate certificate, SimulatedNameValidation name) =>
        Change(
            certificate,
            () =>
            {
                name.Status = "SUCCESS";
                if (certificate.CurrentValidation.All(other => other.Status == "SUCCESS"))
                {
                    certificate.IssuedAt = time.GetUtcNow();
                }
            }
        );

    private void Change(SimulatedCertificate certificate, Action change) => certificate.Change(change, Lag, time.GetUtcNow());

    private ValidationRequest Mail(SimulatedCertificate certificate, SimulatedNameValidation name)
    {
        var mailing = new ValidationRequest(
            certificate.Arn,
            certificate.Account,
            certificate.Region,
            name.Domain,
            name.ValidationDomain,
            certificate.Renewal is not null,
            time.GetUtcNow()
        );
        mailings.Add(mailing);
        return mailing;
    }

    private static SimulatedNameValidation[] Pending(IEnumerable<string> names, string? validationDomain) =>
        [.. names.Select(name => new SimulatedNameValidation { Domain = name, ValidationDomain = validationDomain ?? Stripped(name) })];

    private static string Stripped(string name) =>
        name.StartsWith("www.", StringComparison.Ordinal) ? name[4..]
        : name.StartsWith("*.", StringComparison.Ordinal) ? name[2..]
        : name;

    private static string PartitionOf(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";
}
