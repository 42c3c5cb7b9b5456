using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Hosting;
using AcmApprover.Hosting.Answers;

namespace AcmApprover.Lambda;

/// <summary>Handles mails that have just come, each on its own.</summary>
internal sealed class MailHandler(Composition composition)
{
    /// <summary>Handles all, and fails at the end if any must come again: Lambda then delivers the whole event again, which does no harm.</summary>
    /// <exception cref="MailsNotHandledException">Some could not be handled.</exception>
    internal async Task<Answer> HandleAsync(IReadOnlyList<MailSource> mails, MailInvocation invocation)
    {
        List<Decision> decisions = [];
        List<Exception> problems = [];
        foreach (var mail in mails)
        {
            var (decision, problem) = await invocation.HandleAsync(composition.Store, composition.Live, mail);
            if (decision is not null)
            {
                decisions.Add(decision);
            }

            if (problem is not null)
            {
                problems.Add(problem);
            }
        }

        return problems.Count == 0 ? Answer.Of(decisions) : throw new MailsNotHandledException(mails.Count, problems);
    }
}

/// <summary>Some mails of an event could not be handled, and the event must be delivered again.</summary>
public sealed class MailsNotHandledException(int mails, IReadOnlyList<Exception> problems)
    : Exception($"{problems.Count} of {mails} mails could not be handled: {string.Join("; ", problems.Select(p => p.Message))}", problems[0]);
