using AcmApprover.Approval.Mail;
using AcmApprover.Hosting;
using AcmApprover.Hosting.Answers;

namespace AcmApprover.Lambda;

/// <summary>Handles mails that have just come, one after another.</summary>
internal sealed class MailHandler(Composition composition)
{
    /// <summary>Handles all, and fails at the end if any must come again: Lambda then delivers the whole event again, which does no
    /// harm.</summary>
    /// <exception cref="MailsNotHandledException">Some could not be handled.</exception>
    internal async Task<Answer> HandleAsync(IReadOnlyList<MailSource> mails, MailInvocation invocation)
    {
        List<MailResult> results = [];
        foreach (var mail in mails)
        {
            results.Add(await invocation.HandleAsync(composition.Store, composition.Live, mail, waiting: mails.Count - results.Count));
        }

        Exception[] problems = [.. results.OfType<MailResult.Failed>().Select(f => f.Problem)];
        return problems.Length == 0
            ? Answer.Of([.. results.OfType<MailResult.Decided>().Select(d => d.Decision)])
            : throw new MailsNotHandledException(mails.Count, problems);
    }
}

/// <summary>Some mails of an event could not be handled, and the event must be delivered again.</summary>
public sealed class MailsNotHandledException(int mails, IReadOnlyList<Exception> problems)
    : Exception(
        $"{problems.Count} of {mails} mails could not be handled: {string.Join("; ", problems.Select(p => p.Message))}",
        problems[0]
    );
