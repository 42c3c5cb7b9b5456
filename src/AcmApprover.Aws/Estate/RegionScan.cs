using System.Runtime.CompilerServices;
using AcmApprover.Aws.Acm;
using AcmApprover.Aws.Client;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using Amazon.Runtime;

namespace AcmApprover.Aws.Estate;

/// <summary>The certificates of one region of one account that depend on e-mail, found one by one.</summary>
/// <param name="acm">ACM there.</param>
/// <param name="account">The account.</param>
/// <param name="region">The region.</param>
/// <param name="ownerTag">The tag whose value is a certificate's owner; null to read no tags.</param>
/// <param name="sink">Takes what is found.</param>
internal sealed class RegionScan(PacedAcm acm, AccountId account, Region region, string? ownerTag, ScanSink sink)
{
    /// <summary>Calls on their way at a time: the pace is kept also where an answer takes half a second.</summary>
    private const int AtOnce = 5;

    private volatile bool isWithoutSearch;
    private volatile bool isWithoutDescribe;
    private volatile bool isWithoutTags;

    /// <summary>Reads it. What is refused or does not answer is a problem, and the rest is read all the same.</summary>
    /// <returns>Whether the certificates there could be listed to the end.</returns>
    internal async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        try
        {
            await Parallel.ForEachAsync(ListAsync(cancellationToken), options, async (c, token) => await ReadAsync(c, token));
            return true;
        }
        catch (AmazonServiceException e)
        {
            sink.Problem(Denial.Of(account, [region], e, "acm:SearchCertificates"));
        }
        catch (Exception e) when (e is TemporarilyUnavailableException or UnreachableEndpointException)
        {
            var cause =
                e is UnreachableEndpointException ? $"no answer ({e.Message})"
                : e.InnerException is AmazonServiceException { ErrorCode: { } code } ? code
                : "no answer";
            const string advice = "check the network and that the region exists, and run it again";
            sink.Problem(new EstateProblem(account, [region], $"ACM cannot be asked: {cause}", null, advice));
        }

        return false;
    }

    private async IAsyncEnumerable<ListedCertificate> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var page = await PageAsync(token, cancellationToken);
            foreach (var certificate in page.Certificates.Where(c => c is { IsAmazonIssued: true, Facts.IsProbe: false }))
            {
                yield return certificate;
            }

            token = page.NextToken;
        } while (token is { Length: > 0 });
    }

    private async Task<CertificatePage> PageAsync(string? token, CancellationToken cancellationToken)
    {
        if (!isWithoutSearch)
        {
            try
            {
                return await acm.SearchAsync(null, token, cancellationToken);
            }
            catch (AmazonServiceException e) when (token is null && Denial.IsWithoutOperation(e))
            {
                isWithoutSearch = true;
            }
        }

        return await acm.ListAsync([], token, cancellationToken);
    }

    private async Task ReadAsync(ListedCertificate listed, CancellationToken cancellationToken)
    {
        if (await DescribeAsync(listed, cancellationToken) is not { Method: EstateMethod.Email or EstateMethod.Unknown } facts)
        {
            return;
        }

        sink.Found(facts with { Owner = await OwnerAsync(facts.Arn, cancellationToken) });
    }

    private async Task<CertificateFacts?> DescribeAsync(ListedCertificate listed, CancellationToken cancellationToken)
    {
        // What is only listed says nothing of its method: without a description, nobody knows whether it depends on e-mail.
        var undescribed = isWithoutSearch ? null : listed.Facts;
        if (isWithoutDescribe)
        {
            return undescribed;
        }

        try
        {
            var described = await acm.DescribeAsync(listed.Facts.Arn, cancellationToken);
            // Only a listing says whether it was exported.
            return described is null
                ? undescribed
                : described with
                {
                    IsExported = listed.Facts.IsExported,
                    IsInUse = described.IsInUse || listed.Facts.IsInUse,
                };
        }
        catch (AmazonServiceException e) when (e.ErrorCode is "ResourceNotFoundException")
        {
            // Deleted since it was listed.
            return null;
        }
        catch (AmazonServiceException e) when (AwsCalls.IsDenied(e))
        {
            isWithoutDescribe = true;
            sink.Problem(Denial.Of(account, [region], e, "acm:DescribeCertificate"));
            return undescribed;
        }
    }

    private async Task<string?> OwnerAsync(CertificateArn certificate, CancellationToken cancellationToken)
    {
        if (ownerTag is null || isWithoutTags)
        {
            return null;
        }

        try
        {
            return (await acm.ListTagsAsync(certificate, cancellationToken)).GetValueOrDefault(ownerTag);
        }
        catch (AmazonServiceException e) when (e.ErrorCode is "ResourceNotFoundException")
        {
            return null;
        }
        catch (AmazonServiceException e) when (AwsCalls.IsDenied(e))
        {
            isWithoutTags = true;
            sink.Problem(Denial.Of(account, [region], e, "acm:ListTagsForCertificate"));
            return null;
        }
    }
}
