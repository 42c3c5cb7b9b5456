using System.CommandLine;
using AcmApprover.Cli.Estate;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.Migration;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary><c>acm-approver migrate plan</c>: what can be switched, in which order, and what stands in the way.</summary>
internal sealed class PlanCommand : OperatorCommand
{
    private readonly CommandHost host;
    private readonly AccountOptions accounts = new();
    private readonly DnsOptions dns = new("Authoritative servers are asked at the port of the first one.");
    private readonly CodeOptions code = new();

    private readonly Option<string> inventory = new("--inventory")
    {
        Description = "The inventory in JSON whose certificates are planned.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string?> output = new("--out") { Description = "Where the plan is written.", HelpName = "PLAN" };

    private readonly Option<string[]> zoneAccounts = new("--zone-account")
    {
        Description =
            "An account whose hosted zones are read, besides your own and the certificate's; may be given several times. The role is "
            + "assumed there too.",
        HelpName = "ID",
    };

    private readonly Option<bool> json = new("--json") { Description = "Print the plan as JSON." };

    internal PlanCommand(CommandHost host)
        : base(
            "plan",
            "Find out which certificates can be switched to DNS validation, who must publish what, and in which order. Changes nothing.",
            """
            acm-approver migrate plan --inventory inventory.json --out plan.json
            acm-approver migrate plan --inventory inventory.json --out plan.json --role acm-approver-migrate --zone-account 444455556666
            acm-approver migrate plan --inventory inventory.json --terraform-state <(terraform show -json)
            """
        )
    {
        this.host = host;
        foreach (var option in (Option[])[inventory, output, zoneAccounts, json])
        {
            Add(option);
        }

        code.AddTo(this);
        dns.AddTo(this);
        accounts.AddTo(this);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var estate = await InventoryFile.ReadAsync(parsed.GetValue(inventory)!, cancellationToken);
        var managed = await code.ReadAsync(parsed, cancellationToken);
        var further = Accounts(parsed.GetValue(zoneAccounts) ?? []);
        using var open = await accounts.OpenAsync(parsed, host, cancellationToken);
        using var clients = new AccountClients(open);
        using var reader = new CandidateReader(clients, dns.Read(parsed).Servers, further, managed, host.Time);

        IReadOnlyList<Candidate> candidates;
        using (var progress = new ProgressLine(host))
        {
            candidates = await reader.ReadAsync([.. estate.Counted], progress, cancellationToken);
        }

        var plan = MigrationPlan.Of(candidates, reader.Unread, EstateCalendar.Current, host.Time.GetUtcNow());
        if (parsed.GetValue(output) is { } path)
        {
            await PlanFile.WriteAsync(path, plan, cancellationToken);
        }

        if (parsed.GetValue(json))
        {
            using var bytes = new MemoryStream();
            PlanJson.Write(bytes, plan);
            await host.Output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(bytes.ToArray()));
        }
        else
        {
            PlanTable.Write(host.CreateScreen().Console, plan);
        }

        foreach (var problem in reader.Problems)
        {
            await host.Error.WriteLineAsync($"not read: {problem}");
        }

        return reader.Problems.Count > 0 || plan.Certificates.Any(entry => entry.Action != PlanAction.Switch)
            ? ExitCode.NeedsOperator
            : ExitCode.Done;
    }

    private static List<AccountId> Accounts(string[] ids)
    {
        List<AccountId> accounts = [];
        foreach (var id in ids.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)))
        {
            accounts.Add(
                AccountId.TryParse(id, out var account)
                    ? account
                    : throw CommandException.WrongUsage($"--zone-account is '{id}', but must be an account id of twelve digits")
            );
        }

        return accounts;
    }
}
