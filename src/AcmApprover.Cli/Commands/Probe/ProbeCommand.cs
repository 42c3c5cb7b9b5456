using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Security.Cryptography;
using AcmApprover.Aws.Acm;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.Organizations;
using AcmApprover.Aws.S3;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.MailPath.Receiving;
using AcmApprover.Probing;

namespace AcmApprover.Cli.Commands.Probe;

/// <summary><c>acm-approver probe</c>: proves the whole way of a validation mail with a certificate that nobody needs.</summary>
internal sealed class ProbeCommand : OperatorCommand
{
    private const int DefaultWait = 600;

    private readonly CommandHost host;

    private readonly Argument<string?> domain = new("DOMAIN")
    {
        Description = "The domain whose way is proven; the certificate is for a name below it.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly StackOption stack = new();
    private readonly AwsOptions aws = new();

    private readonly Option<string?> validationDomain = new("--validation-domain")
    {
        Description = "The validation domain that a real certificate there uses; without it DOMAIN without *. and www.",
        HelpName = "DOMAIN",
    };

    private readonly Option<string?> certificateRegion = new("--certificate-region")
    {
        Description = "Where the certificate is requested; the stack's region without it.",
        HelpName = "REGION",
    };

    private readonly Option<int> wait = new("--wait")
    {
        Description = "How long to wait for the mails, and for ACM to issue the certificate.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => DefaultWait,
        CustomParser = ParseSeconds,
    };

    private readonly DnsOptions servers = new("Only where a step failed.");

    private readonly Option<bool> yes = new("--yes") { Description = "Do it. Without it nothing is requested, or deleted." };

    private readonly Option<bool> clean = new("--clean")
    {
        Description = "Delete the certificates that interrupted probes left in this account, and nothing else.",
    };

    private readonly Option<bool> json = new("--json") { Description = "Print a JSON object for each step (JSON Lines)." };

    internal ProbeCommand(CommandHost host)
        : base(
            "probe",
            "Prove that a validation mail arrives and is approved: request a certificate that nobody needs, follow its mail, and delete "
                + "it. A dry run unless --yes is given.",
            """
            acm-approver probe example.com --stack acm-approver
            acm-approver probe example.com --stack acm-approver --yes
            acm-approver probe api.shop.example.com --validation-domain shop.example.com --stack acm-approver --yes
            acm-approver probe --clean --stack acm-approver --yes
            """
        )
    {
        this.host = host;
        domain.Validators.Add(RefuseOptions);
        Add(domain);
        stack.AddTo(this);
        foreach (var option in (Option[])[validationDomain, certificateRegion, wait, yes, clean, json])
        {
            Add(option);
        }

        servers.AddTo(this);
        aws.AddTo(this);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var isCleaning = parsed.GetValue(clean);
        if (isCleaning == parsed.GetValue(domain) is not null)
        {
            throw CommandException.WrongUsage(
                isCleaning ? "--clean is given with a domain" : "no domain is given",
                "give a domain to probe, or --clean alone"
            );
        }

        if (!stack.IsGiven(parsed))
        {
            throw CommandException.WrongUsage("no stack is given", "--stack NAME, the stack that receives the mail");
        }

        var resolvers = servers.Read(parsed);
        (DomainName, DomainName, DomainName)? names = isCleaning ? null : Names(parsed);
        var session = await aws.OpenAsync(parsed, host, cancellationToken);
        var deployed = (await stack.ReadAsync(parsed, session, host, cancellationToken))!;
        var account = await CallerIdentity.AccountAsync(session, cancellationToken);
        var report = new ProbeReport(host, parsed.GetValue(json));
        using var s3 = S3MailStore.CreateClient(session);
        var marks = new S3ProbeMarks(s3, deployed.Settings.RecordsPrefix, host.Time);
        var isReal = parsed.GetValue(yes);
        if (names is not ({ } probed, { } mailDomain, { } name))
        {
            return await CleanAsync(new ProbeCleaning(deployed, account, session, marks, report, host.Time), isReal, cancellationToken);
        }

        var region = RegionOf(parsed, session);
        var plan = new ProbePlan(probed, mailDomain, account, region, deployed);
        await RefuseAsync(plan, name, session, cancellationToken);
        foreach (var note in ProbeNotes.At(host.Time.GetUtcNow(), EstateCalendar.Current))
        {
            report.Note(note);
        }

        if (!isReal)
        {
            report.WritePlan(plan, name.Value);
            await host.Error.WriteLineAsync("dry run: nothing was requested; --yes requests it");
            return ExitCode.Done;
        }

        using var acm = new AcmProbes(session.In(region));
        var run = new ProbeRun(plan, marks, acm, report, host.Time);
        var end = await run.RunAsync(name, TimeSpan.FromSeconds(parsed.GetValue(wait)), cancellationToken);
        return await EndAsync(end, plan, new ProbeExplanation(plan, session, resolvers, report), report, cancellationToken);
    }

    private async Task<int> CleanAsync(ProbeCleaning cleaning, bool isReal, CancellationToken cancellationToken)
    {
        var left = await cleaning.RunAsync(isReal, cancellationToken);
        if (!isReal)
        {
            await host.Error.WriteLineAsync("dry run: nothing was deleted; --yes deletes it");
        }

        return left > 0 ? ExitCode.NeedsOperator : ExitCode.Done;
    }

    private static async Task<int> EndAsync(
        ProbeEnd end,
        ProbePlan plan,
        ProbeExplanation explanation,
        ProbeReport report,
        CancellationToken cancellationToken
    )
    {
        if (end.State is ProbeState.Failed failed)
        {
            await explanation.WriteAsync(failed, end.Mark, cancellationToken);
        }

        if (!end.IsDeleted)
        {
            report.Note(
                $"its mails are still on their way, so the certificate is left: acm-approver probe --clean --stack {plan.Stack.Name}"
            );
        }

        var certificate = end.Mark.Certificate?.ToString();
        switch (end.State)
        {
            case ProbeState.Proven:
                report.End("proven", certificate, $"mail for {plan.Domain} arrives, is approved, and ACM issues the certificate");
                return end.IsDeleted ? ExitCode.Done : ExitCode.NeedsOperator;
            case ProbeState.WouldApprove:
                report.End("would-approve", certificate, $"mail for {plan.Domain} arrives, and would be approved");
                return end.IsDeleted ? ExitCode.Done : ExitCode.NeedsOperator;
            default:
                report.End("failed", certificate, $"the way for {plan.Domain} does not work");
                return ExitCode.NeedsOperator;
        }
    }

    /// <summary>Refuses what the function would refuse, before ACM is asked for anything.</summary>
    private async Task RefuseAsync(ProbePlan plan, DomainName name, AwsSession session, CancellationToken cancellationToken)
    {
        var settings = plan.Stack.Settings;
        var accounts = settings.Accounts ?? [];
        if (settings.Organization is { } id)
        {
            using var organization = new OrganizationMembership(id, session, host.Time);
            accounts = [.. await organization.MembersAmongAsync([plan.Account], cancellationToken)];
        }

        var allowed = new AllowedMail(new([.. accounts]), settings.Domains, plan.IsNotifyOnly);
        if (ReceivingChecks.Refuses(name, plan.Account, allowed) is { } finding)
        {
            throw new CommandException($"the function would refuse the mail: {finding.Kind.Code}: {finding.Seen}", finding.Todo);
        }
    }

    private (DomainName Domain, DomainName ValidationDomain, DomainName Name) Names(ParseResult parsed)
    {
        var probed = DomainText.Read(parsed.GetValue(domain)!, "the domain");
        var mailDomain = parsed.GetValue(validationDomain) is { } text
            ? DomainText.Read(text, "--validation-domain")
            : NameFacts.WithoutPrefix(probed);
        if (!ProbeName.TryMake(probed, RandomNumberGenerator.GetHexString(ProbeName.IdLength, lowercase: true), out var name))
        {
            throw CommandException.WrongUsage(
                $"a name below {probed} would be longer than the {ProbeName.LongestName} characters that ACM takes",
                "probe a domain above it that has the same validation domain"
            );
        }

        return name.IsBelow(mailDomain)
            ? (probed, mailDomain, name)
            : throw CommandException.WrongUsage(
                $"{probed} is not at or below the validation domain {mailDomain}",
                "ACM writes to the name's own domain, or to one above it"
            );
    }

    private Region RegionOf(ParseResult parsed, AwsSession session) =>
        parsed.GetValue(certificateRegion) is not { } text ? session.Region
            ?? throw CommandException.WrongUsage("no region is given", "--region REGION, or AWS_REGION")
        : Region.TryParse(text, out var region) ? region
        : throw CommandException.WrongUsage($"--certificate-region is '{text}', but must be a region such as us-east-1");

    private static int ParseSeconds(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 86_400)
        {
            return seconds;
        }

        result.AddError($"--wait is '{text}', but must be a number of seconds from 1 to 86400");
        return 0;
    }
}
