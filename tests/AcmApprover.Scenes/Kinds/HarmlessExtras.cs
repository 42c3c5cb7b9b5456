using AcmApprover.Scenes.Mails;

namespace AcmApprover.Scenes.Kinds;

/// <summary>What else a genuine mail may hold: help, footers, pictures, links for something else, and other white space.</summary>
internal static class HarmlessExtras
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        Extra(
            "text.help-on-approving",
            d =>
                d.Letter.Body.TextBottom.Add(
                    "Learn how to approve certificate requests: https://docs.aws.amazon.com/acm/latest/userguide/email-validation.html"
                )
        ),
        Extra(
            "text.help-on-approvals",
            d => d.Letter.Body.TextTop.Add("Approvals are described at https://aws.amazon.com/certificate-manager/faqs/#approvals.")
        ),
        Extra(
            "text.link-for-declining",
            d => d.Letter.Body.TextBottom.Add($"To decline this request, go to https://{d.Own.Host}/denials?{d.Own.Query}.")
        ),
        Extra("text.site-alone", d => d.Letter.Body.TextBottom.Add($"Amazon Certificate Approvals: https://{d.Own.Host}/")),
        Extra(
            "text.footer",
            d =>
                d.Letter.Body.TextBottom.Add(
                    "--\nAmazon Web Services, Inc. is a subsidiary of Amazon.com, Inc. Amazon.com is a\nregistered trademark of "
                        + "Amazon.com, Inc.\n(c)2015-2026, Amazon Web Services, Inc. or its affiliates. All rights reserved."
                )
        ),
        Extra(
            "text.notice-of-the-end",
            d =>
                d.Letter.Body.TextBottom.Add(
                    "ACM will discontinue email validation: switch to DNS validation before\nSeptember 30, 2027. See "
                        + "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html."
                )
        ),
        Extra("text.spaces-at-ends", d => d.Letter.OnText = t => t.Replace("\r\n", "  \r\n", StringComparison.Ordinal)),
        Extra("text.indented", d => d.Letter.OnText = t => "    " + t.Replace("\r\n", "\r\n    ", StringComparison.Ordinal)),
        Extra("text.blank-lines-of-a-space", d => d.Letter.OnText = t => t.Replace("\r\n\r\n", "\r\n \r\n", StringComparison.Ordinal)),
        Extra("text.spaces-after-colons", d => d.Letter.OnText = t => t.Replace(": ", ":     ", StringComparison.Ordinal)),
        Extra("text.no-space-after-colons", d => d.Letter.OnText = t => t.Replace(": ", ":", StringComparison.Ordinal)),
        Extra(
            "text.other-words",
            d =>
                d.Letter.OnText = t =>
                    t.Replace("Greetings from Amazon Web Services,", "Hello,", StringComparison.Ordinal)
                        .Replace("Verify that the following", "Please make sure that the following", StringComparison.Ordinal)
        ),
        Extra(
            "text.long",
            d =>
                d.Letter.Body.TextBottom.Add(
                    string.Join('\n', Enumerable.Repeat("This message was checked for your safety. Please do not reply to it.", 200))
                )
        ),
        Bottom(
            "html.help-link",
            d =>
                "<p><a href=\"https://docs.aws.amazon.com/acm/latest/userguide/email-validation.html\">Learn how to approve a "
                + "request</a></p>"
        ),
        Bottom(
            "html.help-on-approvals",
            d =>
                "<p><a id=\"about-approvals\" href=\"https://aws.amazon.com/certificate-manager/faqs/\">About Amazon Certificate "
                + "Approvals</a></p>"
        ),
        Bottom(
            "html.link-for-declining",
            d => $"<p>Not you? <a href=\"https://{d.Own.Host}/denials?{Layouts.Text(d.Own.Query)}\">Deny this request</a></p>"
        ),
        Bottom(
            "html.privacy",
            d =>
                "<p style=\"font-size:9px\">&copy;2015-2026, Amazon Web Services, Inc. <a "
                + "href=\"https://aws.amazon.com/privacy/\">Privacy</a></p>"
        ),
        Extra(
            "html.logo-of-the-site",
            d =>
                d.Letter.Body.HtmlTop.Add(
                    $"<a href=\"https://{d.Own.Host}/\"><img src=\"https://{d.Own.Host}/images/logo.png\" alt=\"Amazon Certificate "
                        + "Approvals\"></a>"
                )
        ),
        Extra(
            "html.logo-of-the-old-site",
            d =>
                d.Letter.Body.HtmlTop.Add(
                    "<p><a href=\"https://aws.amazon.com/\"><img src=\"https://certificates.amazon.com/aws-email-logo.png\" "
                        + "alt=\"Amazon Web Services\"/></a></p>"
                )
        ),
        Bottom("html.tracking-pixel", d => "<img alt='' width=1 height=1 src=\"https://r.eu-west-1.awstrack.me/I0/0102/abc=1\">"),
        Bottom("html.comment", d => "<!-- Domain: other.example.com\nAWS account ID: 000000000000 -->"),
        Bottom("html.comment-for-outlook", d => "<!--[if mso]><p>Region: none</p><![endif]-->"),
        Bottom("html.script", d => "<script>var x = \"<a href='https://evil.example/approvals?code=1&context=2'>\";</script>"),
        Bottom(
            "html.second-button",
            d =>
                $"<table><tr><td bgcolor=orange><a href=\"{Layouts.Text(d.Own.Link)}\" "
                + "style='padding:9px'>Approve</a></td></tr></table>"
        ),
        Extra(
            "html.framed-by-tables",
            d =>
                d.Letter.Body.Frame = (
                    "<table width=100%><tr><td align=center><table width=600><tr><td>",
                    "</td></tr></table></td></tr></table>"
                )
        ),
        Extra("html.framed-by-center", d => d.Letter.Body.Frame = ("<center><main>", "</main></center>")),
        Extra("html.on-one-line", d => d.Letter.OnHtml = h => h.Replace("\r\n", " ", StringComparison.Ordinal)) with
        {
            Slots = Slots.Extras | Slots.Layout,
        },
        Extra("html.address-broken-by-a-tab", d => d.Letter.Body.AnchorLink = Broken(d.Own.Link, "\t")) with
        {
            Slots = Slots.Body,
        },
        Extra("html.address-broken-over-lines", d => d.Letter.Body.AnchorLink = Broken(d.Own.Link, "\r\n")) with
        {
            Slots = Slots.Body,
        },
        Extra(
            "html.apostrophes",
            d =>
                d.Letter.OnHtml = h =>
                    h.Replace("&#39;", "'", StringComparison.Ordinal).Replace("&amp;context", "&#38;context", StringComparison.Ordinal)
        ),
        Extra(
            "html.upper-case-tags",
            d =>
                d.Letter.OnHtml = h =>
                    h.Replace("<p>", "<P>", StringComparison.Ordinal)
                        .Replace("</p>", "</P>", StringComparison.Ordinal)
                        .Replace("href=", "HREF=", StringComparison.Ordinal)
        ),
        Extra(
            "html.typographic-quotes",
            d => d.Letter.OnHtml = h => h.Replace("id=\"region_name\"", "id=“region_name”", StringComparison.Ordinal)
        ) with
        {
            Slots = Slots.Extras | Slots.Coding,
        },
        Extra("html.bare-ampersand", d => d.Letter.OnHtml = h => h.Replace("&amp;context", "&context", StringComparison.Ordinal)),
    ];

    /// <summary>An address with something in it that a browser drops (URL standard, section 4.4).</summary>
    private static string Broken(string link, string with) => link.Replace("amazon", $"ama{with}zon", StringComparison.Ordinal);

    private static Kind Extra(string name, Action<Draft> change) => new($"harmless.{name}", Slots.Extras, change);

    private static Kind Bottom(string name, Func<Draft, string> html) => Extra(name, d => d.Letter.Body.HtmlBottom.Add(html(d)));
}
