using System.Collections.Concurrent;
using System.Threading.Channels;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.Mails;
using AcmApprover.Simulator.S3;

namespace AcmApprover.Simulator.Ses;

/// <summary>
/// ACM's mail on its way: the five copies of each mailing come one after the other, SES takes those that its rules take, S3 stores them
/// and tells the function, itself or by EventBridge, as the bucket's notifications say.
/// </summary>
public sealed class SimulatedPost : IAsyncDisposable
{
    /// <summary>Lambda waits for a minute.</summary>
    private static readonly TimeSpan retryPause = TimeSpan.FromSeconds(1);

    private readonly SimulatedWorld world;
    private readonly Channel<ValidationRequest> mailings = Channel.CreateUnbounded<ValidationRequest>();
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentBag<Task> invocations = [];
    private readonly Task delivering;
    private int underWay;

    private SimulatedPost(SimulatedWorld world, TimeSpan pause, Func<MailDraft, MailDraft?> change)
    {
        this.world = world;
        delivering = DeliverAsync(pause, change);
        world.Acm.Mailed = mailing =>
        {
            Interlocked.Increment(ref underWay);
            mailings.Writer.TryWrite(mailing);
        };
    }

    /// <summary>Starts to deliver all mail that ACM sends from now on.</summary>
    /// <param name="world">The world.</param>
    /// <param name="pause">The time before each copy; a twentieth of a second if none is given.</param>
    /// <param name="change">Changes a copy, or loses it by giving null.</param>
    public static SimulatedPost Start(SimulatedWorld world, TimeSpan? pause = null, Func<MailDraft, MailDraft?>? change = null) =>
        new(world, pause ?? TimeSpan.FromMilliseconds(50), change ?? (draft => draft));

    /// <summary>Waits until every mail that was sent has come, and the function has handled it.</summary>
    public async Task SettleAsync(CancellationToken cancelled = default)
    {
        while (Volatile.Read(ref underWay) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancelled);
        }

        await Task.WhenAll(invocations).WaitAsync(cancelled);
    }

    /// <summary>Ends it; what is on its way is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        world.Acm.Mailed = null;
        await end.CancelAsync();
        await Task.WhenAll([delivering, .. invocations]).ContinueWith(_ => { }, TaskScheduler.Default);
        end.Dispose();
    }

    private async Task DeliverAsync(TimeSpan pause, Func<MailDraft, MailDraft?> change)
    {
        await foreach (var mailing in mailings.Reader.ReadAllAsync(end.Token))
        {
            foreach (var mailbox in ValidationRequest.Mailboxes)
            {
                await Task.Delay(pause, end.Token);
                if (change(MailDraft.For(mailing, mailbox)) is { } draft)
                {
                    Receive(draft);
                }
            }

            Interlocked.Decrement(ref underWay);
        }
    }

    private void Receive(MailDraft draft)
    {
        var body = draft.ToBytes();
        foreach (var (bucket, prefix) in world.Ses.PlacesOf(draft.DeliveredTo!))
        {
            var key = prefix + draft.MessageId;
            world.S3.Put(bucket, key, body);
            if (world.S3.TellsFunctionOf(bucket, key))
            {
                invocations.Add(InvokeAsync(S3Event.Stored(bucket, key, body.Length)));
            }

            if (world.S3.TellsEventBridge(bucket))
            {
                for (var takers = world.EventBridge.CountTakers(bucket, key); takers > 0; takers--)
                {
                    invocations.Add(InvokeAsync(S3Event.StoredByEventBridge(bucket, key, body.Length)));
                }
            }
        }
    }

    /// <summary>Invokes the function as S3 and EventBridge do: what fails is tried twice more.</summary>
    private async Task InvokeAsync(string payload)
    {
        const int tries = 3;
        for (var left = tries; left > 0; left--)
        {
            if ((await world.Lambda.InvokeAsync(payload, cancelled: end.Token)).ErrorType is null)
            {
                return;
            }

            await Task.Delay(retryPause, end.Token);
        }
    }
}
