using AcmApprover.Identifiers;
using AcmApprover.MailPath;
using AcmApprover.MailPath.Caa;
using AcmApprover.MailPath.Domains;

namespace AcmApprover.Dns.Tests;

/// <summary>A name, and what must be found of it.</summary>
/// <param name="Name">The name of a certificate.</param>
/// <param name="Domain">The domain that ACM writes to.</param>
/// <param name="Codes">The codes of what is found, in their order.</param>
public sealed record Case(string Name, string Domain, params IReadOnlyList<string> Codes)
{
    /// <summary>What is found in the zones alone, wherever they are served.</summary>
    public static IEnumerable<Case> OfZones =>
        [
            new("ses.example", "ses.example"),
            new("*.ses.example", "ses.example"),
            new("null.example", "null.example", "mx-null"),
            new("none.example", "none.example", "mx-missing"),
            new("web.example", "web.example", "mx-address-only"),
            new("mixed.example", "mixed.example", "mx-mixed"),
            new("regions.example", "regions.example", "mx-mixed"),
            new("google.example", "google.example", "mx-elsewhere"),
            new("microsoft.example", "microsoft.example", "mx-elsewhere"),
            new("filtered.example", "filtered.example", "mx-elsewhere"),
            new("own.example", "own.example", "mx-elsewhere"),
            new("manager.example", "manager.example", "mx-mail-manager"),
            new("elsewhere.example", "elsewhere.example", "mx-other-region"),
            new("deaf.example", "deaf.example", "mx-deaf-region"),
            new("nowhere.example", "nowhere.example", "domain-missing"),
            new("mail.alias.example", "mail.alias.example"),
            new("web.alias.example", "web.alias.example", "mx-address-only"),
            new("gone.alias.example", "gone.alias.example", "domain-missing"),
            new("forbids.example", "forbids.example", "caa-forbids"),
            new("deep.below.forbids.example", "forbids.example", "caa-forbids"),
            new("allows.forbids.example", "forbids.example"),
            new("*.allows.forbids.example", "forbids.example"),
            new("nobody.example", "nobody.example", "caa-forbids"),
            new("wild.example", "wild.example"),
            new("*.wild.example", "wild.example", "caa-forbids"),
            new("onlywild.example", "onlywild.example", "caa-forbids"),
            new("*.onlywild.example", "onlywild.example"),
            new("report.example", "report.example"),
            new("critical.example", "critical.example", "caa-critical"),
            new("methods.example", "methods.example", "caa-parameters"),
            new("either.example", "either.example"),
            new("long.example", "long.example", "mx-elsewhere"),
        ];

    /// <summary>Examines the name, asking servers.</summary>
    internal static async Task<IReadOnlyList<CheckResult>> ExamineAsync(
        string name,
        string domain,
        IReadOnlyList<NameServer> servers,
        NameServer? local = null
    )
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var dns = new MailDomainReader(servers, local, parallel: 4);
        var read = await dns.ReadDomainAsync(DomainName.Parse(domain), Region.Parse("eu-west-1"), cancellationToken);
        return [.. DomainChecks.Run(read), CaaChecks.Run(await dns.ReadNameAsync(DomainName.Parse(name), cancellationToken))];
    }

    /// <summary>Examines the name, and expects exactly what is said of it.</summary>
    internal async Task ExpectAsync(IReadOnlyList<NameServer> servers, NameServer? local = null)
    {
        var results = await ExamineAsync(Name, Domain, servers, local);
        Assert.Equal(Codes, results.SelectMany(result => result.Findings).Select(finding => finding.Kind.Code));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {(Codes.Count == 0 ? "nothing" : string.Join(", ", Codes))}";
}
