using System.CommandLine;
using System.Text.Json;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.S3;
using AcmApprover.Cli.Mails;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Hosting.Configuration;
using AcmApprover.Identifiers;

namespace AcmApprover.Cli.Commands.Inspect;

/// <summary>
/// <c>acm-approver inspect</c>: what a mail claims, how its sender is proven, and every mail rule that fails; or what is recognised of a
/// saved approval page.
/// </summary>
internal sealed class InspectCommand : OperatorCommand
{
    private readonly CommandHost host;

    private readonly Argument<string[]> places = new("MAIL")
    {
        Description = "Files, folders (Maildir too), mbox files, - for standard input, or s3://bucket/key.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> page = new("--page")
    {
        Description =
            "A saved approval page in place of a mail: its HTML, an answer as curl -i prints it, or what a record's .seen.txt holds.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> accounts = new("--account")
    {
        Description = "A trusted account; may be given several times. Without it ACM_APPROVER_ACCOUNTS, else the account is not judged.",
        HelpName = "ID",
    };

    private readonly StackOption stack = new();
    private readonly AwsOptions aws = new();

    private readonly Option<bool> json = new("--json") { Description = "Print a JSON object for each mail (JSON Lines), or for the page." };

    internal InspectCommand(CommandHost host)
        : base(
            "inspect",
            "Show what a mail claims, how its sender is proven, and every mail rule that fails; or what a page shows. Changes nothing.",
            """
            acm-approver inspect mail.eml
            acm-approver inspect Maildir/ archive.mbox --json
            acm-approver inspect s3://mail-bucket/inbound/0123456789 --account 111122223333
            acm-approver inspect mail.eml --stack acm-approver
            aws s3 cp s3://mail-bucket/inbound/0123456789 - | acm-approver inspect - --json
            acm-approver inspect --page s3://mail-bucket/decisions/inbound/0123456789.seen.txt
            """
        )
    {
        this.host = host;
        places.Validators.Add(RefuseOptions);
        Add(places);
        Add(page);
        Add(accounts);
        stack.AddTo(this);
        aws.AddTo(this);
        Add(json);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        (parsed.GetValue(places), parsed.GetValue(page)) switch
        {
            ({ Length: > 0 } mails, null) => await InspectMailsAsync(mails, parsed, cancellationToken),
            (not { Length: > 0 }, { } saved) => await InspectPageAsync(saved, parsed, cancellationToken),
            (_, null) => throw CommandException.WrongUsage("neither a mail nor a page is given", "acm-approver inspect --help"),
            _ => throw CommandException.WrongUsage("a mail and a page are given", "inspect one of them at a time"),
        };

    private async Task<int> InspectPageAsync(string saved, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(accounts) is { Length: > 0 })
        {
            throw CommandException.WrongUsage("--account is for mails: a page is not compared with anything");
        }

        var inspection = PageInspection.Of(SavedPage.Read(await ReadPageAsync(saved, parsed, cancellationToken)));
        if (parsed.GetValue(json))
        {
            await host.Output.WriteLineAsync(JsonSerializer.Serialize(inspection, CliJson.Default.PageInspection));
        }
        else
        {
            PageReport.Write(host.CreateScreen(), inspection);
        }

        if (!inspection.StatesRegion && inspection.Buttons.Count > 0)
        {
            await host.Error.WriteLineAsync(
                $"note: the page states no region; whether its form goes to the right host was judged for {PageInspection.DefaultRegion}"
            );
        }

        return inspection.IsRecognised || inspection.SaysAlreadyApproved ? ExitCode.Done : ExitCode.NeedsOperator;
    }

    private async Task<int> InspectMailsAsync(string[] paths, ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = stack.IsGiven(parsed)
            ? (await stack.ReadAsync(parsed, await aws.OpenAsync(parsed, host, cancellationToken), host, cancellationToken))!.Settings
            : Settings.Read(host.Environment);
        var trusted = Accounts(parsed.GetValue(accounts) ?? []) ?? settings.Accounts;
        MailPlaces.Expect(paths);
        var found = new MailPlaces(paths, host, since: null, (place, _, _) => InS3(place, parsed));
        var (run, passedOver) = (new InspectRun(host, PolicyFor, parsed.GetValue(json)), new PassedOver());
        await foreach (var mail in found.ListAsync(passedOver, cancellationToken))
        {
            await run.InspectAsync(mail, isOnly: paths is [var path] && mail.Source.ToString() == path, cancellationToken);
        }

        if (trusted is null && run.HasAccounts)
        {
            await host.Error.WriteLineAsync(
                "note: whether the account is trusted was not judged: give --account or --stack, or set ACM_APPROVER_ACCOUNTS"
            );
        }

        await run.FinishAsync();
        await passedOver.WriteAsync(host);
        return run.ExitCode;

        // Without a list of accounts the rule cannot be judged: the claimed account itself stands for the list.
        Policy PolicyFor(AccountId? claimed) =>
            new(trusted ?? (claimed is null ? [] : [claimed]), settings.Domains, settings.Senders, settings.Mode, settings.Spam);
    }

    private static List<AccountId>? Accounts(string[] ids)
    {
        List<AccountId> accounts = [];
        foreach (var id in ids.SelectMany(i => i.Split(',', StringSplitOptions.TrimEntries)))
        {
            accounts.Add(
                AccountId.TryParse(id, out var account)
                    ? account
                    : throw CommandException.WrongUsage($"--account is '{id}', but must be an account id of twelve digits")
            );
        }

        return accounts.Count == 0 ? null : accounts;
    }

    private IAsyncEnumerable<MailItem> InS3(S3Place place, ParseResult parsed)
    {
        var source = ObjectAt(place);
        return AsyncEnumerable.Repeat(new MailItem(source, token => FetchAsync(source, parsed, token)), 1);
    }

    private async Task<StoredMail> FetchAsync(MailSource source, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var s3 = S3MailStore.CreateClient(await aws.OpenAsync(parsed, host, cancellationToken));
        return await S3Mails.FetchAsync(s3, source, cancellationToken);
    }

    private static MailSource ObjectAt(S3Place place) =>
        place.Key.Length > 0
            ? new MailSource(place.Bucket, place.Key)
            : throw CommandException.WrongUsage($"'{place}' names no object", "s3://bucket/key");

    /// <summary>Reads a page, which lies where mails can lie.</summary>
    private async Task<StoredMail> ReadPageAsync(string text, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (text == MailPlaces.StandardInput)
        {
            return await MailFiles.ReadAsync(text, host.Input, host.Time.GetUtcNow(), cancellationToken);
        }

        if (S3Place.Read(text) is { } place)
        {
            return await FetchAsync(ObjectAt(place), parsed, cancellationToken);
        }

        if (Directory.Exists(text))
        {
            throw new CommandException($"{text} is a folder", "give one of its files");
        }

        if (!File.Exists(text))
        {
            throw MailFiles.NotThere(text, "give a path that exists, - for standard input, or s3://bucket/key");
        }

        // A pipe can be opened and read once only, and told apart by that it cannot be read anew: <(aws s3 cp … -), /dev/stdin.
        await using var file = File.OpenRead(text);
        return file.CanSeek
            ? await MailFiles.ReadAsync(text, cancellationToken)
            : await MailFiles.ReadAsync(text, file, host.Time.GetUtcNow(), cancellationToken);
    }
}
