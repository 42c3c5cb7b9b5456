using System.Runtime.CompilerServices;
using AcmApprover.Approval.Mail;
using AcmApprover.Aws.S3;
using AcmApprover.Cli.Terminal;
using Amazon.S3;

namespace AcmApprover.Cli.Mails;

/// <summary>Mails in S3.</summary>
internal static class S3Mails
{
    /// <summary>How long S3 is asked for one mail.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Reads one mail.</summary>
    /// <exception cref="CommandException">It is not there.</exception>
    internal static async Task<StoredMail> FetchAsync(IAmazonS3 s3, MailSource source, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await new S3MailStore(s3).FetchAsync(source, limit.Token);
        }
        catch (MailNotFoundException e)
        {
            throw new CommandException(e.Message, "aws s3 ls shows the keys of a bucket", innerException: e);
        }
    }

    /// <summary>The mails below a prefix, in the order of their keys.</summary>
    /// <param name="s3">The client; it must live as long as a mail is to be fetched.</param>
    /// <param name="place">Bucket and prefix.</param>
    /// <param name="recordsPrefix">Where the approver's own records lie, which are no mails.</param>
    /// <param name="since">The earliest time of storing; null for all.</param>
    /// <param name="passedOver">Where it is noted if there is none.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    internal static async IAsyncEnumerable<MailItem> ListAsync(
        IAmazonS3 s3,
        S3Place place,
        string recordsPrefix,
        DateTimeOffset? since,
        PassedOver passedOver,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var store = new S3MailStore(s3);
        var (hasMails, hasRecords) = (false, false);
        await foreach (var source in ListAsync(store, place, since, cancellationToken))
        {
            if (source.Key.StartsWith(recordsPrefix, StringComparison.Ordinal))
            {
                hasRecords = true;
                continue;
            }

            hasMails = true;
            yield return new MailItem(source, token => store.FetchAsync(source, token));
        }

        if (hasMails)
        {
            yield break;
        }

        if (since is not null && await ListAsync(store, place, null, cancellationToken).AnyAsync(cancellationToken))
        {
            passedOver.AddEmptyPlace($"no mails at {place} since {since:u}; all are older");
        }
        else if (hasRecords)
        {
            passedOver.AddEmptyPlace($"no mails at {place}, but the approver's own records");
        }
        else
        {
            passedOver.AddEmptyPlace($"no mails at {place}", isMissing: place.Key.Length > 0);
        }
    }

    private static async IAsyncEnumerable<MailSource> ListAsync(
        S3MailStore store,
        S3Place place,
        DateTimeOffset? since,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var mails = store.ListAsync(place.Bucket, place.Key, null, since, limit.Token).GetAsyncEnumerator(limit.Token);
        while (true)
        {
            // Each page has the time of its own; the handling of its mails does not count.
            limit.CancelAfter(Patience);
            if (!await mails.MoveNextAsync())
            {
                yield break;
            }

            limit.CancelAfter(Timeout.InfiniteTimeSpan);
            yield return mails.Current;
        }
    }
}
