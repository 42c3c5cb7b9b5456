using System.Text.Json;
using System.Text.Json.Nodes;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Testing;

namespace AcmApprover.Template.Tests;

/// <summary>Mails on their whole way through the stack.</summary>
public sealed class DeployedStackTests
{
    // The function tries as long as it has time. So that the tests do not take the template's minutes, it has less where it must fail.
    private static readonly TimeSpan LittleTime = TimeSpan.FromSeconds(8);

    [Theory]
    [InlineData(MailSource.OwnRuleSet, MotoServer.Account)]
    [InlineData(MailSource.StoredAlready, "")]
    public async Task A_mail_that_is_stored_raises_one_event_and_ends_approved_with_its_record_and_no_dead_letter(
        MailSource mail,
        string trustedAccounts
    )
    {
        await using var moto = await MotoServer.StartAsync();
        await using var deployed = await DeployedStack.StartAsync(moto, Parameters(mail, trustedAccounts));
        Assert.Equal(deployed.Stack.FunctionArn, deployed.World.Lambda.FunctionArn);
        var rule = await deployed.DescribeMailRuleAsync();
        var told = rule.MatchFor(deployed.Bucket);
        Assert.Equal((true, true, "inbound/"), (rule.IsEnabled, told.Takes, Assert.Single(told.Prefixes)));

        await deployed.StoreAsync("decisions/inbound/of-another-mail.json", "{}"u8.ToArray());
        var (key, certificate) = await deployed.ReceiveMailAsync();
        var result = await deployed.InvokeAsync(Assert.Single(await deployed.TakeEventsAsync()));

        Assert.True(result.Payload is not null, $"the function failed: {result.ErrorType}: {result.ErrorMessage}");
        var decision = Assert.Single(JsonNode.Parse(result.Payload)!["decisions"]!.AsArray()).Deserialize(DecisionJson.Default.Decision)!;
        Assert.Equal((Outcome.Approved, key), (decision.Outcome, decision.Mail.Key));
        Assert.Equal("ISSUED", deployed.World.Acm.StatusOf(certificate));
        Assert.Equivalent(decision, Assert.Single(await deployed.RecordsAsync(key)));
        Assert.Empty(await deployed.TakeEventsAsync());
        Assert.Equal(0, await deployed.CountDeadLettersAsync());
        Assert.False(await deployed.IsAlarmDueAsync());
    }

    [Theory]
    [InlineData(ServiceName.Acm, false)]
    [InlineData(ServiceName.ApprovalSite, true)]
    public async Task A_mail_that_fails_ends_as_a_dead_letter_with_an_alarm_until_a_replay_clears_it(ServiceName down, bool byTheFunction)
    {
        await using var moto = await MotoServer.StartAsync();
        await using var deployed = await DeployedStack.StartAsync(moto, Parameters(MailSource.OwnRuleSet));
        var (key, certificate) = await deployed.ReceiveMailAsync();
        deployed.World.Faults.Add(down, null, Misbehave.Error(503), times: int.MaxValue);

        var result = await deployed.InvokeAsync(Assert.Single(await deployed.TakeEventsAsync()), LittleTime);

        Assert.Contains("temporarily unavailable", result.ErrorMessage, StringComparison.Ordinal);
        Assert.True(deployed.World.Acm.IsPending(certificate));
        Assert.Empty(await deployed.RecordsAsync(key));
        Assert.Equal((1, 0), (await deployed.CountRetriesAsync(), await deployed.CountDeadLettersAsync()));
        Assert.False(await deployed.IsAlarmDueAsync());

        await deployed.ExhaustRetriesAsync();
        Assert.Equal((0, 1), (await deployed.CountRetriesAsync(), await deployed.CountDeadLettersAsync()));
        Assert.True(await deployed.IsAlarmDueAsync());

        deployed.World.Faults.Clear();
        var shown = Assert.Single(await deployed.ReplayDeadLettersAsync(byTheFunction));
        Assert.Equal((Outcome.WouldApprove, key), (shown.Outcome, shown.Mail.Key));
        Assert.True(await deployed.IsAlarmDueAsync());

        var done = Assert.Single(await deployed.ReplayDeadLettersAsync(byTheFunction, "--approve"));
        Assert.Equal((Outcome.Approved, key), (done.Outcome, done.Mail.Key));
        Assert.Equal("ISSUED", deployed.World.Acm.StatusOf(certificate));
        Assert.Equivalent(done, Assert.Single(await deployed.RecordsAsync(key)));
        Assert.Equal(0, await deployed.CountDeadLettersAsync());
        Assert.False(await deployed.IsAlarmDueAsync());
    }

    [Fact]
    public async Task A_mail_of_an_account_is_approved_because_the_account_belongs_to_the_organization()
    {
        await using var moto = await MotoServer.StartAsync();
        var made = await moto.AskJsonAsync("organizations", "AWSOrganizationsV20161128.CreateOrganization", "{}");
        var organization = JsonNode.Parse(made)!["Organization"]!["Id"]!.GetValue<string>();
        var parameters = new Switches { Accounts = AccountTrust.Organization }.Parameters;
        parameters["TrustedOrganization"] = organization;
        await using var deployed = await DeployedStack.StartAsync(moto, parameters);
        Assert.Equal($"organization:{organization}", deployed.Stack.Settings["ACM_APPROVER_ACCOUNTS"]);

        var (_, certificate) = await deployed.ReceiveMailAsync();
        var result = await deployed.InvokeAsync(Assert.Single(await deployed.TakeEventsAsync()));

        Assert.True(result.Payload is not null, $"the function failed: {result.ErrorType}: {result.ErrorMessage}");
        Assert.Equal("ISSUED", deployed.World.Acm.StatusOf(certificate));
    }

    private static Dictionary<string, string> Parameters(MailSource mail, string trustedAccounts = "")
    {
        return new(new Switches { Mail = mail }.Parameters) { ["TrustedAccounts"] = trustedAccounts };
    }
}
