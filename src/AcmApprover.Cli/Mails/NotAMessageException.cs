using AcmApprover.Approval.Mail;

namespace AcmApprover.Cli.Mails;

/// <summary>What was given for a mail is no internet message.</summary>
/// <param name="problem">What it is: "it is UTF-16 text".</param>
internal sealed class NotAMessageException(string problem) : Exception($"not an internet message: {problem}")
{
    /// <summary>Makes sure that a mail can be one.</summary>
    /// <exception cref="NotAMessageException">It is none.</exception>
    internal static StoredMail Check(StoredMail mail) =>
        MessageFormat.ProblemOf(mail) is { } problem ? throw new NotAMessageException(problem) : mail;
}
