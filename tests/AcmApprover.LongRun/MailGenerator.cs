using AcmApprover.Simulator;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.ApprovalSite;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.LongRun;

/// <summary>One stored mail, and what must become of it.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Request">The request that it is about; null for other mail.</param>
/// <param name="Fate">What must become of it.</param>
internal sealed record GeneratedMail(string Key, ValidationRequest? Request, Fate Fate);

/// <summary>What must become of a mail.</summary>
internal enum Fate
{
    /// <summary>It is approved, or a copy of what was approved before.</summary>
    Settled,

    /// <summary>The operator is told.</summary>
    Referred,

    /// <summary>Nobody hears of it.</summary>
    Ignored,

    /// <summary>It can never be handled: a dead letter.</summary>
    Dead,
}

/// <summary>Draws the mails of one world and stores them, as SES would.</summary>
internal sealed class MailGenerator(SimulatedWorld world, Random random, string bucket)
{
    private int number;

    /// <summary>The mails of one occasion: the copies of a request, or a single other mail.</summary>
    public IReadOnlyList<GeneratedMail> Draw()
    {
        // When a mail arrives ACM has long shown its certificate. Later changes it may show late.
        world.Acm.Lag = new VisibilityLag();
        var mails = DrawMails();
        world.Acm.Lag = random.Next(4) == 0 ? new VisibilityLag(Describes: random.Next(3)) : new VisibilityLag();
        world.ApprovalSite.Style = (PageStyle)random.Next(Enum.GetValues<PageStyle>().Length);
        return mails;
    }

    private IReadOnlyList<GeneratedMail> DrawMails() =>
        random.Next(100) switch
        {
            < 30 => Copies(Request(Accounts.Own), 5, Fate.Settled),
            < 45 => Copies(Request(Accounts.Second), 1 + random.Next(5), Fate.Settled),
            < 60 => Copies(Renewal(), 1 + random.Next(5), Fate.Settled),
            < 75 => Copies(Request(Accounts.Stranger), 1 + random.Next(5), Fate.Referred),
            < 80 =>
            [
                Store(Request(Accounts.Own), draft => draft with { Dkim = ["fail header.i=@certificates.amazon.com"] }, Fate.Referred),
            ],
            < 84 => [Store(Request(Accounts.Own), draft => draft with { ReceivedAt = draft.ReceivedAt.AddDays(-4) }, Fate.Referred)],
            < 90 => TwoNames(),
            < 99 => [Other()],
            _ => random.Next(2) == 0 ? [Gone()] : [Store(Request(Accounts.Own), draft => draft, Fate.Dead)],
        };

    private List<GeneratedMail> TwoNames() =>
        [
            .. world
                .Acm.RequestCertificate(Accounts.Own, "eu-west-1", [Name(), Name()])
                .SelectMany(request => Copies(request, 1 + random.Next(3), Fate.Settled)),
        ];

    private ValidationRequest Request(string account) =>
        world.Acm.RequestCertificate(account, random.Next(3) == 0 ? "us-east-1" : "eu-west-1", [Name()])[0];

    private ValidationRequest Renewal()
    {
        var request = Request(Accounts.Own);
        world.Acm.ApproveAll(request.CertificateArn);
        return world.Acm.StartRenewal(request.CertificateArn)[0];
    }

    private string Name() => $"www{++number}.example.com";

    private List<GeneratedMail> Copies(ValidationRequest request, int count, Fate fate) =>
        [.. ValidationRequest.Mailboxes.Take(count).Select(mailbox => Store(MailDraft.For(request, mailbox), request, fate))];

    private GeneratedMail Store(ValidationRequest request, Func<MailDraft, MailDraft> change, Fate fate) =>
        Store(change(MailDraft.For(request)), request, fate);

    private GeneratedMail Store(MailDraft draft, ValidationRequest? request, Fate fate) =>
        Store(draft.MessageId, draft.ToBytes(), request, fate);

    /// <summary>Deleted before anybody read it.</summary>
    private static GeneratedMail Gone() => new($"inbound/gone-{Guid.NewGuid():N}", null, Fate.Dead);

    private GeneratedMail Other() =>
        Store(
            Guid.NewGuid().ToString("N"),
            "From: a@example.org\r\nTo: admin@example.com\r\nSubject: holiday\r\n\r\nsee https://photos.example.org/\r\n"u8.ToArray(),
            null,
            Fate.Ignored
        );

    private GeneratedMail Store(string name, byte[] mail, ValidationRequest? request, Fate fate)
    {
        var key = $"inbound/{name}";
        world.S3.Put(bucket, key, mail);
        return new GeneratedMail(key, request, fate);
    }
}

/// <summary>Who asks for certificates in a long run.</summary>
internal static class Accounts
{
    public const string Own = "111122223333";
    public const string Second = "444455556666";
    public const string Stranger = "999988887777";
}
