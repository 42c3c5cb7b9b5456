using System.Collections.Concurrent;
using AcmApprover.Approval.Mail;

namespace AcmApprover.Hosting;

/// <summary>
/// The mails whose referral was told to nobody, because the operator's topic has no confirmed subscription. Such a mail has its record
/// and is not done: it comes again until somebody hears of it.
/// </summary>
public sealed class UndeliveredNotices
{
    private readonly ConcurrentDictionary<MailSource, byte> mails = new();

    /// <summary>Asks once whether this mail is one of them; a later question is about a later try.</summary>
    /// <returns>Why the mail is not done; null if it is.</returns>
    public TemporarilyUnavailableException? Take(MailSource mail) =>
        mails.TryRemove(mail, out _)
            ? new TemporarilyUnavailableException("the operator", "the topic has no confirmed subscription, so that nobody was told of this referral")
            : null;

    internal void Add(MailSource mail) => mails[mail] = 0;
}
