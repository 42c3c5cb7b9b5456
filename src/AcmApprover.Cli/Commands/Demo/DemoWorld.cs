using System.Text;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Cli.Commands.Demo;

/// <summary>
/// The stage: one installation in a simulated world, two accounts that its operator trusts, and the scenes with everything that
/// must come of them written beside.
/// </summary>
internal sealed class DemoWorld
{
    internal const string Bucket = "mail-bucket";
    internal const string Pending = "PENDING_VALIDATION";
    internal const string Issued = "ISSUED";
    internal const string Renewing = "ISSUED, renewal pending";

    private const string Own = "111122223333";
    private const string Second = "444455556666";
    private const string Stranger = "999988887777";
    private const string Role = "acm-approver-read";
    private const string Topic = $"arn:aws:sns:eu-west-1:{Own}:operator";
    private const string Region = "eu-west-1";
    private const string CloudFront = "us-east-1";

    private readonly SimulatedWorld world;
    private readonly DateTimeOffset now;
    private int mails;

    private DemoWorld(SimulatedWorld world, DateTimeOffset now)
    {
        (this.world, this.now) = (world, now);
        world.S3.AddBucket(Bucket);
        world.Sns.AddTopic(Topic);
        world.Sts.AllowRole(Second, Role);
        Scenes =
        [
            FiveCopies(),
            Renewal(),
            TwoNames(),
            Wildcard(),
            SecondAccount(),
            StrangersAccount(),
            ForgedSender(),
            SwappedLink(),
            ExpiredLink(),
            OtherCertificateOnPage(),
            UnknownPage(),
            Newsletter(),
        ];
        Mailings = world.Acm.TakeMailings();
    }

    /// <summary>The scenes, in their order.</summary>
    internal IReadOnlyList<Scene> Scenes { get; }

    /// <summary>What ACM sent; each with the secrets of its link.</summary>
    internal IReadOnlyList<ValidationRequest> Mailings { get; }

    /// <summary>What the operator set.</summary>
    internal IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>
        {
            ["ACM_APPROVER_OPERATOR_TOPIC_ARN"] = Topic,
            ["ACM_APPROVER_ACCOUNTS"] = $"{Own},{Second}",
            ["ACM_APPROVER_ACCOUNT_ROLE"] = Role,
            ["ACM_APPROVER_BUCKET"] = Bucket,
        };

    /// <summary>Sets the stage.</summary>
    internal static DemoWorld Set(SimulatedWorld world, DateTimeOffset now) => new(world, now);

    private Scene FiveCopies()
    {
        var (certificate, mailings) = Request(Own, CloudFront, after: Issued, "www.example.com");
        return new Scene("five copies of a new request")
        {
            Certificate = certificate,
            Mails =
            [
                .. ValidationRequest.Mailboxes.Select(
                    (mailbox, i) => Mail(MailDraft.For(mailings[0], mailbox), i == 0 ? Expected.Approved : Expected.AlreadyApproved)
                ),
            ],
        };
    }

    private Scene Renewal()
    {
        var (certificate, mailings) = Request(Own, Region, after: Issued, "login.example.com");
        world.Acm.ApproveAll(certificate.Arn);
        var renewal = world.Acm.StartRenewal(certificate.Arn);
        return new Scene("a renewal")
        {
            Certificate = certificate with { Before = Renewing },
            Mails = [Mail(MailDraft.For(renewal[0]), Expected.Approved)],
        };
    }

    private Scene TwoNames()
    {
        var (certificate, mailings) = Request(Own, Region, after: Issued, "shop.example.com", "shop.example.org");
        return new Scene("a certificate with two names")
        {
            Certificate = certificate,
            Mails = [.. mailings.Select(m => Mail(MailDraft.For(m), Expected.Approved))],
        };
    }

    private Scene Wildcard()
    {
        var (certificate, mailings) = Request(Own, CloudFront, after: Issued, "*.example.net");
        return new Scene("a wildcard")
        {
            Certificate = certificate,
            Mails = [Mail(MailDraft.For(mailings[0], "hostmaster"), Expected.Approved)],
        };
    }

    private Scene SecondAccount()
    {
        var (certificate, mailings) = Request(Second, Region, after: Issued, "api.example.org");
        return new Scene("a certificate in a second account, read through its role")
        {
            Certificate = certificate,
            Mails = [Mail(MailDraft.For(mailings[0]), Expected.Approved)],
        };
    }

