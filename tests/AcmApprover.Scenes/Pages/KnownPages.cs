using AcmApprover.Scenes.Mails;

namespace AcmApprover.Scenes.Pages;

/// <summary>The three forms of Amazon's page that are known from what public tools read and send.</summary>
internal static class KnownPages
{
    public static Page Draw(SeededRandom random, Request request) =>
        random.Next(3) switch
        {
            0 => Of2017(random, request),
            1 => Of2021(random, request),
            _ => Todays(random, request),
        };

    /// <summary>Until 2019: dashed account, bare id, a named button.</summary>
    public static Page Of2017(SeededRandom random, Request request)
    {
        var page = new Page
        {
            Facts =
            [
                new(FactOf.Domain, "Domain name", request.Domain),
                new(FactOf.Account, "AWS account number", request.DashedAccount),
                new(FactOf.Region, "AWS Region", request.Region),
                new(FactOf.Certificate, "Certificate identifier", request.Id),
            ],
            Layout = PageLayouts.All[0],
            Form = "<form accept-charset=\"UTF-8\" action=\"/approvals\" method=\"post\">",
            Path = "/approvals",
            Button = new("<input name=\"commit\" type=\"submit\" value=\"I Approve\" />", ("commit", "I Approve")),
        };
        page.Fields.AddRange([
            new("<input name=\"utf8\" type=\"hidden\" value=\"&#x2713;\" />", ("utf8", "✓")),
            Field.Hidden("authenticity_token", $"{random.Hex(20)}+{random.Hex(20)}/{random.Hex(3)}=="),
            Field.Hidden("validation_token", request.Code),
            Field.Hidden("context", request.Context),
        ]);
        return page;
    }

    /// <summary>As tools of 2021 read it: adjacent elements, an action of its own, a button without a name.</summary>
    public static Page Of2021(SeededRandom random, Request request)
    {
        var page = new Page { Facts = Labels(request) };
        page.Fields.AddRange([
            Field.Hidden("validation_token", request.Code),
            Field.Hidden("context", request.Context),
            Field.Hidden("authenticity_token", random.Hex(32)),
        ]);
        return page;
    }

    /// <summary>As tools of after 2020 post it: every fact once more in a hidden field, and a status.</summary>
    public static Page Todays(SeededRandom random, Request request)
    {
        var page = new Page
        {
            Facts = Labels(request),
            Form = $"<form action=\"https://{request.Host}/approvevalidation\" method=\"POST\">",
        };
        page.Fields.AddRange([
            Field.Hidden("validationToken", request.Code),
            Field.Hidden("validationArn", request.Arn),
            Field.Hidden("domainName", request.Domain),
            Field.Hidden("accountId", request.Account),
            Field.Hidden("region", request.Region),
            Field.Hidden("certificateIdentifier", request.Arn),
        ]);
        SetStatus(random.Next(4), page);
        return page;
    }

    /// <summary>The status is a hidden field or the button's own; the button for refusing may stand beside it.</summary>
    private static void SetStatus(int way, Page page)
    {
        const string status = "validationApprovalStatus";
        const string reject = $"<button type=\"submit\" name=\"{status}\" value=\"REJECTED\">I Reject</button>";
        switch (way)
        {
            case 0:
                page.Fields.Add(Field.Hidden(status, "APPROVED"));
                break;
            case 1:
                page.Button = new($"<button type=\"submit\" name=\"{status}\" value=\"APPROVED\">I Approve</button>", (status, "APPROVED"));
                break;
            case 2:
                page.Button = new($"<button name={status} value=APPROVED>I Approve</button>{reject}", (status, "APPROVED"));
                break;
            default:
                page.Button = new($"<input type=\"submit\" name=\"{status}\" value=\"I Approve\">", (status, "I Approve"));
                break;
        }
    }

    private static List<Fact> Labels(Request request) =>
        [
            new(FactOf.Domain, "Domain name", request.Domain),
            new(FactOf.Account, "AWS Account number", request.Account),
            new(FactOf.Region, "AWS Region", request.Region),
            new(FactOf.Certificate, "Certificate Identifier", request.Arn),
        ];
}
