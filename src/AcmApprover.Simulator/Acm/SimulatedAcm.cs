using System.Text.Json.Nodes;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;
using AcmApprover.Simulator.Regions;

namespace AcmApprover.Simulator.Acm;

/// <summary>
/// AWS Certificate Manager with e-mail validated certificates, in every region of every account: what describes, searches and lists
/// them and their tags, and ResendValidationEmail. A certificate is issued once every name is approved; a renewal leaves it ISSUED and
/// is told in its RenewalSummary (ACM user guide, "Email validation" and "Renewal for domains validated by email").
/// </summary>
public sealed partial class SimulatedAcm : SimulatedAwsService
{
    private const string Version = "1.1";
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(72);
    private readonly Accounts accounts;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly RegionCatalog regions;
    private readonly CertificateStore certificates = new();
    private readonly List<ValidationRequest> mailings = [];
    private readonly Denials denials = new();
    private int nextMailing;

    internal SimulatedAcm(Accounts accounts, RegionCatalog regions, TimeProvider time)
        : base(ServiceName.Acm, accounts, "acm")
    {
        this.accounts = accounts;
        this.regions = regions;
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
            Arn = SimulatedCertificate.NewArn(account, region),
            Account = account,
            Region = region,
            CreatedAt = now,
            ChangedAt = now,
            Lag = Lag,
            InitialValidation = SimulatedNameValidation.Pending(names, validationDomain),
        };
        lock (gate)
        {
            certificates.Add(certificate);
            return [.. certificate.InitialValidation.Select(name => Mail(certificate, name))];
        }
    }

    /// <summary>Puts a certificate there as if it had always been; no mail is sent.</summary>
    /// <returns>Its ARN.</returns>
    public string Plant(PlantedCertificate planted)
    {
        accounts.Add(planted.Account);
        var certificate = planted.At(time.GetUtcNow());
        lock (gate)
        {
            certificates.Add(certificate);
        }

        return certificate.Arn;
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
    /// <param name="account">The account.</param>
    /// <param name="operation">The one operation that is refused; null for all.</param>
    /// <param name="region">The one region; null for all.</param>
    /// <param name="isByServiceControlPolicy">Whether a policy of the organisation forbids it, and not the caller's own.</param>
    public void Deny(string account, string? operation = null, string? region = null, bool isByServiceControlPolicy = false) =>
        denials.Add(account, operation, region, isByServiceControlPolicy);

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
                return certificates.Arns;
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
            if (regions.IsDisabled(caller.Account, caller.Region))
            {
                return Error(400, "UnrecognizedClientException", "The security token included in the request is invalid.");
            }

            if (denials.Refuse(caller, request.Operation) is { } refusal)
            {
                return Error(400, "AccessDeniedException", refusal);
            }

            return Answer(request, JsonNode.Parse(request.Text)!.AsObject(), caller);
        }
    }

    private SimulatedResponse Answer(SimulatedRequest request, JsonObject input, Caller caller)
    {
        var place = certificates.In(caller.Account, caller.Region);
        foreach (var certificate in place)
        {
            SettleDns(certificate);
        }

        try
        {
            return request.Operation switch
            {
                "DescribeCertificate" => Describe(input, caller),
                "SearchCertificates" => Json(Version, CertificateListing.Search(place, input, time.GetUtcNow())),
                "ListCertificates" => Json(Version, CertificateListing.List(place, input, time.GetUtcNow())),
                "ListTagsForCertificate" => ListTags(input, caller),
                "ResendValidationEmail" => Resend(input, caller),
                "UpdateCertificateOptions" => Switch(input, caller),
                "ListCertificateDomainValidations" => ListValidations(input, caller),
                "RequestCertificate" => Request(input, caller),
                "DeleteCertificate" => Delete(input, caller),
                _ => NotSimulated(request),
            };
        }
        catch (FormatException e)
        {
            return Error(400, "ValidationException", e.Message);
        }
    }

    private ApprovalOutcome Settle(ValidationRequest mailing, Action<SimulatedCertificate, SimulatedNameValidation> settle)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (certificates.Find(mailing.CertificateArn, mailing.Account, mailing.Region) is not { } certificate)
            {
                // Deleted, and its links with it.
                return ApprovalOutcome.Expired;
            }

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

    private SimulatedResponse ListTags(JsonObject input, Caller caller)
    {
        var (certificate, error) = Find(input, caller);
        var tags = certificate?.Tags.Select(tag => (JsonNode?)new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value });
        return error ?? Json(Version, new JsonObject { ["Tags"] = new JsonArray([.. tags!]) });
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

        return certificates.Find(arn, caller.Account, caller.Region) is { } certificate
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
        Mailed?.Invoke(mailing);
        return mailing;
    }
}
