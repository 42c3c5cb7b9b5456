using AcmApprover.Aws.Client;
using AcmApprover.Identifiers;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace AcmApprover.Cli.Session;

/// <summary>Who the caller is.</summary>
internal static class CallerIdentity
{
    /// <summary>The account of the session's credentials; STS tells it without any permission.</summary>
    internal static async Task<AccountId> AccountAsync(AwsSession session, CancellationToken cancellationToken = default)
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            session.Credentials,
            session.Configure(new AmazonSecurityTokenServiceConfig())
        );
        var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
        return AccountId.Parse(identity.Account);
    }
}
