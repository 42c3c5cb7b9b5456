using AcmApprover.Aws.Acm;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.S3;
using AcmApprover.Cli.Session;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.Probing;

namespace AcmApprover.Cli.Commands.Probe;

/// <summary><c>probe --clean</c>: deletes the certificates that interrupted probes left, found by their marks.</summary>
internal sealed class ProbeCleaning(
    DeployedStack stack,
    AccountId account,
    AwsSession session,
    S3ProbeMarks marks,
    ProbeReport report,
    TimeProvider time
)
{
    private const string Again = "run it again in 10 minutes";

    /// <summary>Cleans up.</summary>
    /// <param name="isReal">Whether anything is deleted.</param>
    /// <param name="cancellationToken">Ends it between two probes.</param>
    /// <returns>How many are left for later, or for somebody else.</returns>
    internal async Task<int> RunAsync(bool isReal, CancellationToken cancellationToken)
    {
        var left = 0;
        await foreach (var mark in marks.ListAsync(stack.Bucket, cancellationToken))
        {
            if (mark.Account != account)
            {
                report.Cleaned(mark, $"left: it is in account {mark.Account}, and these credentials are of {account}");
                left++;
                continue;
            }

            using var acm = new AcmProbes(session.In(mark.Region));
            left += await CleanAsync(mark, acm, isReal, cancellationToken) ? 0 : 1;
        }

        return left;
    }

    /// <returns>Whether nothing of it is left.</returns>
    private async Task<bool> CleanAsync(ProbeMark mark, AcmProbes acm, bool isReal, CancellationToken cancellationToken)
    {
        var age = time.GetUtcNow() - mark.MarkedAt;
        if (await FindAsync(mark, acm, cancellationToken) is not { } certificate)
        {
            return await CleanMarkAsync(mark, age, isReal, cancellationToken);
        }

        var copies = await marks.ListCopiesAsync(stack.Bucket, mark.Name, certificate, cancellationToken);
        var sight = new ProbeSight { Copies = copies, Status = CertificateStatus.Unknown };
        if (!sight.IsComplete && age < ProbeMark.MailTime)
        {
            report.Cleaned(mark, $"left: only {sight.Mailboxes} of its {ProbeSight.AllCopies} mails have come; {Again}");
            return false;
        }

        if (isReal)
        {
            // First the mark: a late copy of its mail is known by it.
            await marks.WriteAsync(stack.Bucket, mark with { Certificate = certificate, IsDeleted = true }, cancellationToken);
            await acm.DeleteAsync(certificate, cancellationToken);
        }

        report.Cleaned(mark with { Certificate = certificate }, $"{(isReal ? "deleted" : "would delete")} {certificate}");
        return true;
    }

    /// <summary>A mark without a certificate is kept while mail about it may come.</summary>
    private async Task<bool> CleanMarkAsync(ProbeMark mark, TimeSpan age, bool isReal, CancellationToken cancellationToken)
    {
        if (mark.Certificate is null && age < ProbeMark.MailTime)
        {
            report.Cleaned(mark, $"left: nothing is requested for it, or ACM does not show it yet; {Again}");
            return false;
        }

        if (mark.Certificate is null || age >= ProbeMark.Lifetime)
        {
            if (isReal)
            {
                await marks.RemoveAsync(stack.Bucket, mark, cancellationToken);
            }

            report.Cleaned(mark, isReal ? "removed its mark" : "would remove its mark");
        }

        return true;
    }

    private static async Task<CertificateArn?> FindAsync(ProbeMark mark, AcmProbes acm, CancellationToken cancellationToken) =>
        mark.Certificate is { } known
        && await acm.DescribeAsync(known, cancellationToken) is { Status: not CertificateStatus.Unknown }
            ? known
            : await acm.FindAsync(mark, cancellationToken);
}
