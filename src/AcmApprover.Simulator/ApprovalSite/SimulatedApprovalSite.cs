using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.ApprovalSite;

/// <summary>
/// Amazon's approval site, for the hosts of all regions. Opening a link shows what is to be approved and sets a cookie; pressing the
/// button wants back the cookie, a Referer of the same host, and every field of the form. Anything else is refused, in words.
/// </summary>
public sealed partial class SimulatedApprovalSite : SimulatedService
{
    private const string Cookie = "approval-session";
    private readonly SimulatedAcm acm;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Visit> visits = new(StringComparer.Ordinal);

    internal SimulatedApprovalSite(SimulatedAcm acm)
        : base(ServiceName.ApprovalSite) => this.acm = acm;

    /// <summary>How the pages are built.</summary>
    public PageStyle Style { get; set; } = PageStyle.Current;

    /// <summary>The approval host of a region.</summary>
    public static string HostOf(string region) =>
        $"{region}.acm-certificates.amazon{(region.StartsWith("cn-", StringComparison.Ordinal) ? "aws.cn" : ".com")}";

    /// <summary>The region that an approval host is for, or null for any other host.</summary>
    internal static string? RegionOfHost(string host) =>
        HostPattern().Match(host) is { Success: true } match && HostOf(match.Groups[1].Value) == host ? match.Groups[1].Value : null;

    internal override string OperationOf(SimulatedRequest request) => (request.Method, request.Path) switch
    {
        ("GET", "/approvals") => "OpenPage",
        ("POST", "/approvals" or "/approvevalidation") => "PressButton",
        _ => "",
    };

    internal override SimulatedResponse Error(int status, string code, string message) =>
        Page(status, ApprovalPages.Problem($"{code}: {message}"));

    internal override Task<SimulatedResponse> AnswerAsync(SimulatedRequest request, CancellationToken cancelled) =>
        Task.FromResult(request.Operation switch
        {
            "OpenPage" => OpenPage(request),
            "PressButton" => PressButton(request),
            _ => Error(404, "NotFound", $"there is no {request.Method} {request.Path}"),
        });

    private SimulatedResponse OpenPage(SimulatedRequest request)
    {
        if (request.Query.Count != 2
            || !request.Query.TryGetValue("code", out var code)
            || !request.Query.TryGetValue("context", out var context)
            || acm.FindMailing(code, context) is not { } mailing
            || mailing.Host != request.Host)
        {
            return Error(404, "NotFound", "this link is not known");
        }

        switch (acm.Foresee(mailing))
        {
            case ApprovalOutcome.AlreadyDone:
                return Page(200, ApprovalPages.AlreadyApproved(mailing));
            case ApprovalOutcome.Expired:
                return Error(400, "BadRequest", "this link has expired");
            default:
                var visit = new Visit(mailing, Style, RandomNumberGenerator.GetHexString(32));
                var session = RandomNumberGenerator.GetHexString(32);
                lock (gate)
                {
                    visits.Add(session, visit);
                }

                return Page(200, ApprovalPages.Form(visit.Style, mailing, visit.Token)) with
                {
                    Headers = new Dictionary<string, string> { ["Set-Cookie"] = $"{Cookie}={session}; Path=/; Secure; HttpOnly" },
                };
        }
    }

    private SimulatedResponse PressButton(SimulatedRequest request)
    {
        var session = (request.Header("Cookie") ?? "")
            .Split("; ")
            .Select(pair => pair.Split('=', 2))
            .FirstOrDefault(pair => pair is [Cookie, _])?[1];
        Visit? visit;
        lock (gate)
        {
            visit = visits.GetValueOrDefault(session ?? "");
        }

        if (visit is null)
        {
            return Error(403, "Forbidden", "the cookie that the page set did not come back");
        }

        if (request.Host != visit.Mailing.Host || request.Path != visit.Action)
        {
            return Error(404, "NotFound", $"the form's action was {visit.Action} on {visit.Mailing.Host}");
        }

        if (request.Header("Referer")?.StartsWith($"https://{visit.Mailing.Host}/", StringComparison.Ordinal) != true)
        {
            return Error(403, "Forbidden", "the Referer is not the page that holds the form");
        }

        if (request.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) != true)
        {
            return Error(415, "UnsupportedMediaType", "a form is sent as application/x-www-form-urlencoded");
        }

        var form = request.Form;
        var wrong = visit.Fields.Where(field => form.GetValueOrDefault(field.Key) != field.Value).Select(field => field.Key)
            .Concat(form.Keys.Where(key => !visit.Fields.ContainsKey(key)))
            .ToList();
        if (wrong.Count > 0)
        {
            return Error(422, "UnprocessableEntity", $"these fields are not as in the form: {string.Join(", ", wrong)}");
        }

        return acm.Approve(visit.Mailing) switch
        {
            ApprovalOutcome.Done => Page(200, ApprovalPages.Success(visit.Style, visit.Mailing)),
            ApprovalOutcome.AlreadyDone => Page(200, ApprovalPages.AlreadyApproved(visit.Mailing)),
            _ => Error(400, "BadRequest", "this link has expired"),
        };
    }

    private static SimulatedResponse Page(int status, string html) => SimulatedResponse.Of(status, "text/html; charset=utf-8", html);

    [GeneratedRegex(@"^([a-z0-9-]+)\.acm-certificates\.amazon(\.com|aws\.cn)\z")]
    private static partial Regex HostPattern();

    /// <summary>A page that was shown, and what must come back from it.</summary>
    private sealed record Visit(ValidationRequest Mailing, PageStyle Style, string Token)
    {
        public string Action => Style == PageStyle.Current ? "/approvevalidation" : "/approvals";

        public Dictionary<string, string> Fields => Style switch
        {
            PageStyle.Current => new Dictionary<string, string>
            {
                ["csrfToken"] = Token,
                ["validationToken"] = Mailing.Code,
                ["context"] = Mailing.Context,
            },
            PageStyle.Rails2017 => new Dictionary<string, string>
            {
                ["utf8"] = "\u2713",
                ["authenticity_token"] = Token,
                ["validation_token"] = Mailing.Code,
                ["context"] = Mailing.Context,
                ["commit"] = "I Approve",
            },
        };
    }
}
