using System.Text;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>When a mail was received: SES says so, and only of a mail that SES did not write on the mail itself, or the store.</summary>
public sealed class ReceiptTimeTests
{
    private const string DateLine = "Date: Mon, 23 Nov 2026 10:30:00 +0200\r\n";
    private static readonly DateTimeOffset written = new(2026, 11, 23, 8, 30, 0, TimeSpan.Zero);

    [Fact]
    public void SES_is_believed_before_the_mails_own_date()
    {
        var mail = Read(Whole.Replace("\r\nFrom: ", "\r\nDate: Mon, 30 Nov 2026 08:00:00 +0000\r\nFrom: ", StringComparison.Ordinal));
        Assert.Equal((MailDraft.Received, ReceivedAtSource.Ses), (mail.ReceivedAt, mail.ReceivedAtSource));
    }

    [Fact]
    public void A_mail_that_SES_did_not_write_on_is_dated_by_itself()
    {
        var mail = Read(DateLine + WithoutBlock);
        Assert.Equal((written, ReceivedAtSource.Date), (mail.ReceivedAt, mail.ReceivedAtSource));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Date: yesterday\r\n")]
    [InlineData("Date:\r\n")]
    public void Without_a_date_that_can_be_read_the_store_says_it(string date)
    {
        var mail = Read(date + WithoutBlock);
        Assert.Equal((MailDraft.Received, ReceivedAtSource.Store), (mail.ReceivedAt, mail.ReceivedAtSource));
    }

    [Fact]
    public void The_mails_own_date_makes_no_link_younger_where_SES_wrote_without_a_time()
    {
        var block = Whole.IndexOf("Received: ", StringComparison.Ordinal);
        var end = Whole.IndexOf("\r\nX-SES-", block, StringComparison.Ordinal) + 2;
        var mail = Read(Whole.Remove(block, end - block).Replace("\r\nFrom: ", $"\r\n{DateLine}From: ", StringComparison.Ordinal));
        Assert.NotNull(mail.Ses);
        Assert.Equal((MailDraft.Received, ReceivedAtSource.Store), (mail.ReceivedAt, mail.ReceivedAtSource));
    }

    /// <summary>Whatever the sender dates it, it is not approved.</summary>
    [Theory]
    [InlineData("Date: Mon, 23 Nov 2026 08:00:00 +0000\r\n", ReasonCode.SenderNotAuthenticated)]
    [InlineData("Date: Fri, 23 Nov 2126 08:00:00 +0000\r\n", ReasonCode.SenderNotAuthenticated)]
    [InlineData("Date: Mon, 16 Nov 2026 08:00:00 +0000\r\n", ReasonCode.SenderNotAuthenticated, ReasonCode.LinkExpired)]
    public void A_mail_that_is_dated_by_itself_is_referred(string date, params ReasonCode[] reasons) =>
        Walk.Decide(ClaimReader.Read(Read(date + WithoutBlock))!, null, null, Valid.Policy, Valid.Now).IsReferredFor(reasons);

    [Fact]
    public void An_expired_link_says_whose_time_that_is()
    {
        Assert.StartsWith("it was received at ", Detail(Whole), StringComparison.Ordinal);
        Assert.StartsWith("by its own Date, it was sent at 2026-11-23T08:30", Detail(DateLine + WithoutBlock), StringComparison.Ordinal);
        Assert.StartsWith("it was stored at ", Detail(WithoutBlock), StringComparison.Ordinal);

        static string Detail(string mail) =>
            MailRules
                .Check(ClaimReader.Read(Read(mail))!, Valid.Policy, Valid.Now.AddDays(9))
                .Single(r => r.Code == ReasonCode.LinkExpired)
                .Detail;
    }

    private static string Whole => Encoding.Latin1.GetString(Valid.Mail.ToBytes());

    /// <summary>The mail as its sender wrote it, without a date.</summary>
    private static string WithoutBlock =>
        string.Join(
            "\r\n",
            Whole[Whole.IndexOf("\r\nFrom: ", StringComparison.Ordinal)..]
                .Split("\r\n")
                .Skip(1)
                .Where(line => !line.StartsWith("Date:", StringComparison.Ordinal))
        );

    private static ReceivedMail Read(string mail) => MailReader.Read(MailDraftReading.StoreBytes(Encoding.Latin1.GetBytes(mail)));
}
