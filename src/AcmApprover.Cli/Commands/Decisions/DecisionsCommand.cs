using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.S3;
using AcmApprover.Cli.Mails;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Hosting.Configuration;
using AcmApprover.Identifiers;

namespace AcmApprover.Cli.Commands.Decisions;

/// <summary><c>acm-approver decisions</c>: the records of a stack or a bucket.</summary>
internal sealed class DecisionsCommand : OperatorCommand
{
    private const int Most = 100_000;
    private readonly CommandHost host;

    private readonly Argument<string?> place = new("PLACE")
    {
        Description = "s3://bucket, or s3://bucket/prefix of the records (decisions/); without --stack and PLACE, ACM_APPROVER_BUCKET.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly StackOption stack = new();

    private readonly Option<string?> outcome = new("--outcome")
    {
        Description = "Only this outcome: Approved, AlreadyApproved, Referred or Ignored.",
        HelpName = "OUTCOME",
    };

    private readonly Option<string?> reason = new("--reason")
    {
        Description = "Only with this reason, such as account-not-trusted; acm-approver explain lists them.",
        HelpName = "CODE",
    };

    private readonly Option<string?> domain = new("--domain")
    {
        Description = "Only about this domain: www.example.com, or *.example.com for any name below it.",
        HelpName = "DOMAIN",
    };

    private readonly Option<DateTimeOffset?> since;

    private readonly Option<int> limit = new("--limit")
    {
        Description = "Read at most this many records: the newest.",
        HelpName = "N",
        DefaultValueFactory = _ => 1000,
        CustomParser = ReadLimit,
    };

    private readonly Option<bool> follow = new("--follow") { Description = "Then wait for new records, and show them, until interrupted." };

    private readonly AwsOptions aws = new();

    private readonly Option<bool> json = new("--json") { Description = "Print each record as it is stored (JSON Lines)." };

    internal DecisionsCommand(CommandHost host)
        : base(
            "decisions",
            "List what was decided, in the order of time: the records of a stack or a bucket. Changes nothing.",
            """
            acm-approver decisions --stack acm-approver --since 3d
            acm-approver decisions --stack acm-approver --outcome Referred --follow
            acm-approver decisions s3://mail-bucket --domain '*.example.com' --reason account-not-trusted --json
            """
        )
    {
        this.host = host;
        since = SinceOption.Create(host.Time, "Only records stored since then");
        place.Validators.Add(RefuseOptions);
        Add(place);
        stack.AddTo(this);
        foreach (var option in (Option[])[outcome, reason, domain, since, limit, follow])
        {
            Add(option);
        }

        aws.AddTo(this);
        Add(json);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var filter = new DecisionFilter(Outcome(parsed), Reason(parsed), Domain(parsed));
        var named = parsed.GetValue(place) is { } text
            ? S3Place.Read(text) ?? throw CommandException.WrongUsage($"'{text}' is no place in S3", "s3://bucket, or --stack NAME")
            : null;
        if (named is not null && stack.IsGiven(parsed))
        {
            throw CommandException.WrongUsage("a place and --stack are given", "give one of them");
        }

        var settings = stack.IsGiven(parsed) ? null : Settings.Read(host.Environment);
        if (named is null && settings is { Bucket: null })
        {
            throw CommandException.WrongUsage("no bucket is given", "give --stack NAME, or s3://bucket, or set ACM_APPROVER_BUCKET");
        }

        var session = await aws.OpenAsync(parsed, host, cancellationToken);
        var deployed = await stack.ReadAsync(parsed, session, host, cancellationToken);
        var bucket = named?.Bucket ?? deployed?.Bucket ?? settings!.Bucket!;
        var prefix = named is { Key.Length: > 0 } ? named.Key : (deployed?.Settings ?? settings)!.RecordsPrefix;

        using var s3 = S3MailStore.CreateClient(session);
        using var report = new DecisionsReport(host, bucket, parsed.GetValue(json));
        var reading = new RecordReading(new S3DecisionRecords(s3, bucket, prefix), filter, report, host.Time);
        await reading.RunAsync(parsed.GetValue(since), parsed.GetValue(limit), cancellationToken);
        if (parsed.GetValue(follow))
        {
            await reading.FollowAsync(cancellationToken);
        }

        report.Finish($"s3://{bucket}/{prefix}");
        return report.NeedsOperator ? ExitCode.NeedsOperator : ExitCode.Done;
    }

    private Outcome? Outcome(ParseResult parsed) =>
        parsed.GetValue(outcome) is not { } name ? null
        : Enum.TryParse<Outcome>(name, ignoreCase: true, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(name[0]) ? known
        : throw Unknown("--outcome", name, Enum.GetNames<Outcome>());

    private string? Reason(ParseResult parsed) =>
        parsed.GetValue(reason) is not { } code ? null
        : RuleBook.Find(code) is not null ? code
        : throw Unknown("--reason", code, RuleBook.All.Select(rule => rule.Code));

    private DomainPattern? Domain(ParseResult parsed) =>
        parsed.GetValue(domain) is not { } text ? null
        : DomainPattern.TryParse(text, out var pattern) ? pattern
        : throw CommandException.WrongUsage($"--domain is '{text}', but must be {DomainPattern.Expected}");

    private static CommandException Unknown(string option, string value, IEnumerable<string> names) =>
        CommandException.WrongUsage(
            $"{option} is '{value}', and there is none of that name",
            $"the nearest is {NearestName.To(value, names)}"
        );

    private static int ReadLimit(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Most)
        {
            return count;
        }

        result.AddError($"--limit is {text}, but must be 1 to {Most}");
        return 0;
    }
}
