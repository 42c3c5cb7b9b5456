using System.CommandLine;
using AcmApprover.Aws.Estate;
using AcmApprover.Aws.S3;
using AcmApprover.Cli.Estate;
using AcmApprover.Cli.Terminal;
using AcmApprover.Dns;
using AcmApprover.Estate;
using AcmApprover.Estate.Resending;
using AcmApprover.Hosting;
using AcmApprover.Hosting.Configuration;

namespace AcmApprover.Cli.Commands.Resend;

/// <summary><c>acm-approver resend</c>: has ACM send again what waits for an answer to its mail.</summary>
internal sealed class ResendCommand : OperatorCommand
{
    private const int PlacesAtOnce = 64;

    /// <summary>How long a command that died keeps others out of the region that it worked in.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(15);

    private readonly CommandHost host;
    private readonly ScopeOptions scope = new();

    private readonly Option<bool> send = new("--send")
    {
        Description = "Have ACM send the mails. Without it, it only shows what would be sent.",
    };

    private readonly Option<string?> bucket = new("--bucket")
    {
        Description = "The mail bucket, which notes what was sent, so that nothing is sent twice in a day. ACM_APPROVER_BUCKET without it.",
        HelpName = "NAME",
    };

    private readonly Option<string?> inventory = new("--inventory")
    {
        Description = "Look only where this inventory in JSON has something that waits.",
        HelpName = "FILE",
    };

    private readonly Option<bool> json = new("--json") { Description = "Print a JSON object for each name that waits (JSON Lines)." };

    internal ResendCommand(CommandHost host)
        : base(
            "resend",
            "Have ACM send again, at most once a day, each validation mail that nobody has answered. A dry run unless --send is given.",
            """
            acm-approver resend
            acm-approver resend --inventory estate.json --role AcmApproverReader
            acm-approver resend --send --bucket acm-approver-mail-111122223333-eu-west-1
            """
        )
    {
        this.host = host;
        foreach (var option in (Option[])[send, bucket, inventory, json])
        {
            Add(option);
        }

        scope.AddTo(this);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(host.Environment);
        var isLive = parsed.GetValue(send);
        var place = parsed.GetValue(bucket) ?? settings.Bucket;
        if (isLive && place is null)
        {
            throw CommandException.WrongUsage(
                "no mail bucket is given, and without it a mail could be sent twice",
                "--bucket NAME, the stack's output MailBucketName"
            );
        }

        var stored = parsed.GetValue(inventory) is { } path ? await InventoryFile.ReadAsync(path, cancellationToken) : null;
        using var estate = await scope.OpenAsync(parsed, host, ownerTag: null, cancellationToken);
        using var s3 = place is null ? null : S3MailStore.CreateClient(estate.Session);
        List<EstateProblem> problems = [];
        var gate = new Lock();
        var places = stored is null ? await estate.FindAsync(problems.Add, cancellationToken) : Waiting(stored);
        var plan = new ResendPlan([.. settings.Accounts ?? [estate.Own, .. places.Accounts.Select(a => a.Id)]], settings.Domains);
        using var rescuer = place is null
            ? null
            : new Rescuer(new MxReader(settings.NameServers), estate.Session, place, Unknown, cancellationToken);
        var recent = s3 is null ? null : new RecentMails(s3, place!, settings.RecordsPrefix, Unknown, host.Time);
        var resender = estate.ResenderOf(
            plan,
            isLive ? new ResendClaims(s3!, place!, settings.RecordsPrefix, host.Time) : null,
            rescuer is null || recent is null ? null : new ResendLookups { Rescue = rescuer.FindAsync, LastMail = recent.FindAsync }
        );

        var report = new ResendReport(host, parsed.GetValue(json));
        using (var line = new ProgressLine(host))
        {
            var done = 0;
            var options = new ParallelOptions { MaxDegreeOfParallelism = PlacesAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(
                places.Places,
                options,
                async (where, token) =>
                {
                    var problem = await resender.RunAsync(where, Hold, Told, token);
                    lock (gate)
                    {
                        problems.AddRange(problem is null ? [] : [problem]);
                        line.Set(++done, places.Places.Count, "regions");
                    }
                }
            );

            void Told(ResendResult result)
            {
                lock (gate)
                {
                    line.Above(() => report.Write(result));
                }
            }
        }

        void Unknown(string problem)
        {
            lock (gate)
            {
                problems.Add(new EstateProblem(estate.Own, [], problem, null, "allow it to whom you ask as"));
            }
        }

        await report.EndAsync(isLive);
        ProblemText.Write(host.Error, EstateProblem.Merge(problems));
        return problems.Count > 0 || report.NeedsOperator ? ExitCode.NeedsOperator : ExitCode.Done;
    }

    private static FoundPlaces Waiting(AcmApprover.Estate.Inventory stored) =>
        new(
            stored.Accounts,
            [.. stored.Certificates.Where(c => c.IsWaitingForMail).Select(c => new EstatePlace(c.Account, c.Region)).Distinct()]
        );
}
