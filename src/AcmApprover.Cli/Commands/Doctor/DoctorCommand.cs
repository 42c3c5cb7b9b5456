using System.CommandLine;
using AcmApprover.Cli.Estate;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Dns;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.MailPath.Receiving;

namespace AcmApprover.Cli.Commands.Doctor;

/// <summary><c>acm-approver doctor</c>: whether ACM's mail for a name will arrive, and what is in its way. Changes nothing.</summary>
internal sealed class DoctorCommand : OperatorCommand
{
    /// <summary>How many names are examined at a time.</summary>
    private const int Parallel = 8;

    /// <summary>How many questions each resolver has at a time: public ones slow down who asks for much at once.</summary>
    private const int Questions = 16;

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

    private readonly Option<string[]> servers = new("--dns")
    {
        Description = "The resolver to ask in place of the public 1.1.1.1 and 8.8.8.8; may be given several times.",
        HelpName = "SERVER",
    };

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
        foreach (var option in (Option[])[inventoryFile, validationDomain, servers, stack, json])
        {
            Add(option);
        }

        aws.AddTo(this);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var subjects = await SubjectsAsync(parsed, cancellationToken);
        var asked = Servers(parsed.GetValue(servers) ?? []);
        var facts = parsed.GetValue(stack) is { } name
            ? await new ReceivingReader(name, await aws.OpenAsync(parsed, host, cancellationToken)).ReadAsync(
                subjects.Select(subject => subject.Domain),
                [.. subjects.SelectMany(subject => subject.Certificates).Select(arn => arn.Account).Distinct()],
                cancellationToken
            )
            : null;
        using var dns = new MailDomainReader(
            asked.Count > 0 ? asked : NameServer.Public,
            asked.Count > 0 ? null : NameServer.OfThisMachine(),
            Questions
        );
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
        var given = (parsed.GetValue(names) ?? []).Select(text => NameOf(text, "a name")).ToList();
        var domain = parsed.GetValue(validationDomain) is { } text ? NameOf(text, "--validation-domain") : null;
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

    private static DomainName NameOf(string text, string what) =>
        DomainName.TryParse(AsciiName.Of(text.TrimEnd('.')), out var name)
            ? name
            : throw CommandException.WrongUsage($"{what} is '{text}', but must be a domain name such as www.example.com");

    private static List<NameServer> Servers(string[] texts) =>
        [
            .. texts.Select(text =>
                NameServer.TryParse(text, out var server)
                    ? server
                    : throw CommandException.WrongUsage($"--dns is '{text}', but must be {NameServer.Expected}")
            ),
        ];
}
