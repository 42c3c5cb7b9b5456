using AcmApprover.Aws.Client;
using AcmApprover.Aws.Sts;
using AcmApprover.Identifiers;
using AcmApprover.Testing;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace AcmApprover.Aws.Tests.Sts;

/// <summary>The role against somebody else's STS: the client is made inside, so that the environment leads it there.</summary>
public sealed class StsMotoTests(Surroundings surroundings)
{
    private const string Variable = "AWS_ENDPOINT_URL_STS";

    [Fact]
    public async Task The_credentials_are_those_of_the_role_in_the_other_account()
    {
        var moto = await surroundings.MotoAsync();
        var before = Environment.GetEnvironmentVariable(Variable);
        Environment.SetEnvironmentVariable(Variable, moto.Endpoint.OriginalString);
        try
        {
            using var credentials = new AccountCredentials(
                AccountId.Parse(MotoServer.Account),
                "AcmApproverReader",
                "id",
                AwsSession.OfProcess,
                TimeProvider.System
            );

            var other = AccountId.Parse(Surroundings.Other);
            var access = Assert.IsType<AccountAccess.Granted>(await credentials.ForAsync(other, "aws", CancellationToken.None));

            using var sts = new AmazonSecurityTokenServiceClient(access.Credentials);
            var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest());
            Assert.Equal($"arn:aws:sts::{Surroundings.Other}:assumed-role/AcmApproverReader/acm-approver", identity.Arn);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
        }
    }
}
