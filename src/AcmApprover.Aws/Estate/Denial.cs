using AcmApprover.Aws.Client;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using Amazon.Runtime;

namespace AcmApprover.Aws.Estate;

/// <summary>
/// What AWS refused, in words that are the same for every region, so that one cause is one line. AWS's own message names resources and
/// differs from region to region.
/// </summary>
internal static class Denial
{
    /// <summary>The problem that a refusal is.</summary>
    /// <param name="account">The account.</param>
    /// <param name="regions">The region; empty for the account as a whole.</param>
    /// <param name="e">What AWS answered.</param>
    /// <param name="action">The IAM action of the call.</param>
    internal static EstateProblem Of(AccountId account, IReadOnlyList<Region> regions, AmazonServiceException e, string action) =>
        IsByServiceControlPolicy(e)
            ? new EstateProblem(
                account,
                regions,
                $"a service control policy forbids {action}",
                action,
                "no policy in the account changes that: ask who manages the organisation, or leave these regions out with --regions"
            )
            {
                IsByServiceControlPolicy = true,
            }
        : IsNotEnabled(e)
            ? new EstateProblem(
                account,
                regions,
                "the credentials are not valid there",
                null,
                "enable the region in the account, or leave it out with --regions"
            )
        : AwsCalls.IsDenied(e) ? new EstateProblem(account, regions, $"AWS refuses {action}", action, $"allow {action} to whom you ask as")
        : new EstateProblem(account, regions, $"{action} failed: {e.ErrorCode}", null, "run it again; if it stays, report it");

    /// <summary>Whether ACM does not offer an operation there, or not to the caller.</summary>
    internal static bool IsWithoutOperation(AmazonServiceException e) =>
        (AwsCalls.IsDenied(e) && !IsNotEnabled(e)) || e.ErrorCode is "UnknownOperationException" or "InvalidAction" or "NotImplemented";

    /// <summary>IAM's own words for it (IAM user guide, "Access denied error message examples").</summary>
    private static bool IsByServiceControlPolicy(AmazonServiceException e) =>
        AwsCalls.IsDenied(e) && e.Message.Contains("service control policy", StringComparison.OrdinalIgnoreCase);

    private static bool IsNotEnabled(AmazonServiceException e) => e.ErrorCode is "UnrecognizedClientException" or "InvalidClientTokenId";
}
