using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AcmApprover.Approval.Mail;
using AcmApprover.Aws.Client;
using AcmApprover.Hosting.Events;
using AcmApprover.Identifiers;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace AcmApprover.Cli.Commands.Replay;

/// <summary>
/// Takes up what the function could not handle: the messages of its dead-letter queue, each with an event in it.
/// A message is deleted once every mail of it is handled for real; every other is given back when the run ends.
/// </summary>
/// <param name="queueUrl">The queue.</param>
/// <param name="session">With what and where SQS is asked.</param>
/// <param name="handle">Handles the mails of one event, and says whether all of them are handled.</param>
/// <param name="report">What is said of it.</param>
/// <param name="reader">Reads the events.</param>
internal sealed class DeadLetters(
    string queueUrl,
    AwsSession session,
    Func<IReadOnlyList<MailSource>, ReplayEntry, CancellationToken, Task<bool>> handle,
    ReplayReport report,
    EventReader reader
)
{
    /// <summary>The most that SQS gives or takes at once (SQS API reference, ReceiveMessage).</summary>
    private const int AtOnce = 10;

    /// <summary>How long a message is out of sight of others: longer than the mails of ten take.</summary>
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(15);

    /// <summary>Messages that were received and not deleted: id and newest receipt handle.</summary>
    private readonly ConcurrentDictionary<string, string> taken = new(StringComparer.Ordinal);

    /// <summary>Handles all messages that are there.</summary>
    /// <param name="isLive">Whether messages are deleted once they are handled; a dry run leaves them all.</param>
    /// <param name="parallel">How many messages at once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task RunAsync(bool isLive, int parallel, CancellationToken cancellationToken)
    {
        using var sqs = CreateClient();
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(
                ReceiveAsync(sqs, cancellationToken).Select(message => (Message: message, Entry: report.Begin())),
                options,
                async (next, token) =>
                {
                    try
                    {
                        if (await HandleAsync(next.Message, next.Entry, token) && isLive)
                        {
                            await DeleteAsync(sqs, next.Message.MessageId);
                        }
                    }
                    finally
                    {
                        next.Entry.Complete();
                    }
                }
            );
        }
        finally
        {
            await GiveBackAsync(sqs);
        }
    }

    /// <summary>
    /// Deletes a message, also after an interrupt: its mails are handled. SQS deletes by the newest receipt handle only, so it is deleted
    /// again where it was received once more meanwhile.
    /// </summary>
    private async Task DeleteAsync(AmazonSQSClient sqs, string id)
    {
        string receipt;
        do
        {
            receipt = taken[id];
            await sqs.DeleteMessageAsync(queueUrl, receipt, CancellationToken.None);
        } while (!taken.TryRemove(KeyValuePair.Create(id, receipt)));
    }

    private AmazonSQSClient CreateClient()
    {
        // A queue is asked in its own region, whatever the caller's is: https://sqs.eu-west-1.amazonaws.com/111122223333/name
        var there =
            Uri.TryCreate(queueUrl, UriKind.Absolute, out var url)
            && url.Host.Split('.') is ["sqs", var name, "amazonaws", ..]
            && Region.TryParse(name, out var region)
                ? session.In(region)
                : session;
        return new AmazonSQSClient(there.Credentials, there.Configure(new AmazonSQSConfig()));
    }

    private async IAsyncEnumerable<Message> ReceiveAsync(AmazonSQSClient sqs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ReceiveMessageRequest
        {
            QueueUrl = queueUrl,
            MaxNumberOfMessages = AtOnce,
            VisibilityTimeout = (int)Hidden.TotalSeconds,
            WaitTimeSeconds = 1,
        };
        while ((await sqs.ReceiveMessageAsync(request, cancellationToken)).Messages is { Count: > 0 } messages)
        {
            // SQS may deliver a message twice. Only where all were here before, the queue has gone round.
            List<Message> others = [];
            foreach (var message in messages)
            {
                if (taken.TryAdd(message.MessageId, message.ReceiptHandle))
                {
                    others.Add(message);
                }
                else
                {
                    taken[message.MessageId] = message.ReceiptHandle;
                }
            }

            if (others.Count == 0)
            {
                yield break;
            }

            foreach (var message in others)
            {
                yield return message;
            }
        }
    }

    private async Task<bool> HandleAsync(Message message, ReplayEntry entry, CancellationToken cancellationToken) =>
        Mails(message, entry) is { } mails && await handle(mails, entry, cancellationToken);

    /// <summary>The mails that a message's event names; null if there is none that can be read, which is reported.</summary>
    private IReadOnlyList<MailSource>? Mails(Message message, ReplayEntry entry)
    {
        try
        {
            return reader.ReadMessage(message.Body).Mails;
        }
        catch (UnknownEventException ex)
        {
            entry.Failed($"message {message.MessageId}", ex.Message);
            return null;
        }
    }

    private async Task GiveBackAsync(AmazonSQSClient sqs)
    {
        foreach (var some in taken.ToArray().Chunk(AtOnce))
        {
            var entries = some.Select(m => new ChangeMessageVisibilityBatchRequestEntry(m.Key, m.Value) { VisibilityTimeout = 0 });
            await sqs.ChangeMessageVisibilityBatchAsync(queueUrl, [.. entries], CancellationToken.None);
        }
    }
}
