using System.CommandLine;
using AcmApprover.Cli.Estate;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Estate;
using AcmApprover.MailPath.Receiving;

namespace AcmApprover.Cli.Commands.Doctor;

/// <summary><c>acm-approver doctor</c>: whether ACM's mail for a name will arrive, and what is in its way. Changes nothing.</summary>
internal sealed class DoctorCommand : OperatorCommand
{
    /// <summary>How many names are examined at a time.</summary>
    private const int Parallel = 8;

    private readonly CommandHost host;

    private readonly Argument<string[]> names = new("NAME") { Description = "Names of certificates: www.example.com, *.example.com." };

    private readonly Option<string?> inventoryFile = new("--inventory")
    {
        Description = "An inventory in JSON: every name in it that is validated by e-mail, or may be.",
        HelpName = "FILE",
    };

    private readonly Option<string?> validationDomain = new("--validation-domain")
    {
        Description = "The validation domain of the names on the command line; without it, each name without *. and www.",
        HelpName = "DOMAIN",
    };

    private readonly DnsOptions servers = new();

    private readonly Option<string?> stack = new("--stack")
    {
        Description = "The approver's stack: looks at the receiving side, too. Without it, only DNS is asked.",
        HelpName = "NAME",
    };

    private readonly AwsOptions aws = new();

    private readonly Option<bool> json = new("--json") { Description = "Print a JSON object for each name (JSON Lines)." };

    internal DoctorCommand(CommandHost host)
        : base(
            "doctor",
            "Tell whether ACM's validation mail for a name will arrive, and what is in its way. Changes nothing.",
            """
            acm-approver doctor www.example.com
            acm-approver doctor api.shop.example.com --validation-domain shop.example.com
            acm-approver doctor www.example.com --stack acm-approver --profile operations --region eu-west-1
            acm-approver doctor --inventory inventory.json --stack acm-approver --json
            acm-approver doctor www.example.com --dns 9.9.9.9 --dns 127.0.0.1:5353
            """
        )
    {
        this.host = host;
        names.Validators.Add(RefuseOptions);
        Add(names);
        foreach (var option in (Option[])[inventoryFile, validationDomain, stack, json])
        {
            Add(option);
        }

        servers.AddTo(this);
        aws.AddTo(this);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var subjects = await SubjectsAsync(parsed, cancellationToken);
        var resolvers = servers.Read(parsed);
        var facts = parsed.GetValue(stack) is { } name
            ? await new ReceivingReader(name, await aws.OpenAsync(parsed, host, cancellationToken)).ReadAsync(
                subjects.Select(subject => subject.Domain),
                [.. subjects.SelectMany(subject => subject.Certificates).Select(arn => arn.Account).Distinct()],
                cancellationToken
            )
            : null;
        using var dns = resolvers.OpenMailDomains();
        using var report = new DoctorReport(host, parsed.GetValue(json), subjects.Count);
        if (facts is not null)
        {
            report.Write(facts, ReceivingChecks.Run(facts));
        }

        var examiner = new Examiner(dns, facts);
        using var places = new SemaphoreSlim(Parallel);
        // Examined several at a time, and told in the order in which they were given.
        foreach (var diagnosis in subjects.Select(ExamineAsync).ToList())
        {
            report.Write(await diagnosis);
        }

        report.Finish(isOnlyDns: facts is null);
        return report.NeedsOperator ? ExitCode.NeedsOperator : ExitCode.Done;

        async Task<Diagnosis> ExamineAsync(Subject subject)
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                return await examiner.ExamineAsync(subject, cancellationToken);
            }
            finally
            {
                places.Release();
            }
        }
    }

    private async Task<IReadOnlyList<Subject>> SubjectsAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var given = (parsed.GetValue(names) ?? []).Select(text => DomainText.Read(text, "a name")).ToList();
        var domain = parsed.GetValue(validationDomain) is { } text ? DomainText.Read(text, "--validation-domain") : null;
        var file = parsed.GetValue(inventoryFile);
        if (given.Count == 0 && domain is not null)
        {
            throw CommandException.WrongUsage("--validation-domain is for names on the command line", "an inventory says it for each name");
        }

        if (given.Find(name => domain is not null && !name.IsAtOrBelow(domain)) is { } outside)
        {
            throw CommandException.WrongUsage(
                $"{outside} is not at or below the validation domain {domain}",
                "ACM writes to the name's own domain, or to one above it"
            );
        }

        var byHand = given.Select(name => new Subject(name, domain ?? NameFacts.WithoutPrefix(name), []));
        var listed = file is null ? [] : Subject.Of(await InventoryFile.ReadAsync(file, cancellationToken));
        List<Subject> subjects = [.. byHand, .. listed];
        return subjects.Count > 0 || file is not null
            ? subjects
            : throw CommandException.WrongUsage("neither a name nor an inventory is given", "acm-approver doctor --help");
    }
}
