using AcmApprover.Aws.Acm;
using AcmApprover.Estate.Resending;
using AcmApprover.Identifiers;
using Amazon.Runtime;

namespace AcmApprover.Aws.Estate;

/// <summary>
/// Finds the certificates of a region that may wait for an answer to ACM's mail, or waited in vain. Where ACM has no SearchCertificates,
/// or not for the caller, all that is pending or may be renewed soon is listed, whatever its method: more is described then.
/// </summary>
/// <param name="acm">ACM there.</param>
/// <param name="time">The clock.</param>
internal sealed class PendingSearch(PacedAcm acm, TimeProvider time)
{
    /// <summary>The states in which something can wait for mail, a first issue and a renewal; and that of one that ended.</summary>
    private static readonly (string, string)[] Searches =
    [
        ("Status", "PENDING_VALIDATION"),
        ("RenewalStatus", "PENDING_VALIDATION"),
        ("Status", "VALIDATION_TIMED_OUT"),
    ];

    private static readonly string[] Statuses = ["PENDING_VALIDATION", "ISSUED", "VALIDATION_TIMED_OUT"];

    /// <summary>Finds them, each once.</summary>
    /// <exception cref="AmazonServiceException">ACM refused both the search and the list.</exception>
    internal async Task<IReadOnlyCollection<CertificateArn>> FindAsync(CancellationToken cancellationToken)
    {
        HashSet<CertificateArn> found = [];
        try
        {
            foreach (var search in Searches)
            {
                await AddAsync((token, end) => acm.SearchAsync(search, token, end));
            }
        }
        catch (AmazonServiceException e) when (Denial.IsWithoutOperation(e))
        {
            await AddAsync((token, end) => acm.ListAsync(Statuses, token, end));
        }

        return found;

        async Task AddAsync(Func<string?, CancellationToken, Task<CertificatePage>> read)
        {
            string? token = null;
            do
            {
                var page = await read(token, cancellationToken);
                var now = time.GetUtcNow();
                found.UnionWith(
                    page.Certificates.Where(c => c is { IsAmazonIssued: true, Facts.IsProbe: false } && ResendPlan.MayWait(c.Facts, now))
                        .Select(c => c.Facts.Arn)
                );
                token = page.NextToken;
            } while (token is { Length: > 0 });
        }
    }
}
