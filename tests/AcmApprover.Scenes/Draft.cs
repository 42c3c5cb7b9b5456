using AcmApprover.Approval.Evidence;
using AcmApprover.Scenes.Mails;
using AcmApprover.Scenes.Pages;

namespace AcmApprover.Scenes;

/// <summary>A scene in the making. As it is drawn everything in it is right, and the mail must be approved; a kind changes that.</summary>
internal sealed class Draft
{
    private static readonly string[] Domains =
    [
        "example.com",
        "www.example.com",
        "shop.example.org",
        "a.b.c.example.com",
        "*.example.com",
        "*.test.example.com",
        "3.example.net",
        "xn--mnchen-3ya.example",
        "www.xn--bcher-kva.example",
        "mail.example.museum",
        "approvals.example.com",
        "code.example.com",
        "domain.example.com",
        "x--y.example.net",
        "renew.example.org",
        "certificate.example.com",
        "aws.example.net",
        "x.example",
        "a-label-of-no-less-than-sixty-three-characters-is-the-longest-1.example.com",
    ];

    private static readonly string[] Mailboxes = ["admin", "administrator", "hostmaster", "postmaster", "webmaster"];

    private static readonly string[] Regions =
    [
        "eu-west-1",
        "us-east-1",
        "eu-central-1",
        "ap-southeast-5",
        "il-central-1",
        "ca-west-1",
        "mx-central-1",
        "cn-north-1",
        "cn-northwest-1",
        "us-gov-west-1",
        "eusc-de-east-1",
    ];

    private Page? strangersPage;

    public Draft(SeededRandom random)
    {
        Random = random;
        var domain = random.Pick<string>(Domains);
        Own = Request.Draw(random, domain, random.Pick<string>(Regions));
        Stranger = Request.Draw(random, domain, random.Chance(50) ? Own.Region : random.Pick<string>(Regions));
        Now = new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero) + random.Between(TimeSpan.Zero, TimeSpan.FromDays(300));
        ReceivedAt = Now - random.Between(TimeSpan.Zero, TimeSpan.FromHours(71));
        ValidationDomain = ValidationDomainOf(Own);
        Mailbox = $"{random.Pick<string>(Mailboxes)}@{ValidationDomain}";
        Policy = DrawPolicy();
        Letter = new Letter { MessageId = $"0102{random.Hex(12)}-{random.Uuid()}-000000", ReceivedAt = ReceivedAt };
        Letter.Ses.Helo = $"a{random.Next(90) + 1}-{random.Next(200) + 1}.smtp-out.amazonses.com";
        Letter.Ses.ClientIp = $"192.0.2.{random.Next(254) + 1}";
        Letter.Ses.EnvelopeFrom = $"{Letter.MessageId}@bounces.certificates.amazon.com";
        Letter.Ses.DeliveredTo = Mailbox;
        Letter.To = [Mailbox];
        IsRenewal = random.Chance(40);
        Write(Own);
        Page = KnownPages.Draw(random, Own);
        DrawCertificate();
    }

    /// <summary>What a change draws from.</summary>
    public SeededRandom Random { get; set; }

    /// <summary>Our request, and one that somebody else makes for the same name.</summary>
    public Request Own { get; set; }
    public Request Stranger { get; set; }
    public bool IsRenewal { get; }
    public string ValidationDomain { get; }
    public string Mailbox { get; }
    public DateTimeOffset Now { get; set; }
    public DateTimeOffset ReceivedAt { get; private set; }
    public PolicyDraft Policy { get; }
    public Letter Letter { get; set; }
    public Certificates Certificate { get; } = new();
    public Page Page { get; set; }
    public Page StrangersPage => strangersPage ??= KnownPages.Draw(Random, Stranger);

    /// <summary>What the site answers to the button, as a status and a page.</summary>
    public (int Status, string Html) Answer { get; set; }

    /// <summary>Whether the button's press counts, whatever the answer is.</summary>
    public bool IsPressLost { get; set; }

    /// <summary>Whether nothing is to be done for real.</summary>
    public bool IsDryRun { get; set; }

    /// <summary>How many bytes the stored mail is said to have, where that is not what it has.</summary>
    public long? Length { get; set; }

    /// <summary>The mail's bytes, where it is not a letter.</summary>
    public byte[]? Bytes { get; set; }

    public Expectation Expect { get; set; } = Expectation.Approved;

    /// <summary>Makes the letter one about a request.</summary>
    public void Write(Request about)
    {
        var body = Letter.Body;
        Letter.Subject = $"Certificate request for {about.Domain}";
        body.Requested = about.Domain;
        body.IsRenewal = IsRenewal;
        body.LinkSentence = IsRenewal ? Body.Plain : Body.Bracketed;
        body.TextFacts = Fact.Todays(about);
        body.HtmlFacts = Fact.Todays(about);
        body.Link = about.Link;
    }

    public void ReceiveAt(DateTimeOffset time) => ReceivedAt = Letter.ReceivedAt = time;

    /// <summary>The five addresses, in any order.</summary>
    public List<string> AllFive() => [.. Random.Shuffled<string>(Mailboxes).Select(m => $"{m}@{ValidationDomain}")];

    public void Refuse(Reach reach, params string[] codes) => Expect = Expectation.Referred(reach, codes);

    private string ValidationDomainOf(Request request)
    {
        var domain = request.ValidationDomain;
        var dot = domain.IndexOf('.', StringComparison.Ordinal);

        // A domain above it can be named, but not one that is a single label.
        return Random.Chance(25) && domain[(dot + 1)..].Contains('.', StringComparison.Ordinal) ? domain[(dot + 1)..] : domain;
    }

    /// <summary>What an operator would write to allow the name, and little more.</summary>
    public string OwnPattern() =>
        Own.Domain.StartsWith('*') || Random.Chance(50) && Own.Domain.Count(c => c == '.') > 1
            ? $"*.{Own.Domain[(Own.Domain.IndexOf('.', StringComparison.Ordinal) + 1)..]}"
            : Own.Domain;

    private PolicyDraft DrawPolicy()
    {
        var policy = new PolicyDraft { Accounts = [Own.Account] };
        if (Random.Chance(50))
        {
            policy.Accounts = [.. Random.Shuffled<string>(Own.Account, Random.Digits(12), Random.Digits(12))];
        }

        policy.Domains = Random.Chance(50) ? ["*"] : ["unrelated.example", OwnPattern()];
        return policy;
    }

    private void DrawCertificate()
    {
        Certificate.Round = IsRenewal ? ValidationRound.Renewal : ValidationRound.Issue;
        Certificate.Status = IsRenewal ? "ISSUED" : "PENDING_VALIDATION";
        if (Random.Chance(80))
        {
            Certificate.Emails = AllFive();
        }

        Answer = (
            200,
            Random.Chance(50)
                ? "<html><body><h2>Success!</h2><p>You have approved an SSL/TLS certificate for the domain name "
                    + $"{Own.Domain}.</p></body></html>"
                : "<html><body><h1>Thank you</h1><p>You have <b>APPROVED</b> this validation request.</p></body></html>"
        );
    }
}
