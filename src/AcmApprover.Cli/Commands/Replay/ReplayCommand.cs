using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AcmApprover.Approval.Mail;
using AcmApprover.Aws.S3;
using AcmApprover.Cli.Mails;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Hosting.Configuration;
using AcmApprover.Hosting.Events;

namespace AcmApprover.Cli.Commands.Replay;

/// <summary><c>acm-approver replay</c>: stored mails through the pipeline again.</summary>
internal sealed class ReplayCommand : OperatorCommand
{
    private const int MostAtOnce = 64;
    private readonly CommandHost host;

    private readonly Argument<string[]> places = new("PATH")
    {
        Description = "Files, folders (Maildir too), mbox files, - for standard input, or s3://bucket/prefix.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> approve = new("--approve")
    {
        Description = "Approve, notify and record. Without it, nothing is changed.",
    };

    private readonly Option<DateTimeOffset?> since;

    private readonly Option<int?> limit = new("--limit")
    {
        Description = "The maximum number of mails to handle.",
        HelpName = "N",
        CustomParser = result => ParseCount(result, "--limit", int.MaxValue),
    };

    private readonly Option<int> parallel = new("--parallel")
    {
        Description = "How many mails to handle at a time. ACM allows ten DescribeCertificate calls a second and throttles the rest.",
        HelpName = "N",
        DefaultValueFactory = _ => 8,
        CustomParser = result => ParseCount(result, "--parallel", MostAtOnce) ?? 0,
    };

    private readonly Option<string?> resume = new("--resume")
    {
        Description = "Record finished mails in this file. Run again with the same file to resume; nothing is done twice.",
        HelpName = "FILE",
    };

    private readonly Option<string?> function = new("--function")
    {
        Description = "Let this deployed function do it, with its own permissions and settings.",
        HelpName = "NAME",
    };

    private readonly Option<string?> deadLetters = new("--dead-letters")
    {
        Description = "Take up the mails of the function's dead-letter queue; with --approve, delete what was handled.",
        HelpName = "QUEUE_URL",
    };

    private readonly Option<bool> inFunction = new("--in-function") { Description = "With --stack: let its function do it." };

    private readonly Option<bool> failed = new("--failed") { Description = "With --stack: take up its dead letters." };

    private readonly StackOption stack = new();
    private readonly AwsOptions aws = new();

    private readonly Option<bool> json = new("--json") { Description = "Print a JSON object for each mail (JSON Lines)." };

    internal ReplayCommand(CommandHost host)
        : base(
            "replay",
            "Run stored mails through the pipeline again. A dry run unless --approve is given.",
            """
            acm-approver replay mails/ archive.mbox
            acm-approver replay s3://mail-bucket/inbound/ --since 3d --approve --resume replay.jsonl
            acm-approver replay --stack acm-approver --since 3d
            acm-approver replay --stack acm-approver --in-function --failed --approve
            acm-approver replay --function acm-approver s3://mail-bucket/inbound/
            acm-approver replay --function acm-approver --approve --dead-letters https://sqs.eu-west-1.amazonaws.com/111122223333/failed
            """
        )
    {
        this.host = host;
        since = SinceOption.Create(host.Time, "Only mails stored (files: last written) since then");
        foreach (var option in (Option[])[approve, since, limit, parallel, resume, function, deadLetters, inFunction, failed, json])
        {
            Add(option);
        }

        stack.AddTo(this);
        aws.AddTo(this);
        places.Validators.Add(RefuseOptions);
        Add(places);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var paths = parsed.GetValue(places) ?? [];
        CheckTogether(parsed, paths);
        MailPlaces.Expect(paths);
        var own = stack.IsGiven(parsed) ? null : Settings.Read(host.Environment);
        var session = await aws.OpenAsync(parsed, host, cancellationToken);
        var from = await stack.ReadAsync(parsed, session, host, cancellationToken);
        var settings = from?.Settings ?? own!;
        var isLive = parsed.GetValue(approve);
        var functionName = parsed.GetValue(function) ?? (parsed.GetValue(inFunction) ? from?.Function : null);
        var queueUrl = parsed.GetValue(deadLetters) ?? (parsed.GetValue(failed) ? QueueOf(from!) : null);
        var isNamed = paths.Length > 0;
        if (from is not null && !isNamed && queueUrl is null)
        {
            paths = [$"s3://{from.Bucket}/{from.MailPrefix}"];
        }

        RunSettings.Write(host, settings, from, functionName, isLive, hasFiles: paths.Any(p => S3Place.Read(p) is null));
        using var resumeFile = parsed.GetValue(resume) is { } file
            ? ResumeFile.Open(file, new ResumedRun(isLive, functionName, paths))
            : null;
        using var report = new ReplayReport(host, parsed.GetValue(json));
        report.DoneBefore(resumeFile?.Outcomes ?? []);
        var passedOver = new PassedOver();
        using var pipeline = new Pipeline(settings, session, isLive, report, resumeFile, host.Time);
        try
        {
            var deployed = functionName is null ? null : new FunctionReplay(functionName, session, report, resumeFile);
            if (queueUrl is not null)
            {
                await new DeadLetters(queueUrl, session, HandleAsync, report, new EventReader(settings.RecordsPrefix)).RunAsync(
                    isLive,
                    parsed.GetValue(parallel),
                    cancellationToken
                );
                NoteIfNone($"no messages in {queueUrl}", isMissing: false);

                Task<bool> HandleAsync(IReadOnlyList<MailSource> mails, ReplayEntry entry, CancellationToken token) =>
                    deployed?.HandleAsync(mails, entry, isLive, token) ?? pipeline.HandleAllAsync(mails, entry, token);
            }
            else if (deployed is not null)
            {
                var place = paths is [var text] ? S3Place.Read(text) : null;
                var earliest = parsed.GetValue(since);
                await deployed.RunAsync(place, earliest, parsed.GetValue(limit) ?? int.MaxValue, isLive, cancellationToken);
                var where = place is null ? "in the function's own bucket" : $"at {place}";
                NoteIfNone(
                    earliest is null ? $"no mails {where}" : $"no mails {where} since {earliest:u}",
                    isMissing: place is { Key.Length: > 0 } && earliest is null && resumeFile is null
                );
            }
            else
            {
                using var s3 = paths.Any(p => S3Place.Read(p) is not null) ? S3MailStore.CreateClient(session) : null;
                var earliest = parsed.GetValue(since);
                var found = new MailPlaces(
                    paths,
                    host,
                    earliest,
                    (place, passed, token) => S3Mails.ListAsync(s3!, place, settings.RecordsPrefix, earliest, passed, token)
                );
                await RunAsync(found, passedOver, parsed, pipeline, report, resumeFile, cancellationToken);
            }
        }
        finally
        {
            report.Finish(isDryRun: !isLive);
        }

        await passedOver.WriteAsync(host);
        return isNamed && passedOver.HasMissingPlace && report.ExitCode == ExitCode.Done ? ExitCode.NeedsOperator : report.ExitCode;

        void NoteIfNone(string text, bool isMissing)
        {
            if (report.Mails == 0)
            {
                passedOver.AddEmptyPlace(text, isMissing);
            }
        }
    }

    private async Task RunAsync(
        MailPlaces places,
        PassedOver passedOver,
        ParseResult parsed,
        Pipeline pipeline,
        ReplayReport report,
        ResumeFile? resumeFile,
        CancellationToken cancellationToken
    )
    {
        using var counting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var count = host.IsErrorTerminal && !places.CanBeReadOnce ? CountAsync() : Task.CompletedTask;
        await pipeline.RunAsync(Mails(passedOver, cancellationToken), parsed.GetValue(parallel), cancellationToken);
        await counting.CancelAsync();
        await count.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        IAsyncEnumerable<MailItem> Mails(PassedOver passed, CancellationToken token) =>
            places
                .ListAsync(passed, token)
                .Where(m => resumeFile?.IsDone(m.Source.ToString()) != true)
                .Take(parsed.GetValue(limit) ?? int.MaxValue);

        // Beside the work, for the progress bar: who waits for ten thousand mails wants to know of how many.
        async Task CountAsync() => report.SetTotal(await Mails(new PassedOver(), counting.Token).CountAsync(counting.Token));
    }

    private static string QueueOf(DeployedStack from) =>
        from.DeadLetters
        ?? throw new CommandException($"the stack '{from.Name}' has no output DeadLetterQueueUrl", "give the queue to --dead-letters");

    private void CheckTogether(ParseResult parsed, string[] paths)
    {
        var hasFunction = parsed.GetValue(function) is not null || parsed.GetValue(inFunction);
        var hasQueue = parsed.GetValue(deadLetters) is not null || parsed.GetValue(failed);
        var hasStack = stack.IsGiven(parsed);
        if (!hasStack && ((Option<bool>[])[inFunction, failed]).FirstOrDefault(parsed.GetValue) is { } alone)
        {
            throw CommandException.WrongUsage($"{alone.Name} is for --stack", "name the stack with --stack, or the resource itself");
        }

        if (hasQueue && (paths.Length > 0 || ((Option[])[resume, since, limit]).Any(o => parsed.GetResult(o) is not null)))
        {
            throw CommandException.WrongUsage(
                "--dead-letters can be combined with --approve, --function, --stack, --parallel and --json only",
                "acm-approver replay --help"
            );
        }

        if (hasFunction && (paths.Length > 1 || paths.Any(p => S3Place.Read(p) is null)))
        {
            throw CommandException.WrongUsage(
                "--function replays one place in S3",
                "s3://bucket/prefix, or nothing for the function's own bucket"
            );
        }

        if (parsed.GetResult(resume) is not null && paths.Contains(MailPlaces.StandardInput))
        {
            throw CommandException.WrongUsage(
                "--resume cannot be combined with standard input: the next run may read other mails there",
                "save them to a file"
            );
        }

        if (!hasFunction && !hasQueue && !hasStack && paths.Length == 0)
        {
            throw CommandException.WrongUsage(
                "no mails given",
                "files, folders, - for standard input, s3://bucket/prefix or --stack NAME; acm-approver replay --help"
            );
        }
    }

    private static int? ParseCount(ArgumentResult result, string option, int most)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= most)
        {
            return count;
        }

        result.AddError($"{option} is {text}, but must be {(most == int.MaxValue ? "1 or more" : $"1 to {most}")}");
        return null;
    }
}
