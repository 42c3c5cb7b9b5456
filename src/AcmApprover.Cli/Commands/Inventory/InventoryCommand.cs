using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AcmApprover.Aws.Estate;
using AcmApprover.Cli.Estate;
using AcmApprover.Cli.Terminal;
using AcmApprover.Estate;

namespace AcmApprover.Cli.Commands.Inventory;

/// <summary><c>acm-approver inventory</c>: every certificate that depends on e-mail, and what is to come for it.</summary>
internal sealed class InventoryCommand : OperatorCommand
{
    private readonly CommandHost host;
    private readonly ScopeOptions scope = new();

    private readonly Option<OutputTarget[]?> outputs = new("--output")
    {
        Description = "table, json or csv, to standard output or with =FILE to a file; may be given several times. A table without it.",
        HelpName = "FORMAT[=FILE]",
        CustomParser = OutputTarget.Parse,
    };

    private readonly Option<bool> json = new("--json") { Description = "The same as --output json." };

    private readonly Option<RiskLevel?> failOn = new("--fail-on")
    {
        Description = $"End with exit code 1 if a certificate is at least that bad: {string.Join(", ", RiskWords.All)}.",
        HelpName = "SEVERITY",
        CustomParser = ParseSeverity,
    };

    private readonly Option<int> soon = new("--soon")
    {
        Description = "How many days before its next mail a certificate counts as soon.",
        HelpName = "DAYS",
        DefaultValueFactory = _ => (int)RiskAssessment.Soon.TotalDays,
        CustomParser = ParseDays,
    };

    private readonly Option<string?> ownerTag = new("--owner-tag")
    {
        Description = "The tag whose value is a certificate's owner. Needs acm:ListTagsForCertificate.",
        HelpName = "KEY",
    };

    private readonly Option<string?> since = new("--since")
    {
        Description = "An inventory in JSON of an earlier day: show what changed.",
        HelpName = "FILE",
    };

    private readonly Option<string?> ignore = new("--ignore")
    {
        Description = "A file of certificates to set aside, each with a reason, an owner and a last day.",
        HelpName = "FILE",
    };

    private readonly Option<string?> doctor = new("--doctor")
    {
        Description = "What doctor --json wrote: a certificate whose mail will not arrive counts as will-fail.",
        HelpName = "FILE",
    };

    internal InventoryCommand(CommandHost host)
        : base(
            "inventory",
            "List every certificate that is validated by e-mail, or by a method that ACM does not say, with its next mail. Changes "
                + "nothing.",
            """
            acm-approver inventory
            acm-approver inventory --role acm-approver-read --owner-tag team --output table --output json=estate.json
            acm-approver inventory --accounts 111122223333,444455556666 --role acm-approver-read --regions eu-west-1,us-east-1
            acm-approver inventory --since estate.json --fail-on pending-now
            acm-approver inventory --doctor doctor.json --fail-on will-fail
            """
        )
    {
        this.host = host;
        foreach (var option in (Option[])[outputs, json, failOn, soon, ownerTag, since, ignore, doctor])
        {
            Add(option);
        }

        scope.AddTo(this);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var targets = OutputTarget.Choose(parsed.GetValue(outputs), parsed.GetValue(json));
        // Whatever is wrong with a file is said before AWS is asked, which can take minutes.
        var old = parsed.GetValue(since) is { } path ? await InventoryFile.ReadAsync(path, cancellationToken) : null;
        var ignored = parsed.GetValue(ignore) is { } list
            ? await InventoryFile.ReadIgnoreListAsync(list, cancellationToken)
            : IgnoreList.Empty;
        var examined = parsed.GetValue(doctor) is { } found
            ? await InventoryFile.ReadDoctorAsync(found, cancellationToken)
            : DoctorFile.Empty;
        var inventory = await TakeAsync(parsed, ignored, examined, cancellationToken);
        inventory = old is null ? inventory : inventory with { Changes = InventoryChange.Between(old, inventory) };

        foreach (var target in targets)
        {
            await target.WriteAsync(host, inventory);
        }

        ProblemText.Write(host.Error, inventory.Problems);
        foreach (var entry in ignored.Ended(DateOnly.FromDateTime(inventory.TakenAt.UtcDateTime)))
        {
            await host.Error.WriteLineAsync($"note: the ignore file's entry for {entry} does not hold any more");
        }

        var worst = parsed.GetValue(failOn);
        return inventory.Problems.Count > 0 || (worst is not null && inventory.Counted.Any(c => c.Severity >= worst))
            ? ExitCode.NeedsOperator
            : ExitCode.Done;
    }

    private async Task<AcmApprover.Estate.Inventory> TakeAsync(
        ParseResult parsed,
        IgnoreList ignored,
        DoctorFile examined,
        CancellationToken cancellationToken
    )
    {
        using var estate = await scope.OpenAsync(parsed, host, parsed.GetValue(ownerTag), cancellationToken);
        ScanResult result;
        using (var line = new ProgressLine(host))
        {
            result = await estate.ScanAsync(
                p => line.Set(p.PlacesDone, p.Places, $"regions, {p.Certificates:N0} certificates"),
                cancellationToken
            );
        }

        if (result.PlacesRead == 0)
        {
            ProblemText.Write(host.Error, result.Problems);
            throw new CommandException("no region of any account could be read", "the lines above say what is missing");
        }

        return InventoryBuilder.Build(
            result,
            EstateCalendar.Current,
            host.Time.GetUtcNow(),
            TimeSpan.FromDays(parsed.GetValue(soon)),
            ignored,
            examined
        );
    }

    private static RiskLevel? ParseSeverity(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (RiskWords.TryParse(text, out var level))
        {
            return level;
        }

        result.AddError($"--fail-on is '{text}', but must be one of {string.Join(", ", RiskWords.All)}");
        return null;
    }

    private static int ParseDays(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 365)
        {
            return days;
        }

        result.AddError($"--soon is {text}, but must be 0 to 365 days");
        return 0;
    }
}
