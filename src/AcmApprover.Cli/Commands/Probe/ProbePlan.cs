using AcmApprover.Approval.Verdicts;
using AcmApprover.Cli.Session;
using AcmApprover.Identifiers;

namespace AcmApprover.Cli.Commands.Probe;

/// <summary>What a probe is to request.</summary>
/// <param name="Domain">The domain that is probed.</param>
/// <param name="ValidationDomain">The domain whose five mailboxes get the mail.</param>
/// <param name="Account">The caller's account.</param>
/// <param name="Region">Where the certificate is requested.</param>
/// <param name="Stack">The stack that receives.</param>
internal sealed record ProbePlan(DomainName Domain, DomainName ValidationDomain, AccountId Account, Region Region, DeployedStack Stack)
{
    /// <summary>Whether the function only tells the operator.</summary>
    internal bool IsNotifyOnly => Stack.Settings.Mode is Mode.Notify;

    /// <summary>What a probe would do and leave, a line each.</summary>
    /// <param name="name">The name of the certificate.</param>
    internal IEnumerable<(string What, string Text)> Describe(string name)
    {
        yield return ("mark", $"{name} in s3://{Stack.Bucket}, so that --clean finds it whatever happens");
        yield return ("request", $"{name} in account {Account}, {Region}, with mail to the five mailboxes of {ValidationDomain}");
        yield return (
            "expect",
            IsNotifyOnly
                ? $"that {Stack.Function} would approve it, and tells you, as its mode is notify"
                : $"that {Stack.Function} approves it, and ACM issues the certificate"
        );
        yield return ("delete", "the certificate, once all five mails have a record, or after 10 minutes");
        yield return (
            "leave",
            $"an entry in the public logs of Certificate Transparency for good{(IsNotifyOnly ? " if you approve it" : "")}, one less of "
                + $"the 5,000 requests that ACM takes in a year there, and five mails with their records in s3://{Stack.Bucket}"
        );
    }
}
