using AcmApprover.Approval.Records;
using AcmApprover.Aws.Estate;
using AcmApprover.Aws.Tests.S3;
using AcmApprover.Identifiers;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Mails;

namespace AcmApprover.Aws.Tests.Estate;

/// <summary>Which mails of the last day count, one thing changed at a time.</summary>
public sealed class RecentMailsTests(Surroundings surroundings) : InTheWorld(surroundings)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static readonly MailDraft Mail = new() { ReceivedAt = Now.AddHours(-2) };

    private static readonly CertificateArn Certificate = CertificateArn.Parse(Mail.CertificateOrDefault);

    private readonly List<string> told = [];

    [Fact]
    public async Task A_mail_without_a_record_is_being_handled_and_counts()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        await bucket.PutAsync("inbound/one", Mail.ToBytes());
        Assert.Equal(2, Math.Round((Now - await FindAsync(bucket))!.Value.TotalHours));
        Assert.Empty(told);
    }

    [Theory]
    [InlineData("approval-not-confirmed", true)]
    [InlineData("recipient-not-expected", true)]
    [InlineData("sender-not-authenticated", false)]
    public async Task A_record_counts_unless_the_sender_is_not_proven(string reason, bool counts)
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        await bucket.PutAsync("inbound/one", "what the record is about");
        await bucket.PutAsync("decisions/inbound/one.json", Record(reason, Mail.ReceivedAt));
        Assert.Equal(counts, await FindAsync(bucket) is not null);
    }

    [Fact]
    public async Task A_time_in_the_future_counts_as_now()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        await bucket.PutAsync("inbound/one", "what the record is about");
        await bucket.PutAsync("decisions/inbound/one.json", Record("link-expired", Now.AddDays(9)));
        Assert.True(await FindAsync(bucket) <= TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task A_mail_that_came_before_counts_for_nothing_and_neither_does_one_of_another_name_or_certificate()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        await bucket.PutAsync("inbound/old", (Mail with { ReceivedAt = Now.AddHours(-25) }).ToBytes());
        await bucket.PutAsync("inbound/name", (Mail with { Domain = "shop.example.com" }).ToBytes());
        const string id = "00000000-0000-4000-8000-00000000c0de";
        var other = Mail.CertificateOrDefault.Replace(MailDraft.CertificateId, id, StringComparison.Ordinal);
        await bucket.PutAsync("inbound/certificate", (Mail with { Certificate = other }).ToBytes());
        await bucket.PutAsync("inbound/hello", "Subject: hello\r\n\r\nhello");
        await bucket.PutAsync("decisions/copy", Mail.ToBytes());
        Assert.Null(await FindAsync(bucket));
    }

    [Fact]
    public async Task The_bucket_is_read_once_and_a_refusal_is_told()
    {
        var bucket = await Surroundings.BucketAsync(Backend.Simulator);
        World.Faults.Add(ServiceName.S3, "ListObjectsV2", Misbehave.Error(403, "AccessDenied"), times: 9);
        var mails = Mails(bucket);
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await mails.FindAsync(Certificate, DomainName.Parse(Mail.Domain), TestContext.Current.CancellationToken));
        }

        Assert.Contains("s3:ListBucket", Assert.Single(told), StringComparison.Ordinal);
        Assert.Single(World.Requests.Of(ServiceName.S3, "ListObjectsV2"));
    }

    private static string Record(string reason, DateTimeOffset receivedAt) =>
        System.Text.Json.JsonSerializer.Serialize(
            new Decision
            {
                Mail = new MailRecord("mail", "inbound/one", "one", receivedAt, "no-reply@example.com", "admin@example.com", "subject"),
                Claim = new ClaimRecord(Mail.Domain, Mail.Account, Mail.Region, Mail.CertificateOrDefault, "new"),
                Outcome = Approval.Verdicts.Outcome.Referred,
                Reasons = [new ReasonRecord(reason, "what was seen")],
                DryRun = false,
                Mode = "approve",
                DecidedAt = Now,
                DurationMs = 1,
                RequestId = "request-1",
            },
            DecisionJson.Default.Decision
        );

    private RecentMails Mails(Bucket bucket) => new(bucket.Client, bucket.Name, "decisions/", told.Add, TimeProvider.System);

    private Task<DateTimeOffset?> FindAsync(Bucket bucket) =>
        Mails(bucket).FindAsync(Certificate, DomainName.Parse(Mail.Domain), TestContext.Current.CancellationToken);
}
