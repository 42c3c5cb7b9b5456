using AcmApprover.Aws.Client;
using AcmApprover.Aws.Organizations;
using AcmApprover.Identifiers;
using AcmApprover.Testing;

namespace AcmApprover.Aws.Tests.Organizations;

public sealed class OrganizationMembershipTests(Surroundings surroundings) : InTheWorld(surroundings)
{
    private const string Organization = "o-exampleorgid";

    private static readonly AccountId account = AccountId.Parse("444455556666");

    private readonly ManualTime time = new();

    [Theory]
    [InlineData(Organization, "State", "ACTIVE", true)]
    [InlineData(Organization, "Status", "ACTIVE", true)]
    [InlineData(Organization, "State", "SUSPENDED", false)]
    [InlineData(Organization, "State", "PENDING_CLOSURE", false)]
    [InlineData(Organization, "Other", "ACTIVE", false)]
    [InlineData("o-anotherorgid", "State", "ACTIVE", false)]
    public async Task An_active_account_of_the_organization_is_a_member(string owner, string member, string state, bool isMember)
    {
        using var server = new ScriptedServer(Described(owner, member, state));
        Assert.Equal(isMember ? [account] : [], await AskAsync(server, account));
        var request = Assert.Single(server.Requests);
        Assert.Equal("AWSOrganizationsV20161128.DescribeAccount", request.Headers["X-Amz-Target"]);
        Assert.Equal("""{"AccountId":"444455556666"}""", request.Body);
    }

    [Fact]
    public async Task An_account_that_the_organization_does_not_know_is_no_member()
    {
        using var server = new ScriptedServer(Refused("AccountNotFoundException"));
        Assert.Empty(await AskAsync(server, account));
    }

    [Theory]
    [InlineData("AccessDeniedException")]
    [InlineData("AWSOrganizationsNotInUseException")]
    public async Task What_the_organization_refuses_to_say_is_no_answer(string code)
    {
        using var server = new ScriptedServer(Refused(code));
        var e = await Assert.ThrowsAsync<TemporarilyUnavailableException>(() => AskAsync(server, account));
        Assert.Contains($"whether 444455556666 belongs to {Organization}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_is_asked_for_again_after_an_hour_and_a_stranger_after_a_minute()
    {
        var stranger = AccountId.Parse("999988887777");
        using var server = new ScriptedServer(request =>
            Task.FromResult(
                request.Body.Contains(stranger.Value, StringComparison.Ordinal)
                    ? Refused("AccountNotFoundException")
                    : Described(Organization, "State", "ACTIVE")
            )
        );
        using var environment = new EnvironmentScope(("AWS_ENDPOINT_URL_ORGANIZATIONS", server.Url));
        using var accounts = Accounts();

        Assert.Equal(2, await AskedAfterAsync(TimeSpan.Zero));
        Assert.Equal(2, await AskedAfterAsync(TimeSpan.FromSeconds(59)));
        Assert.Equal(3, await AskedAfterAsync(TimeSpan.FromSeconds(2)));
        Assert.Equal(5, await AskedAfterAsync(TimeSpan.FromMinutes(60)));

        async Task<int> AskedAfterAsync(TimeSpan pause)
        {
            time.Pass(pause);
            Assert.Equal([account], await accounts.MembersAmongAsync([account, stranger], CancellationToken.None));
            return server.Requests.Count;
        }
    }

    private async Task<IReadOnlyList<AccountId>> AskAsync(ScriptedServer server, params IReadOnlyList<AccountId> asked)
    {
        using var environment = new EnvironmentScope(("AWS_ENDPOINT_URL_ORGANIZATIONS", server.Url));
        using var accounts = Accounts();
        return await accounts.MembersAmongAsync(asked, CancellationToken.None);
    }

    private OrganizationMembership Accounts() =>
        new(OrganizationId.TryParse(Organization, out var id) ? id : throw new FormatException(), AwsSession.OfProcess, time);

    private static ScriptedAnswer Described(string organization, string member, string state) =>
        new(
            200,
            $$"""
            {
              "Account": {
                "Id": "444455556666",
                "Arn": "arn:aws:organizations::111122223333:account/{{organization}}/444455556666",
                "{{member}}": "{{state}}"
              }
            }
            """
        );

    private static ScriptedAnswer Refused(string code) => new(400, $$"""{ "__type": "{{code}}", "Message": "no" }""");
}