    /// <summary>Two of the five copies: the operator hears of them once.</summary>
    private Scene StrangersAccount()
    {
        var (certificate, mailings) = Request(Stranger, CloudFront, after: Pending, "bank.example.com");
        var expected = Expected.Alert(ReasonCode.AccountNotTrusted);
        return new Scene("a stranger's account requests our domain: genuine mail, two of its copies")
        {
            Certificate = certificate with { MayBeAsked = false },
            Mails = [Mail(MailDraft.For(mailings[0]), expected), Mail(MailDraft.For(mailings[0], "postmaster"), expected)],
            Notice = "[alert] bank.example.com: account-not-trusted",
        };
    }

    private Scene ForgedSender()
    {
        var (certificate, mailings) = Request(Own, Region, after: Pending, "forged.example.com");
        var draft = MailDraft.For(mailings[0]) with
        {
            Dkim = ["fail header.i=@certificates.amazon.com"],
            Dmarc = "fail header.from=certificates.amazon.com",
        };
        return new Scene("a forged sender")
        {
            Certificate = certificate with { MayBeAsked = false },
            Mails = [Mail(draft, Expected.Warning(ReasonCode.SenderNotAuthenticated))],
            Notice = "[warning] forged.example.com: sender-not-authenticated",
        };
    }

    private Scene SwappedLink()
    {
        var (certificate, mailings) = Request(Own, Region, after: Pending, "swapped.example.com");
        var other = world.Acm.RequestCertificate(Stranger, Region, ["swapped.example.com"])[0];
        var draft = MailDraft.For(mailings[0]) with { HtmlLink = other.Link };
        return new Scene("another link in the HTML part than in the text")
        {
            Certificate = certificate with { MayBeAsked = false },
            Mails = [Mail(draft, Expected.Warning(ReasonCode.MailContradictsItself))],
            Notice = "[warning] swapped.example.com: mail-contradicts-itself",
        };
    }

    private Scene ExpiredLink()
    {
        var (certificate, mailings) = Request(Own, Region, after: Pending, "late.example.com");
        var draft = MailDraft.For(mailings[0]) with { ReceivedAt = now.AddHours(-80) };
        return new Scene("a link that has expired")
        {
            Certificate = certificate with { MayBeAsked = false },
            Mails = [Mail(draft, Expected.Warning(ReasonCode.LinkExpired))],
            Notice = "[warning] late.example.com: link-expired",
        };
    }

    private Scene OtherCertificateOnPage()
    {
        var (certificate, mailings) = Request(Own, Region, after: Pending, "page.example.com");
        var other = certificate.Arn[..^12] + "000000000000";
        OnPageOf(mailings[0], Misbehave.Replace(certificate.Arn, other));
        return new Scene("a page that names another certificate")
        {
            Certificate = certificate,
            Mails = [Mail(MailDraft.For(mailings[0]), Expected.Warning(ReasonCode.PageMismatch))],
            Notice = "[warning] page.example.com: page-mismatch",
        };
    }

    private Scene UnknownPage()
    {
        var (certificate, mailings) = Request(Own, Region, after: Pending, "new-page.example.com");
        OnPageOf(mailings[0], Misbehave.Replace("I Approve", "Continue"));
        return new Scene("an unrecognised page")
        {
            Certificate = certificate,
            Mails = [Mail(MailDraft.For(mailings[0]), Expected.Warning(ReasonCode.PageUnrecognised))],
            Notice = "[warning] new-page.example.com: page-unrecognised",
        };
    }

    private Scene Newsletter()
    {
        const string recipient = "admin@example.com";
        var text = $"From: News <news@example.net>\r\nTo: {recipient}\r\nSubject: This month's offers\r\n\r\nEverything must go.\r\n";
        return new Scene("a newsletter") { Mails = [new SceneMail(NextId(), recipient, Encoding.ASCII.GetBytes(text), Expected.Ignored)] };
    }

    private (SceneCertificate Certificate, IReadOnlyList<ValidationRequest> Mailings) Request(
        string account,
        string region,
        string after,
        params string[] names
    )
    {
        var mailings = world.Acm.RequestCertificate(account, region, names);
        return (new SceneCertificate(mailings[0].CertificateArn, string.Join(", ", names), Pending, after, MayBeAsked: true), mailings);
    }

    private SceneMail Mail(MailDraft draft, Expected expected) => new(NextId(), draft.DeliveredTo!, draft.ToBytes(), expected);

    /// <summary>With a blank, which a notification encodes as a plus.</summary>
    private string NextId() => $"mail {++mails:00}";

    private void OnPageOf(ValidationRequest mailing, Fault fault) =>
        world.Faults.Add(ServiceName.ApprovalSite, "OpenPage", fault, when: r => r.Query.GetValueOrDefault("code") == mailing.Code);
}
