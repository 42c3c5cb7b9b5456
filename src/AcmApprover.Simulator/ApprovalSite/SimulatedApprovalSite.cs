using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.ApprovalSite;

/// <summary>
/// Amazon's approval site, for the hosts of all regions. Opening a link shows what is to be approved; pressing the button wants what
/// a browser sends of the page: its cookie if it set one, a Referer of the same host, and exactly the fields of the form with their
/// values. Anything else is refused, in words.
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

    /// <summary>
    /// What is shown in place of the form; null for the form itself. A form that differs from it lies: what a browser sends of it is
    /// refused.
    /// </summary>
    public Func<SimulatedForm, SimulatedForm>? ShowInstead { get; set; }

    /// <summary>The approval host of a region.</summary>
    public static string HostOf(string region) =>
        $"{region}.acm-certificates.amazon{(region.StartsWith("cn-", StringComparison.Ordinal) ? "aws.cn" : ".com")}";

    /// <summary>The region that an approval host is for, or null for any other host.</summary>
    internal static string? RegionOfHost(string host) =>
        HostPattern().Match(host) is { Success: true } match && HostOf(match.Groups[1].Value) == host ? match.Groups[1].Value : null;

    internal override string OperationOf(SimulatedRequest request) =>
        (request.Method, request.Path) switch
        {
            ("GET", "/approvals") => "OpenPage",
            ("POST", "/approvals" or "/approvevalidation") => "PressButton",
            _ => "",
        };

    internal override SimulatedResponse Error(int status, string code, string message) =>
        Page(status, ApprovalPages.Problem($"{code}: {message}"));

    internal override Task<SimulatedResponse> AnswerAsync(SimulatedRequest request, CancellationToken cancelled) =>
        Task.FromResult(
            request.Operation switch
            {
                "OpenPage" => OpenPage(request),
                "PressButton" => PressButton(request),
                _ => Error(404, "NotFound", $"there is no {request.Method} {request.Path}"),
            }
        );

    private SimulatedResponse OpenPage(SimulatedRequest request)
    {
        if (
            request.Query.Count != 2
            || !request.Query.TryGetValue("code", out var code)
            || !request.Query.TryGetValue("context", out var context)
            || acm.FindMailing(code, context) is not { } mailing
            || mailing.Host != request.Host
        )
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
                return Show(mailing);
        }
    }

    private SimulatedResponse Show(ValidationRequest mailing)
    {
        var form = SimulatedForm.Of(Style, mailing, RandomNumberGenerator.GetHexString(32));
        var hasCookie = Style != PageStyle.Current;
        var session = hasCookie ? RandomNumberGenerator.GetHexString(32) : mailing.Code;
        lock (gate)
        {
            visits[session] = new Visit(mailing, Style, form);
        }

        var page = Page(200, ApprovalPages.Page(Style, mailing, ShowInstead?.Invoke(form) ?? form));
        return hasCookie
            ? page with
            {
                Headers = new Dictionary<string, string> { ["Set-Cookie"] = $"{Cookie}={session}; Path=/; Secure; HttpOnly" },
            }
            : page;
    }

    private SimulatedResponse PressButton(SimulatedRequest request)
    {
        if (FindVisit(request) is not { } visit)
        {
            return Error(403, "Forbidden", "no page that was shown has this token, and its cookie if it set one");
        }

        var action = new Uri(new Uri($"https://{visit.Mailing.Host}"), visit.Form.Action);
        if (request.Host != action.Host || request.Path != action.AbsolutePath)
        {
            return Error(404, "NotFound", $"the form's action was {action}");
        }

        if (request.Header("Referer")?.StartsWith($"https://{visit.Mailing.Host}/", StringComparison.Ordinal) != true)
        {
            return Error(403, "Forbidden", "the Referer is not the page that holds the form");
        }

        if (request.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) != true)
        {
            return Error(415, "UnsupportedMediaType", "a form is sent as application/x-www-form-urlencoded");
        }

        var (sent, expected) = (request.Form, visit.Form.Sent);
        var wrong = expected
            .Where(field => sent.GetValueOrDefault(field.Key) != field.Value)
            .Select(field => field.Key)
            .Concat(sent.Keys.Where(key => !expected.ContainsKey(key)))
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

    private Visit? FindVisit(SimulatedRequest request)
    {
        var session = (request.Header("Cookie") ?? "")
            .Split("; ")
            .Select(pair => pair.Split('=', 2))
            .FirstOrDefault(pair => pair is [Cookie, _])
            ?[1];
        lock (gate)
        {
            return visits.GetValueOrDefault(session ?? request.Form.GetValueOrDefault("validationToken", ""));
        }
    }

    private static SimulatedResponse Page(int status, string html) => SimulatedResponse.Of(status, "text/html; charset=utf-8", html);

    [GeneratedRegex(@"^([a-z0-9-]+)\.acm-certificates\.amazon(\.com|aws\.cn)\z")]
    private static partial Regex HostPattern();

    /// <summary>A page that was shown, and the form that must come back from it.</summary>
    private sealed record Visit(ValidationRequest Mailing, PageStyle Style, SimulatedForm Form);
}
