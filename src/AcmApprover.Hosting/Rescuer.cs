using System.Collections.Concurrent;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.Ses;
using AcmApprover.Dns;
using AcmApprover.Estate;
using AcmApprover.Estate.Resending;
using AcmApprover.Identifiers;
using AcmApprover.MailPath.Domains;
using AcmApprover.MailPath.Receiving;
using Amazon.Runtime;

namespace AcmApprover.Hosting;

/// <summary>
/// Finds where the mail of a name can go instead, if the certificate's own validation domain receives none: the nearest domain whose MX
/// record is SES's in the session's region, and whose mail SES's rules store in the approver's bucket. What nobody knows, such as an MX
/// record that is not answered for, changes nothing: then the mail goes where ACM would send it.
/// </summary>
public sealed class Rescuer : IDisposable
{
    private readonly MxReader dns;
    private readonly Region? region;
    private readonly string bucket;
    private readonly Action<string> tell;
    private readonly SesReceiving ses;
    private readonly Lazy<Task<RuleSet?>> rules;
    private readonly ConcurrentDictionary<DomainName, Lazy<Task<bool>>> stored = new();

    /// <summary>Makes one for a round: each question is asked once.</summary>
    /// <param name="dns">Asks for MX records.</param>
    /// <param name="session">With what and where SES is asked.</param>
    /// <param name="bucket">The mail bucket.</param>
    /// <param name="tell">Told in one sentence what SES does not say.</param>
    /// <param name="cancellationToken">The round's time.</param>
    public Rescuer(MxReader dns, AwsSession session, string bucket, Action<string> tell, CancellationToken cancellationToken)
    {
        (this.dns, this.bucket, this.tell) = (dns, bucket, tell);
        ses = new SesReceiving(session);
        region = ses.Region;
        rules = new(() => AskAsync("ses:DescribeActiveReceiptRuleSet", () => ses.ReadActiveRuleSetAsync(cancellationToken)));
    }

    /// <summary>Finds it.</summary>
    /// <returns>The domain; null where the certificate's own may receive, or no other does.</returns>
    public async Task<DomainName?> FindAsync(NameFacts name, CancellationToken cancellationToken)
    {
        if (region is null || DomainChecks.RefusalOf(await dns.ReadAsync(name.MailDomain, region, cancellationToken)) is null)
        {
            return null;
        }

        foreach (var domain in RescueRoute.DomainsFor(name))
        {
            if (await stored.GetOrAdd(domain, _ => new(() => IsStoredAsync(domain, region, cancellationToken))).Value)
            {
                return domain;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => ses.Dispose();

    private async Task<bool> IsStoredAsync(DomainName domain, Region here, CancellationToken cancellationToken)
    {
        if (!(await dns.ReadAsync(domain, here, cancellationToken)).IsReceivedIn(here) || await rules.Value is not { } active)
        {
            return false;
        }

        var identities = await AskAsync(
            "ses:GetIdentityVerificationAttributes",
            () => ses.ReadIdentitiesAsync(ReceivedDomain.IdentitiesFor(domain), cancellationToken)
        );
        return identities is not null && new ReceivedDomain(domain, ReceivingFacts.OfRules("", here, bucket, active, identities)).IsStored;
    }

    private async Task<T?> AskAsync<T>(string action, Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (AmazonServiceException e)
        {
            tell($"SES does not say which domains it stores mail for, so no mail is sent to another domain: {action} ({e.ErrorCode})");
            return null;
        }
    }
}
