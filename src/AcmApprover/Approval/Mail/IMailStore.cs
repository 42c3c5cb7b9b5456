namespace AcmApprover.Approval.Mail;

/// <summary>The port to where stored mails lie.</summary>
public interface IMailStore
{
    /// <summary>Reads at most <see cref="StoredMail.SizeLimit"/> bytes of one stored mail.</summary>
    /// <exception cref="MailNotFoundException">There is nothing at <paramref name="source"/>.</exception>
    /// <exception cref="TemporarilyUnavailableException">The store did not answer in time, or is throttling.</exception>
    Task<StoredMail> FetchAsync(MailSource source, CancellationToken cancellationToken);
}
