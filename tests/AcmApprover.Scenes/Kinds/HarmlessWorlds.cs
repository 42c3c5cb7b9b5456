using AcmApprover.Approval.Evidence;
using AcmApprover.Identifiers;

namespace AcmApprover.Scenes.Kinds;

/// <summary>Other certificates, settings and instants, and other answers to the button, in which everything holds.</summary>
internal static class HarmlessWorlds
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        Certificate("first-issue", d => d.Certificate.Round = ValidationRound.Issue),
        Certificate("renewal", d => (d.Certificate.Round, d.Certificate.Status) = (ValidationRound.Renewal, "ISSUED")),
        Certificate("no-addresses", d => d.Certificate.Emails = []),
        Certificate("addresses-in-other-case", d => d.Certificate.Emails = [.. d.Certificate.Emails.Select(e => e.ToUpperInvariant())]),
        Certificate(
            "other-names-validated",
            d => d.Certificate.Others = [Other("one.example.org", NameStatus.Validated), Other("two.example.org", NameStatus.Validated)]
        ),
        Certificate(
            "other-names-pending",
            d => d.Certificate.Others = [Other("one.example.org", NameStatus.Pending), Other("*.example.org", NameStatus.Pending)]
        ),
        Certificate(
            "other-names-by-DNS",
            d => d.Certificate.Others = [Other("one.example.org", NameStatus.Pending) with { Method = ValidationMethod.Dns }]
        ),
        Certificate(
            "hundred-names",
            d => d.Certificate.Others = [.. Enumerable.Range(0, 99).Select(i => Other($"n{i}.example.org", NameStatus.Pending))]
        ),
        new("harmless.policy.exact-domain", Slots.Policy, d => d.Policy.Domains = d.Own.Domain.StartsWith('*') ? ["*"] : [d.Own.Domain]),
        new("harmless.policy.any-domain", Slots.Policy, d => d.Policy.Domains = ["*"]),
        new("harmless.policy.sender-by-address", Slots.Policy | Slots.Sender, d => d.Policy.Senders = ["no-reply@certificates.amazon.com"]),
        new("harmless.policy.sender-by-domain", Slots.Policy | Slots.Sender, d => d.Policy.Senders = ["certificates.amazon.com"]),
        new(
            "harmless.policy.many-accounts",
            Slots.Policy,
            d => d.Policy.Accounts = [.. Enumerable.Range(0, 50).Select(_ => d.Random.Digits(12)), d.Own.Account]
        ),
        new("harmless.policy.tells-approvals", Slots.Policy, d => d.Policy.TellsApprovals = true),
        new(
            "harmless.policy.spam-allowed",
            Slots.Policy | Slots.Sender,
            d =>
            {
                d.Policy.AllowsSpam = true;
                d.Letter.Ses.Spam = d.Random.Pick("FAIL", "GRAY", "PASS");
            }
        ),
        new("harmless.time.at-once", Slots.Time, d => d.ReceiveAt(d.Now)),
        new("harmless.time.ahead-of-our-clock", Slots.Time, d => d.ReceiveAt(d.Now.AddSeconds(40))),
        new("harmless.time.last-minute", Slots.Time, d => d.ReceiveAt(d.Now.AddHours(-72).AddMinutes(1))),
        new("harmless.time.last-second", Slots.Time, d => d.ReceiveAt(d.Now.AddHours(-72))),
        Button("acm-lags", d => d.Certificate.Lag = 3),
        Button("acm-never-agrees", d => d.Certificate.Lag = 1000),
        Button("unclear-and-acm-agrees", d => d.Answer = (200, "<html><body>Thank you</body></html>")),
        Button("lost-and-acm-agrees", d => d.Answer = (503, "")),
        Button("lost-and-acm-lags", d => (d.Answer, d.Certificate.Lag) = ((500, ""), 2)),
        Button("redirected-and-acm-agrees", d => d.Answer = (302, "")),
    ];

    public static NameValidation Other(string name, NameStatus status) => new(DomainName.Parse(name), ValidationMethod.Email, status, []);

    private static Kind Certificate(string name, Action<Draft> change) => new($"harmless.certificate.{name}", Slots.Certificate, change);

    private static Kind Button(string name, Action<Draft> change) => new($"harmless.button.{name}", Slots.Button, change);
}
