using AcmApprover.Approval.Claims;
using AcmApprover.Identifiers;
using AcmApprover.Text;

namespace AcmApprover.Approval.Evidence;

/// <summary>Gathers what a page states, place by place, and what is wrong with how it does. It compares nothing with a claim.</summary>
internal sealed class PageStatements
{
    private const string Approved = "APPROVED";

    private readonly List<Statement<DomainName>> domains = [];
    private readonly List<Statement<AccountId>> accounts = [];
    private readonly List<Statement<Region>> regions = [];
    private readonly List<Statement<CertificateName>> certificates = [];
    private readonly List<LinkToken> tokens = [];
    private readonly List<string> problems = [];

    /// <summary>The facts that are stated.</summary>
    internal PageFacts Facts =>
        new()
        {
            Domains = domains,
            Accounts = accounts,
            Regions = regions,
            Certificates = certificates,
        };

    /// <summary>The keys that stand for the link's.</summary>
    internal IReadOnlyList<LinkToken> Tokens => tokens;

    /// <summary>What is wrong, and what is stated nowhere.</summary>
    internal IEnumerable<string> Problems => problems.Concat(Missing());

    /// <summary>Adds what the labels say, who agree with each other.</summary>
    internal void AddLabels(IReadOnlyList<(Topic Topic, string Label, string Value)> labels)
    {
        foreach (var (topic, label, value) in labels)
        {
            Add(topic, value, $"the label '{label}'");
        }

        AddContradiction("domain", domains);
        AddContradiction("account", accounts);
        AddContradiction("region", regions);
        AddContradiction("certificate", certificates);
    }

    /// <summary>Adds what the fields say, sent or not, and the pressed button.</summary>
    internal void AddFields(IReadOnlyList<FormField> fields)
    {
        foreach (var field in fields)
        {
            AddField(field, $"the field '{OutsideText.Quote(field.Name)}'");
        }

        foreach (var group in fields.Where(f => !f.IsButton && Topics.Of(f.Name, "") == Topic.Decision).GroupBy(f => f.Name))
        {
            AddDecision($"the field '{OutsideText.Quote(group.Key)}'", [.. group.Select(f => f.Value).OfType<string>()]);
        }
    }

    /// <summary>Adds what the parameters of the form's action say.</summary>
    internal void AddParameters(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            var where = $"the parameter '{OutsideText.Quote(name)}' of its form's action";
            AddField(new FormField(name, value, true, false), where);
            if (Topics.Of(name, "") == Topic.Decision)
            {
                AddDecision(where, [value]);
            }
        }
    }

    private void AddField(FormField field, string where)
    {
        if (field.Value?.Trim() is not { } value)
        {
            return;
        }

        var topic = Topics.Of(field.Name, value);
        if (Topics.IsRefusal(value) && (topic != Topic.Decision || field.IsButton))
        {
            problems.Add($"{where} says '{OutsideText.Quote(value)}'");
        }
        else if (value.Length == 0 && topic is not (Topic.Decision or Topic.None))
        {
            problems.Add($"{where} is empty: the page may need a browser");
        }
        else
        {
            Add(topic, value, where);
        }
    }

    private void AddDecision(string where, IReadOnlyList<string> values)
    {
        if (values.Count == 0 || values.All(v => v.Trim().Length == 0))
        {
            problems.Add($"{where} says nothing: the page may need a browser");
        }
        else if (values.FirstOrDefault(v => !v.Trim().Equals(Approved, StringComparison.OrdinalIgnoreCase)) is { } other)
        {
            problems.Add($"{where} says '{OutsideText.Quote(other)}' instead of {Approved}");
        }
    }

    private void Add(Topic topic, string text, string where)
    {
        switch (topic)
        {
            case Topic.Domain:
                domains.Add(new(DomainName.TryParse(text, out var domain) ? domain : null, text, where));
                break;
            case Topic.Account:
                accounts.Add(new(AccountId.TryParse(text, out var account) ? account : null, text, where));
                break;
            case Topic.Region:
                regions.Add(new(Region.TryParse(text, out var region) ? region : null, text, where));
                break;
            case Topic.Certificate:
                certificates.Add(new(CertificateName.Read(text), text, where));
                break;
            case Topic.Code:
                tokens.Add(new(LinkTokenKind.Code, text, where));
                break;
            case Topic.Context:
                tokens.Add(new(LinkTokenKind.Context, text, where));
                break;
            case Topic.Decision or Topic.None:
                break;
        }
    }

    private void AddContradiction<T>(string fact, List<Statement<T>> statements)
        where T : class
    {
        var count = statements.DistinctBy(s => (object?)s.Value ?? s.Text).Count();
        if (count > 1)
        {
            problems.Add($"its labels have {count} values for the {fact}");
        }
    }

    private IEnumerable<string> Missing()
    {
        string?[] missing =
        [
            domains.Count == 0 ? "domain" : null,
            accounts.Count == 0 ? "account" : null,
            regions.Count == 0 ? "region" : null,
            certificates.Count == 0 ? "certificate" : null,
        ];
        return missing.OfType<string>().Select(m => $"it does not state the {m}");
    }
}
