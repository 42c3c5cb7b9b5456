using AcmApprover.Approval.Mail;

namespace AcmApprover.Cli.Mails;

/// <summary>A mail that was found and not read yet.</summary>
/// <param name="Source">Where it lies.</param>
/// <param name="FetchAsync">Reads it.</param>
internal sealed record MailItem(MailSource Source, Func<CancellationToken, Task<StoredMail>> FetchAsync);
