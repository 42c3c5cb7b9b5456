using System.Text.Json;
using AcmApprover.Approval;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>The record is a public contract: its JSON is compared as text.</summary>
public sealed class RecordTests
{
    [Fact]
    public void Records_are_written_without_reflection()
    {
        Assert.NotNull(DecisionJson.Default.GetTypeInfo(typeof(Decision)));
        Assert.Null(DecisionJson.Default.GetTypeInfo(typeof(Referral)));
        Assert.Throws<NotSupportedException>(() =>
            JsonSerializer.Serialize<object>(new Uri("https://example.com"), DecisionJson.Default.Options)
        );
    }

    [Fact]
    public async Task A_referral_is_recorded_with_its_reasons()
    {
        var decision = await new World().HandleAsync(Valid.Mail with { Account = "999988887777" });
        Assert.Equal(
            """
            {"schema":"acm-approver/decision/v1",
            "mail":{"bucket":"mail-bucket","key":"inbound/one","messageId":"0102-example@email.amazonses.com",
            "receivedAt":"2026-11-23T08:00:00Z","from":"no-reply@certificates.amazon.com",
            "recipient":"admin@example.com","subject":"Certificate request for www.example.com"},
            "claim":{"domain":"www.example.com","accountId":"999988887777","region":"eu-west-1",
            "certificateArn":"arn:aws:acm:eu-west-1:999988887777:certificate/3b4d78e1-0000-4000-8000-00000000c0de","kind":"new"},
            "outcome":"Referred","severity":"alert",
            "reasons":[{"code":"account-not-trusted",
            "detail":"requested by account 999988887777; trusted accounts: 111122223333, 444455556666"}],
            "dryRun":false,"mode":"approve","decidedAt":"2026-11-23T12:00:00Z","durationMs":0,"requestId":"request-1","version":"VERSION"}
            """.ReplaceLineEndings(""),
            Json(decision with { Version = "VERSION" })
        );
    }

    [Fact]
    public async Task An_approval_is_recorded_with_nulls_where_there_is_nothing()
    {
        var world = World.Holding().Answers(new ButtonAnswer.Approved());
        var json = Json(await world.HandleAsync());
        Assert.Contains("\"outcome\":\"Approved\",\"severity\":null,\"reasons\":[],", json, StringComparison.Ordinal);
        Assert.Contains($"\"durationMs\":{(long)world.Time.Waited.TotalMilliseconds},", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_mail_from_a_file_is_recorded_without_claim_and_bucket()
    {
        var stored = MailDraftReading.StoreBytes("Subject: news\r\n\r\nnews"u8.ToArray()) with
        {
            Source = new MailSource(null, "mails/news.eml"),
        };
        var world = new World();
        var decision = await new Approver(world, world, new DryRun(), Valid.Policy, world.Time).HandleAsync(
            stored,
            "run-1",
            TestContext.Current.CancellationToken
        );
        var json = Json(decision);
        Assert.Contains(
            "\"mail\":{\"bucket\":null,\"key\":\"mails/news.eml\",\"messageId\":null,\"receivedAt\":\"2026-11-23T08:00:00Z\","
                + "\"from\":null,\"recipient\":null,\"subject\":\"news\"},\"claim\":null,\"outcome\":\"Ignored\"",
            json,
            StringComparison.Ordinal
        );
        Assert.Contains("\"dryRun\":true", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claim_has_null_for_what_the_mail_does_not_say()
    {
        var decision = await new World().HandleAsync(
            Valid.Mail with
            {
                Certificate = Valid.CertificateId,
                Text = t => t.Replace("AWS account ID: ", "Account ", StringComparison.Ordinal),
                Html = h => h.Replace("AWS account ID: ", "Account ", StringComparison.Ordinal),
            }
        );
        Assert.Null(decision.Claim!.AccountId);
        Assert.Equal("www.example.com", decision.Claim.Domain);
    }

    [Fact]
    public async Task A_record_can_be_read_again()
    {
        var decision = await new World().HandleAsync(Valid.Mail with { Virus = "FAIL" });
        var again = JsonSerializer.Deserialize(Json(decision), DecisionJson.Default.Decision)!;
        Assert.Equal(Json(decision), Json(again));
        Assert.Equal(decision.DecidedAt, again.DecidedAt);
    }

    [Fact]
    public void Names_are_the_public_ones()
    {
        Assert.Equal(["Approved", "AlreadyApproved", "Referred", "Ignored", "WouldApprove"], Enum.GetNames<Outcome>());
        Assert.Equal(["notice", "warning", "alert"], Enum.GetValues<Severity>().Select(Names.Of));
        Assert.Equal(["unknown", "new", "renewal"], Enum.GetValues<Approval.Claims.Kind>().Select(Names.Of));
        Assert.Equal(["approve", "notify"], Enum.GetValues<Mode>().Select(Names.Of));
    }

    [Fact]
    public void Secrets_are_in_no_text_of_any_value()
    {
        var warrant = Assert.IsType<Step.Approve>(Valid.Decide()).Warrant;
        Secrets.AreNotIn(
            Valid.Mail.Read()!.ToString(),
            Valid.Mail.Read()!.Claim!.ToString(),
            Valid.Mail.Receive().ToString(),
            Valid.Mail.Store().ToString(),
            warrant.Form.ToString(),
            warrant.Claim.ToString(),
            warrant.ToString(),
            Valid.Page.Read().ToString(),
            Valid.Page.Response.ToString(),
            Valid.Decide().ToString()
        );
    }

    [Theory]
    [InlineData("Domain: www.example.com", "Domain: {0}")]
    [InlineData("AWS account ID: 111122223333", "AWS account ID: {0}")]
    [InlineData("Certificate Identifier: ", "Certificate Identifier: {0} ")]
    public async Task Secrets_in_any_field_of_a_mail_are_withheld(string from, string to)
    {
        var link = Valid.Mail.LinkOrDefault;
        foreach (var secret in new[] { link, Uri.EscapeDataString(link), $"CODE={MailDraft.Code}", $"(context={MailDraft.Context})" })
        {
            var mail = Valid.Mail with
            {
                Text = t => t.Replace(from, to.Replace("{0}", secret, StringComparison.Ordinal), StringComparison.Ordinal),
                Subject = "Certificate request for " + secret,
                To = [$"\"{secret}\" <nobody@example.com>"],
            };
            var world = new World();
            var decision = await world.HandleAsync(mail);
            Secrets.AreNotIn(Json(decision), world.Notices[0].Title);
            Secrets.AreNotIn([.. decision.Reasons.Select(r => r.Detail)]);
        }
    }

    [Fact]
    public async Task Secrets_on_a_page_are_withheld()
    {
        var page = Valid.Page with { Certificate = Valid.Mail.LinkOrDefault };
        var decision = await new World().Acm(Valid.Found).Shows(page.Read()).HandleAsync();
        Assert.Equal("page-mismatch", decision.Reasons[0].Code);
        Secrets.AreNotIn(Json(decision));
    }

    private static string Json(Decision decision) => JsonSerializer.Serialize(decision, DecisionJson.Default.Decision);
}
