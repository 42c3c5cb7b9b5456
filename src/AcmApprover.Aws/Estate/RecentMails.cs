using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.S3;
using AcmApprover.Estate.Resending;
using AcmApprover.Identifiers;
using Amazon.Runtime;
using Amazon.S3;

namespace AcmApprover.Aws.Estate;

/// <summary>
/// The validation mails of the last day, as the mail bucket has them: of each, its record says which name it is about, or, while it is
/// being handled, the mail itself. A mail whose sender is not proven counts for nothing: a forged one must not keep ACM from writing. The
/// bucket is read when the first question comes.
/// </summary>
/// <param name="s3">S3.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="prefix">Where the approver's records are in it.</param>
/// <param name="tell">Told in one sentence why the bucket cannot be read.</param>
/// <param name="time">The clock.</param>
public sealed class RecentMails(IAmazonS3 s3, string bucket, string prefix, Action<string> tell, TimeProvider time)
{
    /// <summary>As many mails of a day are read at most; in a bucket with more, the rest counts as none.</summary>
    private const int MostMails = 5000;

    private const int AtOnce = 16;

    /// <summary>How long the bucket may take: what is in it is not listed in the order of time, so that all of it is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private Task<Dictionary<(string Certificate, string Name), DateTimeOffset>>? reading;

    /// <summary>When a mail for a name of a certificate came last; null if none came within a day.</summary>
    public async Task<DateTimeOffset?> FindAsync(CertificateArn certificate, DomainName name, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            reading ??= ReadAsync(cancellationToken);
        }

        return (await reading).TryGetValue((certificate.ToString(), name.Value), out var cameAt) ? cameAt : null;
    }

    private async Task<Dictionary<(string, string), DateTimeOffset>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string, string), DateTimeOffset>();
        var (store, records) = (new S3MailStore(s3), new S3DecisionRecords(s3, bucket, prefix));
        var now = time.GetUtcNow();
        var since = now - ResendPlan.Rest;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await Parallel.ForEachAsync(
                store.ListAsync(bucket, "", null, since, limit.Token).Where(IsMail).Take(MostMails),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = limit.Token },
                async (source, token) =>
                {
                    if (await AboutAsync(store, records, source, token) is { } mail && mail.CameAt > since)
                    {
                        lock (found)
                        {
                            // A mail can say of itself when it came, be it in the future.
                            var known = found.GetValueOrDefault((mail.Certificate, mail.Name));
                            var cameAt = mail.CameAt < now ? mail.CameAt : now;
                            found[(mail.Certificate, mail.Name)] = known > cameAt ? known : cameAt;
                        }
                    }
                }
            );
        }
        catch (AmazonServiceException e) when (AwsCalls.IsDenied(e))
        {
            tell($"the mail bucket does not say which mails came today: s3:ListBucket, s3:GetObject ({e.ErrorCode})");
        }

        catch (Exception e)
            when (e is OperationCanceledException or TemporarilyUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            tell($"the mail bucket does not say within {Patience.TotalSeconds} seconds which mails came today");
        }

        return found;
    }

    private bool IsMail(MailSource source) => !source.Key.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>What a mail is about, and when it came; null for one that counts for nothing.</summary>
    private async Task<(string Certificate, string Name, DateTimeOffset CameAt)?> AboutAsync(
        S3MailStore store,
        S3DecisionRecords records,
        MailSource source,
        CancellationToken cancellationToken
    )
    {
        var key = RecordKeys.Of(prefix, source.Key, null, ".json");
        if (await records.ReadAsync(new StoredRecord(key, default), cancellationToken) is { } decision)
        {
            return decision.Claim is { CertificateArn: { } arn, Domain: { } domain } && IsProven(decision)
                ? (arn, domain, decision.Mail.ReceivedAt)
                : null;
        }

        try
        {
            var received = MailReader.Read(await store.FetchAsync(source, cancellationToken));
            return ClaimReader.Read(received)?.Claim is { } claim
                ? (claim.Certificate.ToString(), claim.Domain.Value, received.ReceivedAt)
                : null;
        }
        catch (MailNotFoundException)
        {
            return null;
        }
    }

    private static bool IsProven(Decision decision) =>
        decision.Reasons.All(reason => reason.Code != RuleBook.Of(ReasonCode.SenderNotAuthenticated).Code);
}
