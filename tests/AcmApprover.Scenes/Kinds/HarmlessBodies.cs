using System.Text;
using AcmApprover.Scenes.Mails;

namespace AcmApprover.Scenes.Kinds;

/// <summary>Other templates, encodings and structures, and what else a genuine mail may hold.</summary>
internal static class HarmlessBodies
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        .. Templates(), .. Codings(), .. Structures(), .. Lines(), .. Html(),
    ];

    private static IEnumerable<Kind> Templates() =>
    [
        Template("brackets", d => d.Letter.Body.LinkSentence = Body.Bracketed),
        Template("no-brackets", d => d.Letter.Body.LinkSentence = Body.Plain),
        Template("spaced-brackets",
            d =>
                d.Letter.Body.LinkSentence = "To approve this request, go to Amazon Certificate Approvals ( {0} ) and follow\nthe instructions on the page."),
        Template("angle-brackets", d => d.Letter.Body.LinkSentence = "To approve this request, go to Amazon Certificate Approvals <{0}>."),
        Template("link-in-its-own-words",
            d => d.Letter.Body.LinkSentence = "If you recognize this request, please continue at\n\n    {0}\n\nwithin 72 hours."),
        Template("until-2019", d =>
        {
            d.Letter.Subject = $"Certificate approval for {d.Own.Domain}";
            Facts(d, Fact.Of2019);
        }),
        Template("china", d => Facts(d, Fact.Chinas)),
        Template("labels-in-other-case", d => Labels(d, d.Dice.Chance(50) ? l => l.ToUpperInvariant() : l => l.ToLowerInvariant())),
        Template("values-in-other-case", d => Both(d, f =>
        {
            f.Say(FactOf.Domain, d.Own.Domain.ToUpperInvariant());
            f.Say(FactOf.Region, d.Own.Region.ToUpperInvariant());
        })),
        Template("facts-twice", d => Both(d, f => f.AddRange([.. f]))),
        Template("facts-in-another-order", d => Both(d, f => f.Reverse())),
        Template("more-facts", d => Both(d, f => f.Insert(d.Dice.Next(4), new Fact(FactOf.Domain, "Requested on", "2026-11-23")))),
        Template("parameters-in-another-order",
            d => d.Letter.Body.Link = $"https://{d.Own.Host}/approvals?context={d.Own.Context}&code={d.Own.Code}"),
        Template("host-in-other-case",
            d => d.Letter.Body.Link = d.Own.Link.Replace(d.Own.Host, d.Own.Host.ToUpperInvariant(), StringComparison.Ordinal)),
        Template("link-in-text-only", d =>
        {
            d.Letter.Body.ShownLink = "see the text part";
            d.Letter.OnHtml = h => h.Replace("<a itemprop=\"url\" id=\"approval_url\" href=", "<b title=", StringComparison.Ordinal)
                .Replace("Approvals</a>", "Approvals</b>", StringComparison.Ordinal).Replace(Layouts.Text(d.Own.Link), "", StringComparison.Ordinal);
        }) with { Slots = Slots.Body },
        Template("facts-in-text-only", d => d.Letter.Body.HtmlFacts = []) with { Slots = Slots.Body },
        Template("facts-in-HTML-only", d => d.Letter.Body.TextFacts = []) with { Slots = Slots.Body },
        Template("one-fact-less-in-HTML", d => d.Letter.Body.HtmlFacts.RemoveAt(d.Dice.Next(4))) with { Slots = Slots.Body },
        Template("one-fact-less-in-text", d => d.Letter.Body.TextFacts.RemoveAt(d.Dice.Next(4))) with { Slots = Slots.Body },
    ];

    private static IEnumerable<Kind> Codings() =>
    [
        Coding("quoted-printable", Transfer.QuotedPrintable, Transfer.QuotedPrintable),
        Coding("base64", Transfer.Base64, Transfer.Base64),
        Coding("eight-bit", Transfer.EightBit, Transfer.EightBit),
        Coding("base64-text", Transfer.Base64, Transfer.QuotedPrintable),
        Charset("us-ascii", "us-ascii", Encoding.ASCII),
        Charset("latin-1", "iso-8859-1", Encoding.Latin1),
        Charset("windows-1252", "windows-1252", Encoding.Latin1),
        Charset("upper-case", "\"UTF-8\"", Encoding.UTF8),
        Charset("none", null, Encoding.UTF8),
        Charset("utf-16",
            "utf-16", new UnicodeEncoding(bigEndian: false, byteOrderMark: true)) with { Slots = Slots.Coding | Slots.Structure },
        new("harmless.coding.line-feeds", Slots.Coding, d => d.Letter.OnMail = m => m.Replace("\r\n", "\n", StringComparison.Ordinal)),
    ];

    private static IEnumerable<Kind> Structures() =>
    [
        new("harmless.structure.text-only", Slots.Structure | Slots.Layout, d => d.Letter.Structure = Structure.TextOnly),
        new("harmless.structure.HTML-only", Slots.Structure | Slots.Layout, d => d.Letter.Structure = Structure.HtmlOnly),
        .. Structure.Others.Select(s => new Kind(
            $"harmless.structure.{s.Name.Replace(' ', '-')}", Slots.Structure | (s.HasHtml ? Slots.None : Slots.Layout), d => d.Letter.Structure = s)),
        new("harmless.structure.preamble", Slots.Structure | Slots.Coding, d => d.Letter.OnMail = m =>
            m.Replace("\r\n\r\n------=_Part", "\r\n\r\nThis is a multi-part message in MIME format.\r\n------=_Part", StringComparison.Ordinal)),
    ];

    private static IEnumerable<Kind> Lines() =>
    [
        Extra("text.help-on-approving",
            d =>
                d.Letter.Body.TextBottom.Add("Learn how to approve certificate requests: https://docs.aws.amazon.com/acm/latest/userguide/email-validation.html")),
        Extra("text.help-on-approvals",
            d => d.Letter.Body.TextTop.Add("Approvals are described at https://aws.amazon.com/certificate-manager/faqs/#approvals.")),
        Extra("text.link-for-declining",
            d => d.Letter.Body.TextBottom.Add($"To decline this request, go to https://{d.Own.Host}/denials?{d.Own.Query}.")),
        Extra("text.site-alone", d => d.Letter.Body.TextBottom.Add($"Amazon Certificate Approvals: https://{d.Own.Host}/")),
        Extra("text.footer",
            d =>
                d.Letter.Body.TextBottom.Add("--\nAmazon Web Services, Inc. is a subsidiary of Amazon.com, Inc. Amazon.com is a\nregistered trademark of Amazon.com, Inc.\n(c)2015-2026, Amazon Web Services, Inc. or its affiliates. All rights reserved.")),
        Extra("text.notice-of-the-end",
            d =>
                d.Letter.Body.TextBottom.Add("ACM will discontinue email validation: switch to DNS validation before\nSeptember 30, 2027. See https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html.")),
        Extra("text.spaces-at-ends", d => d.Letter.OnText = t => t.Replace("\r\n", "  \r\n", StringComparison.Ordinal)),
        Extra("text.indented", d => d.Letter.OnText = t => "    " + t.Replace("\r\n", "\r\n    ", StringComparison.Ordinal)),
        Extra("text.blank-lines-of-a-space", d => d.Letter.OnText = t => t.Replace("\r\n\r\n", "\r\n \r\n", StringComparison.Ordinal)),
        Extra("text.spaces-after-colons", d => d.Letter.OnText = t => t.Replace(": ", ":     ", StringComparison.Ordinal)),
        Extra("text.no-space-after-colons", d => d.Letter.OnText = t => t.Replace(": ", ":", StringComparison.Ordinal)),
        Extra("text.other-words",
            d => d.Letter.OnText = t => t.Replace("Greetings from Amazon Web Services,", "Hello,", StringComparison.Ordinal)
            .Replace("Verify that the following", "Please make sure that the following", StringComparison.Ordinal)),
        Extra("text.long",
            d =>
                d.Letter.Body.TextBottom.Add(string.Join('\n', Enumerable.Repeat("This message was checked for your safety. Please do not reply to it.", 200)))),
    ];

    private static IEnumerable<Kind> Html() =>
    [
        Bottom("html.help-link",
            d =>
                "<p><a href=\"https://docs.aws.amazon.com/acm/latest/userguide/email-validation.html\">Learn how to approve a request</a></p>"),
        Bottom("html.help-on-approvals",
            d =>
                "<p>About <a id=\"about-approvals\" href=\"https://aws.amazon.com/certificate-manager/faqs/\">Amazon Certificate Approvals</a></p>"),
        Bottom("html.link-for-declining",
            d => $"<p>Not you? <a href=\"https://{d.Own.Host}/denials?{Layouts.Text(d.Own.Query)}\">Deny this request</a></p>"),
        Bottom("html.privacy",
            d =>
                "<p style=\"font-size:9px\">&copy;2015-2026, Amazon Web Services, Inc. <a href=\"https://aws.amazon.com/privacy/\">Privacy</a></p>"),
        Extra("html.logo-of-the-site",
            d =>
                d.Letter.Body.HtmlTop.Add($"<a href=\"https://{d.Own.Host}/\"><img src=\"https://{d.Own.Host}/images/logo.png\" alt=\"Amazon Certificate Approvals\"></a>")),
        Extra("html.logo-of-the-old-site",
            d =>
                d.Letter.Body.HtmlTop.Add("<p><a href=\"https://aws.amazon.com/\"><img src=\"https://certificates.amazon.com/aws-email-logo.png\" alt=\"Amazon Web Services\"/></a></p>")),
        Bottom("html.tracking-pixel", d => "<img alt='' width=1 height=1 src=\"https://r.eu-west-1.awstrack.me/I0/0102/abc=1\">"),
        Bottom("html.comment", d => "<!-- Domain: other.example.com\nAWS account ID: 000000000000 -->"),
        Bottom("html.comment-for-outlook", d => "<!--[if mso]><p>Region: none</p><![endif]-->"),
        Bottom("html.script", d => "<script>var x = \"<a href='https://evil.example/approvals?code=1&context=2'>\";</script>"),
        Bottom("html.second-button",
            d => $"<table><tr><td bgcolor=orange><a href=\"{Layouts.Text(d.Own.Link)}\" style='padding:9px'>Approve</a></td></tr></table>"),
        Extra("html.framed-by-tables",
            d =>
                d.Letter.Body.Frame = ("<table width=100%><tr><td align=center><table width=600><tr><td>", "</td></tr></table></td></tr></table>")),
        Extra("html.framed-by-center", d => d.Letter.Body.Frame = ("<center><main>", "</main></center>")),
        Extra("html.on-one-line", d => d.Letter.OnHtml = h => h.Replace("\r\n", " ", StringComparison.Ordinal)),
        Extra("html.apostrophes",
            d =>
                d.Letter.OnHtml = h => h.Replace("&#39;", "'", StringComparison.Ordinal).Replace("&amp;context", "&#38;context", StringComparison.Ordinal)),
        Extra("html.upper-case-tags",
            d => d.Letter.OnHtml = h => h.Replace("<p>", "<P>", StringComparison.Ordinal).Replace("</p>", "</P>", StringComparison.Ordinal)
            .Replace("href=", "HREF=", StringComparison.Ordinal)),
        Extra("html.typographic-quotes",
            d => d.Letter.OnHtml = h => h.Replace("id=\"region_name\"", "id=“region_name”", StringComparison.Ordinal)) with
        {
            Slots = Slots.Extras | Slots.Coding,
        },
        Extra("html.bare-ampersand", d => d.Letter.OnHtml = h => h.Replace("&amp;context", "&context", StringComparison.Ordinal)),
    ];

    private static Kind Template(string name, Action<Draft> change) =>
        new($"harmless.template.{name}", Slots.Template, change);

    private static Kind Extra(string name, Action<Draft> change) => new($"harmless.{name}", Slots.Extras, change);

    private static Kind Bottom(string name, Func<Draft, string> html) => Extra(name, d => d.Letter.Body.HtmlBottom.Add(html(d)));

    private static Kind Coding(string name, Transfer text, Transfer html) => new($"harmless.coding.{name}", Slots.Coding, d =>
    {
        d.Letter.TextCoding = Mails.Coding.Utf8(text);
        d.Letter.HtmlCoding = Mails.Coding.Utf8(html);
    });

    private static Kind Charset(string name, string? charset, Encoding encoding) => new($"harmless.charset.{name}", Slots.Coding, d =>
    {
        var isWide = encoding is UnicodeEncoding;
        d.Letter.TextCoding = new Coding(isWide ? Transfer.Base64 : Transfer.SevenBit, charset, encoding);
        d.Letter.HtmlCoding = new Coding(isWide ? Transfer.Base64 : Transfer.QuotedPrintable, charset, encoding);
    });

    private static void Facts(Draft draft, Func<Request, List<Fact>> facts)
    {
        draft.Letter.Body.TextFacts = facts(draft.Own);
        draft.Letter.Body.HtmlFacts = facts(draft.Own);
    }

    private static void Labels(Draft draft, Func<string, string> change) => Both(draft, facts =>
    {
        foreach (var of in Enum.GetValues<FactOf>())
        {
            facts.Call(of, change(facts.First(f => f.Of == of).Label));
        }
    });

    private static void Both(Draft draft, Action<List<Fact>> change)
    {
        foreach (var facts in draft.Letter.Body.BothFacts)
        {
            change(facts);
        }
    }
}
