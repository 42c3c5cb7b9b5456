using AcmApprover.Approval.Claims;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Evidence;

/// <summary>What a label or a field of a page is about.</summary>
internal enum Topic
{
    /// <summary>Something that nothing depends on.</summary>
    None,

    /// <summary>The name to be validated.</summary>
    Domain,

    /// <summary>The account.</summary>
    Account,

    /// <summary>The region.</summary>
    Region,

    /// <summary>The certificate.</summary>
    Certificate,

    /// <summary>The link's code.</summary>
    Code,

    /// <summary>The link's context.</summary>
    Context,

    /// <summary>How the request stands, or what becomes of it.</summary>
    Decision,
}

/// <summary>Tells what a field is about by its name, and failing that by its value, as a kind: whatever case and separators it
/// has.</summary>
internal static class Topics
{
    private static readonly (Topic Topic, string[] Endings)[] Endings =
    [
        (Topic.Code, ["validationtoken", "validationcode", "approvaltoken", "approvalcode"]),
        (Topic.Context, ["context"]),
        (Topic.Domain, ["domain", "domainname", "domains", "domainnames", "fqdn"]),
        (Topic.Account, ["account", "accountid", "accountnumber", "accountno", "accountidentifier"]),
        (Topic.Region, ["region", "regionname", "regioncode", "regionid"]),
        (
            Topic.Certificate,
            [
                "certificate",
                "certificateid",
                "certificateidentifier",
                "certificatearn",
                "certid",
                "certidentifier",
                "certarn",
                "acmarn",
                "validationarn",
            ]
        ),
    ];

    private static readonly string[] Decisions = ["status", "decision", "verdict", "approv", "reject", "denied", "deny", "declin"];

    /// <summary>A name that ends so is that of a key, an address, a time or a remark, also where it speaks of a decision.</summary>
    private static readonly string[] Asides =
    [
        "id",
        "key",
        "token",
        "nonce",
        "hash",
        "url",
        "uri",
        "time",
        "date",
        "reason",
        "comment",
        "note",
        "message",
    ];

    private static readonly string[] Refusals =
    [
        "reject",
        "rejected",
        "deny",
        "denied",
        "ideny",
        "decline",
        "declined",
        "disapprove",
        "disapproved",
        "refuse",
        "refused",
        "notapproved",
        "unapproved",
    ];

    /// <summary>What a field is about.</summary>
    internal static Topic Of(string name, string value)
    {
        var byName = OfName(name);
        return byName != Topic.None ? byName : OfValue(value);
    }

    /// <summary>Whether a value says that the request is turned down.</summary>
    internal static bool IsRefusal(string value) => Refusals.Contains(Letters(value));

    /// <summary>Whether a text is a value of its kind.</summary>
    internal static bool IsValue(Topic topic, string text) =>
        topic switch
        {
            Topic.Domain => DomainName.TryParse(text, out _),
            Topic.Account => AccountId.TryParse(text, out _),
            Topic.Region => Region.TryParse(text, out _),
            Topic.Certificate => CertificateName.Read(text) is not null,
            _ => false,
        };

    private static Topic OfName(string name)
    {
        var letters = Letters(name);
        foreach (var (topic, endings) in Endings)
        {
            if (endings.Any(e => letters.EndsWith(e, StringComparison.Ordinal)))
            {
                return topic;
            }
        }

        return letters == "code" ? Topic.Code
            : letters == "arn" || IsLastWord(name, "arn") ? Topic.Certificate
            : Asides.Any(a => letters.EndsWith(a, StringComparison.Ordinal)) ? Topic.None
            : Decisions.Any(d => letters.Contains(d, StringComparison.Ordinal)) ? Topic.Decision
            : Topic.None;
    }

    /// <summary>
    /// By values that are hardly anything else. Dotted words are names of files, events and messages as often as domains: a domain is
    /// in lower case, ends in letters, is no page and no host of Amazon's.
    /// </summary>
    private static Topic OfValue(string value) =>
        value.StartsWith("arn:", StringComparison.OrdinalIgnoreCase) ? Topic.Certificate
        : AccountId.TryParse(value, out _) ? Topic.Account
        : Region.TryParse(value, out var region) && IsRegion(region.Value) ? Topic.Region
        : DomainName.TryParse(value, out var domain) && value == domain.Value && IsDomain(domain) ? Topic.Domain
        : Topic.None;

    private static bool IsRegion(string region) =>
        region.IndexOf('-', StringComparison.Ordinal) is >= 2 and <= 4
        && region.Length - region.LastIndexOf('-') is 2 or 3
        && !region.AsSpan(0, region.LastIndexOf('-')).ContainsAnyInRange('0', '9');

    private static bool IsDomain(DomainName domain) =>
        domain.Value[(domain.Value.LastIndexOf('.') + 1)..] is var last
        && last.Length >= 2
        && !last.AsSpan().ContainsAnyExceptInRange('a', 'z')
        && last is not ("html" or "htm" or "jsp" or "php" or "aspx" or "css" or "js" or "json" or "xml" or "svg" or "png" or "txt")
        && !Amazon.Any(domain.IsAtOrBelow);

    private static readonly DomainName[] Amazon =
    [
        DomainName.Parse("amazon.com"),
        DomainName.Parse("amazonaws.com"),
        DomainName.Parse("amazonaws.cn"),
    ];

    /// <summary>Whether a name ends in a word of its own, as in <c>certArn</c> or <c>cert_arn</c>, and not as in <c>warn</c>.</summary>
    private static bool IsLastWord(string name, string word) =>
        name.Length > word.Length
        && name.EndsWith(word, StringComparison.OrdinalIgnoreCase)
        && (char.IsUpper(name[^word.Length]) || !char.IsLetter(name[^(word.Length + 1)]));

    private static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
