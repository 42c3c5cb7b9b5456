using AcmApprover.Approval.Mail;
using AcmApprover.Hosting;
using AcmApprover.Hosting.Events;

namespace AcmApprover.Lambda;

/// <summary>
/// Handles the events that Lambda gave up and put into the retry queue. A message whose mails are not all decided stays in the queue,
/// which hides it for an hour and at last moves it to the dead-letter queue. So does one that can never be handled: the queue counts
/// its tries too, and nothing here has to put it anywhere, which could fail.
/// </summary>
internal sealed class QueueHandler(Composition composition, EventReader reader)
{
    internal async Task<QueueResponse> HandleAsync(IReadOnlyList<QueueMessage> messages, MailInvocation invocation)
    {
        List<QueueItemFailure> failures = [];
        var events = messages.Select(message => (message.MessageId, Mails: Read(message, invocation))).ToList();
        var waiting = events.Sum(e => e.Mails?.Count ?? 0);
        foreach (var (id, mails) in events)
        {
            var isHandled = mails is not null;
            foreach (var mail in mails ?? [])
            {
                isHandled &= await invocation.HandleAsync(composition.Store, composition.Live, mail, waiting--) is MailResult.Decided;
            }

            if (!isHandled)
            {
                failures.Add(new QueueItemFailure(id));
            }
        }

        return new QueueResponse(failures);
    }

    /// <summary>The mails of a message; null if it is about none, which is logged.</summary>
    private IReadOnlyList<MailSource>? Read(QueueMessage message, MailInvocation invocation)
    {
        try
        {
            return reader.ReadMessage(message.Body).Mails;
        }
        catch (UnknownEventException e)
        {
            invocation.Log.Failed(invocation.RequestId, $"message {message.MessageId}", e);
            return null;
        }
    }
}
