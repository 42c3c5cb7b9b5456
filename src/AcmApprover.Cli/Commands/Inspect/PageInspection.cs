using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Identifiers;
using AcmApprover.Text;

namespace AcmApprover.Cli.Commands.Inspect;

/// <summary>What is recognised of a saved page; the JSON of <c>inspect --page --json</c>. It holds no key of a link or form.</summary>
/// <param name="IsRecognised">Whether the approver would compare it with the certificate, and press its button.</param>
/// <param name="SaysAlreadyApproved">Whether it has no form to press and says that the request was approved before.</param>
/// <param name="Status">The HTTP status; 200 where only the HTML was saved.</param>
/// <param name="Facts">What it states, and where.</param>
/// <param name="Tokens">Where the form has a key that must be the link's; which one cannot be told without the link.</param>
/// <param name="Form">Where its form goes; null without one form to press.</param>
/// <param name="Fields">The fields of that form.</param>
/// <param name="Buttons">Every button that sends a form.</param>
/// <param name="Problems">Why it is not recognised.</param>
internal sealed record PageInspection(
    bool IsRecognised,
    bool SaysAlreadyApproved,
    int Status,
    IReadOnlyList<InspectedFact> Facts,
    IReadOnlyList<InspectedToken> Tokens,
    string? Form,
    IReadOnlyList<PageField> Fields,
    IReadOnlyList<PageButton> Buttons,
    IReadOnlyList<string> Problems
)
{
    /// <summary>The region whose approval site a page without one is taken for.</summary>
    internal const string DefaultRegion = "us-east-1";

    /// <summary>Whether it states a region, and so which host its form must go to.</summary>
    internal bool StatesRegion => Facts.Any(f => f is { Fact: "region", IsValid: true });

    /// <summary>Looks at a page. Whether its form goes to the right host depends on the region that it states itself.</summary>
    internal static PageInspection Of(SiteResponse response)
    {
        var reading = PageReader.Look(response, LinkTo(Region.Parse(DefaultRegion)));
        if (reading.Facts.Regions.Select(r => r.Value).OfType<Region>().FirstOrDefault() is { } region)
        {
            reading = PageReader.Look(response, LinkTo(region));
        }

        // Such a page has no form to press either, and that is no problem of it.
        var problems = reading.SaysAlreadyApproved ? [] : reading.Problems;
        return new PageInspection(
            problems.Count == 0 && reading.Form is not null,
            reading.SaysAlreadyApproved,
            response.Status,
            [
                .. reading.Facts.Domains.Select(s => InspectedFact.Of("domain", s)),
                .. reading.Facts.Accounts.Select(s => InspectedFact.Of("account", s)),
                .. reading.Facts.Regions.Select(s => InspectedFact.Of("region", s)),
                .. reading.Facts.Certificates.Select(s => InspectedFact.Of("certificate", s)),
            ],
            [.. reading.Tokens.Select(t => new InspectedToken(t.Kind == LinkTokenKind.Code ? "code" : "context", t.Where))],
            reading.Form is null ? null : OutsideText.Quote(reading.Form.Action.GetLeftPart(UriPartial.Path)),
            reading.Fields,
            reading.Buttons,
            problems
        );
    }

    /// <summary>A link that stands for the one that the page was opened by: only its host is looked at.</summary>
    private static ApprovalLink LinkTo(Region region) =>
        ApprovalLink.TryParse($"https://{region.ApprovalHost}/approvals?code=-&context=-", region, out var link, out var problem)
            ? link
            : throw new InvalidOperationException(problem);
}

/// <summary>A fact that a page states in one place.</summary>
/// <param name="Fact">domain, account, region or certificate.</param>
/// <param name="Value">What is stated.</param>
/// <param name="IsValid">Whether that is a value of its kind.</param>
/// <param name="Where">The place: "the label 'Domain name'", "the field 'domainName'".</param>
internal sealed record InspectedFact(string Fact, string Value, bool IsValid, string Where)
{
    internal static InspectedFact Of<T>(string fact, Statement<T> statement)
        where T : class => new(fact, OutsideText.Quote(statement.Text), statement.Value is not null, statement.Where);
}

/// <summary>A key in the form that must be the link's.</summary>
/// <param name="Kind">code or context.</param>
/// <param name="Where">The place: "the field 'validationToken'".</param>
internal sealed record InspectedToken(string Kind, string Where);
