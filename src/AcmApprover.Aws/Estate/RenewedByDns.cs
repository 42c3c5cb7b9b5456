using AcmApprover.Aws.Acm;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.Sts;
using AcmApprover.Estate;
using AcmApprover.Migration.Progress;
using AcmApprover.Migration.Switching;
using Amazon.Runtime;

namespace AcmApprover.Aws.Estate;

/// <summary>
/// Finds the certificates that ACM renews by DNS: issued, used or exported, and with every name validated by DNS. Needs
/// <c>acm:SearchCertificates</c>, <c>acm:DescribeCertificate</c> and <c>acm:ListCertificateDomainValidations</c>.
/// </summary>
/// <param name="session">The caller's credentials and region.</param>
/// <param name="credentials">The credentials for every account.</param>
/// <param name="part">The part of ACM's quotas to use.</param>
/// <param name="time">The clock.</param>
public sealed class RenewedByDns(AwsSession session, AccountCredentials credentials, double part, TimeProvider time)
{
    /// <summary>Reads one region of one account; what expires first comes first, for it is renewed first.</summary>
    /// <param name="place">The region.</param>
    /// <param name="found">Told of each certificate, one after another.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What could not be read; null if all could.</returns>
    public async Task<EstateProblem?> ReadAsync(
        EstatePlace place,
        Func<MigrationFacts, CancellationToken, Task> found,
        CancellationToken cancellationToken
    )
    {
        var (account, region) = place;
        var action = "acm:SearchCertificates";
        try
        {
            if (await credentials.ForAsync(account, region.Partition, cancellationToken) is not AccountAccess.Granted access)
            {
                const string advice = "let the role there trust the caller";
                return new EstateProblem(account, [], "its role cannot be assumed", "sts:AssumeRole", advice);
            }

            var there = session.As(access.Credentials).In(region);
            using var acm = new PacedAcm(there, part, RenewAsync, time);
            using var facts = new AcmMigration(there);
            var listed = await ListAsync(acm, cancellationToken);
            var pace = new CallPace(AcmQuotas.Describe * part, time);
            action = "acm:DescribeCertificate";
            var isFallBack = false;
            foreach (var certificate in listed)
            {
                await pace.WaitAsync(cancellationToken);
                await RenewAsync(cancellationToken);
                if (
                    await facts.ReadAsync(certificate.Arn, cancellationToken) is { } read
                    && read.Certificate.Status is CertificateStatus.Issued
                    && CertificateProgress.Of(read.Names, read.Update, time.GetUtcNow()) is CertificateProgress.Done
                )
                {
                    isFallBack |= read.IsFallBack;
                    await found(read, cancellationToken);
                }
            }

            return isFallBack
                ? new EstateProblem(
                    account,
                    [region],
                    "AWS refuses acm:ListCertificateDomainValidations; the method is from acm:DescribeCertificate",
                    "acm:ListCertificateDomainValidations",
                    "allow acm:ListCertificateDomainValidations to whom you ask as"
                )
                : null;
        }
        catch (AmazonServiceException e)
        {
            return Denial.Of(account, [region], e, action);
        }
        catch (TemporarilyUnavailableException e)
        {
            return new EstateProblem(account, [region], e.Message, null, "the next run looks again");
        }

        Task RenewAsync(CancellationToken token) => credentials.ForAsync(account, region.Partition, token);
    }

    private static async Task<IReadOnlyList<CertificateFacts>> ListAsync(PacedAcm acm, CancellationToken cancellationToken)
    {
        List<CertificateFacts> renewed = [];
        string? token = null;
        do
        {
            var page = await acm.SearchIssuedAsync(token, cancellationToken);
            renewed.AddRange(page.Certificates.Select(listed => listed.Facts).Where(facts => facts.IsRenewedByAcm));
            token = page.NextToken;
        } while (token is { Length: > 0 });

        return [.. renewed.OrderBy(facts => facts.ExpiresAt ?? DateTimeOffset.MaxValue)];
    }
}
