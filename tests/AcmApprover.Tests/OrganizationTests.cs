using AcmApprover.Approval;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Identifiers;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>Accounts are trusted because they belong to an organization, and the policy lists none.</summary>
public sealed class OrganizationTests : IOrganization
{
    private readonly World world = World.Holding().Answers(new ButtonAnswer.Approved());
    private readonly List<AccountId> asked = [];
    private List<AccountId>? members = [Valid.Arn.Account];

    public OrganizationId Id { get; } = OrganizationId.TryParse("o-exampleorgid", out var id) ? id : throw new FormatException();

    public Task<IReadOnlyList<AccountId>> MembersAmongAsync(IReadOnlyList<AccountId> accounts, CancellationToken cancellationToken)
    {
        asked.AddRange(accounts);
        return members is null
            ? throw new TemporarilyUnavailableException("Organizations", "no answer")
            : Task.FromResult<IReadOnlyList<AccountId>>([.. accounts.Where(members.Contains)]);
    }

    [Fact]
    public async Task A_mail_of_a_member_is_approved()
    {
        Assert.Equal(Outcome.Approved, (await HandleAsync(Valid.Mail)).Outcome);
        Assert.Equal([Valid.Arn.Account], asked);
    }

    [Fact]
    public async Task A_mail_of_a_stranger_is_an_alert_that_names_the_organization()
    {
        members = [];
        var decision = await HandleAsync(Valid.Mail);
        Assert.Equal((Outcome.Referred, "alert"), (decision.Outcome, decision.Severity));
        var reason = Assert.Single(decision.Reasons);
        Assert.Equal("account-not-trusted", reason.Code);
        Assert.EndsWith("trusted accounts: those of the organization o-exampleorgid", reason.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_organization_does_not_answer_the_mail_is_neither_approved_nor_referred()
    {
        members = null;
        await Assert.ThrowsAsync<TemporarilyUnavailableException>(() => HandleAsync(Valid.Mail));
        Assert.Empty(world.Calls);
        Assert.Empty(world.Decisions);
    }

    [Fact]
    public async Task A_mail_that_names_many_accounts_asks_for_the_one_that_it_claims_and_a_few_more()
    {
        var named = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"{i:D12}"));
        await HandleAsync(Valid.Mail with { Text = text => $"{named}\n{text}" });
        Assert.Equal((5, Valid.Arn.Account), (asked.Count, asked[0]));
    }

    [Fact]
    public async Task Other_mail_asks_nobody()
    {
        var mail = Valid.Mail with { Text = _ => "Hello", HasHtml = false, Subject = "Hello", From = ["a@example.com"] };
        Assert.Equal(Outcome.Ignored, (await HandleAsync(mail)).Outcome);
        Assert.Empty(asked);
    }

    private Task<Decision> HandleAsync(MailDraft mail) =>
        new Approver(
            world,
            world,
            new LiveConsequences(world, world, world, world),
            Valid.Policy with
            {
                Accounts = [],
            },
            world.Time,
            this
        ).HandleAsync(mail.Store(), "request-1", TestContext.Current.CancellationToken);
}
