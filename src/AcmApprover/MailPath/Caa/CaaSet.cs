using AcmApprover.Text;

namespace AcmApprover.MailPath.Caa;

/// <summary>The CAA records that count for a name, and what they mean for Amazon.</summary>
internal sealed class CaaSet
{
    /// <summary>Amazon's names as an issuer (ACM user guide, setup-caa).</summary>
    internal static readonly IReadOnlyList<string> Amazon = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

    /// <summary>What every authority knows (RFC 8659, section 4), or must (CA/B Forum baseline requirements, 4.2.2.1).</summary>
    private static readonly HashSet<string> knownTags = ["issue", "issuewild", "iodef"];

    private readonly IReadOnlyList<CaaRecord> records;

    /// <param name="step">Where the records were found.</param>
    /// <param name="isWildcard">Whether they are asked about a wildcard: then <c>issuewild</c> stands before <c>issue</c>.</param>
    internal CaaSet(CaaStep step, bool isWildcard)
    {
        (At, records) = (step.Name, step.Reply.Records);
        var wild = records.Where(record => record.Tag == "issuewild").ToList();
        var rules = isWildcard && wild.Count > 0 ? wild : [.. records.Where(record => record.Tag == "issue")];
        IsOpen = rules.Count == 0;
        Amazons = [.. rules.Select(record => Issuer.Of(record.Value)).Where(issuer => Amazon.Contains(issuer.Domain))];
    }

    /// <summary>The name that has the records.</summary>
    internal string At { get; }

    /// <summary>Whether nothing says who may issue.</summary>
    internal bool IsOpen { get; }

    /// <summary>The rules that name Amazon.</summary>
    internal IReadOnlyList<Issuer> Amazons { get; }

    /// <summary>The first record that forbids everything to an authority that does not know its tag.</summary>
    internal CaaRecord? UnknownCritical => records.FirstOrDefault(record => record.IsCritical && !knownTags.Contains(record.Tag));

    /// <summary>The records in words.</summary>
    internal string Shown => string.Join(", ", records.Select(Show));

    internal static string Show(CaaRecord record) =>
        $"{(record.IsCritical ? 128 : 0)} {OutsideText.Quote(record.Tag)} \"{OutsideText.Quote(record.Value)}\"";

    /// <summary>The value of a rule: an issuer's domain, and parameters behind semicolons (RFC 8659, section 4.2).</summary>
    /// <param name="Domain">The domain in lower case; empty for nobody.</param>
    /// <param name="Parameters">The parameters as they are written.</param>
    internal sealed record Issuer(string Domain, IReadOnlyList<string> Parameters)
    {
        internal static Issuer Of(string value)
        {
            var parts = value.Split(';', StringSplitOptions.TrimEntries);
            return new Issuer(parts[0].ToLowerInvariant(), [.. parts[1..].Where(part => part.Length > 0)]);
        }
    }
}
