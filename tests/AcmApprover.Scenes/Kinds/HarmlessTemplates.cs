using AcmApprover.Scenes.Mails;

namespace AcmApprover.Scenes.Kinds;

/// <summary>Other wordings of the mail: labels, values, and how the link stands among them.</summary>
internal static class HarmlessTemplates
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        Template("brackets", d => d.Letter.Body.LinkSentence = Body.Bracketed),
        Template("no-brackets", d => d.Letter.Body.LinkSentence = Body.Plain),
        Template(
            "spaced-brackets",
            d =>
                d.Letter.Body.LinkSentence =
                    "To approve this request, go to Amazon Certificate Approvals ( {0} ) and follow\nthe instructions on the page."
        ),
        Template("angle-brackets", d => d.Letter.Body.LinkSentence = "To approve this request, go to Amazon Certificate Approvals <{0}>."),
        Template(
            "link-in-its-own-words",
            d => d.Letter.Body.LinkSentence = "If you recognize this request, please continue at\n\n    {0}\n\nwithin 72 hours."
        ),
        Template(
            "until-2019",
            d =>
            {
                d.Letter.Subject = $"Certificate approval for {d.Own.Domain}";
                Facts(d, Fact.Of2019);
            }
        ),
        Template("china", d => Facts(d, Fact.Chinas)),
        Template("labels-in-other-case", d => Labels(d, d.Random.Chance(50) ? l => l.ToUpperInvariant() : l => l.ToLowerInvariant())),
        Template(
            "values-in-other-case",
            d =>
                Both(
                    d,
                    f =>
                    {
                        f.Say(FactOf.Domain, d.Own.Domain.ToUpperInvariant());
                        f.Say(FactOf.Region, d.Own.Region.ToUpperInvariant());
                    }
                )
        ),
        Template("facts-twice", d => Both(d, f => f.AddRange([.. f]))),
        Template("facts-in-another-order", d => Both(d, f => f.Reverse())),
        Template("more-facts", d => Both(d, f => f.Insert(d.Random.Next(4), new Fact(FactOf.Domain, "Requested on", "2026-11-23")))),
        Template(
            "parameters-in-another-order",
            d => d.Letter.Body.Link = $"https://{d.Own.Host}/approvals?context={d.Own.Context}&code={d.Own.Code}"
        ),
        Template(
            "host-in-other-case",
            d => d.Letter.Body.Link = d.Own.Link.Replace(d.Own.Host, d.Own.Host.ToUpperInvariant(), StringComparison.Ordinal)
        ),
        Template(
            "link-in-text-only",
            d =>
            {
                d.Letter.Body.ShownLink = "see the text part";
                d.Letter.OnHtml = h =>
                    h.Replace("<a itemprop=\"url\" id=\"approval_url\" href=", "<b title=", StringComparison.Ordinal)
                        .Replace("Approvals</a>", "Approvals</b>", StringComparison.Ordinal)
                        .Replace(Layouts.Text(d.Own.Link), "", StringComparison.Ordinal);
            }
        ) with
        {
            Slots = Slots.Body,
        },
        Template("facts-in-text-only", d => d.Letter.Body.HtmlFacts = []) with
        {
            Slots = Slots.Body,
        },
        Template("facts-in-HTML-only", d => d.Letter.Body.TextFacts = []) with
        {
            Slots = Slots.Body,
        },
        Template("one-fact-less-in-HTML", d => d.Letter.Body.HtmlFacts.RemoveAt(d.Random.Next(4))) with
        {
            Slots = Slots.Body,
        },
        Template("one-fact-less-in-text", d => d.Letter.Body.TextFacts.RemoveAt(d.Random.Next(4))) with
        {
            Slots = Slots.Body,
        },
    ];

    private static Kind Template(string name, Action<Draft> change) => new($"harmless.template.{name}", Slots.Template, change);

    private static void Facts(Draft draft, Func<Request, List<Fact>> facts)
    {
        draft.Letter.Body.TextFacts = facts(draft.Own);
        draft.Letter.Body.HtmlFacts = facts(draft.Own);
    }

    private static void Labels(Draft draft, Func<string, string> change) =>
        Both(
            draft,
            facts =>
            {
                foreach (var of in Enum.GetValues<FactOf>())
                {
                    facts.Call(of, change(facts.First(f => f.Of == of).Label));
                }
            }
        );

    private static void Both(Draft draft, Action<List<Fact>> change)
    {
        foreach (var facts in draft.Letter.Body.BothFacts)
        {
            change(facts);
        }
    }
}
