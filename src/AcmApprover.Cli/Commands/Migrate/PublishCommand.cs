using System.CommandLine;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Identifiers;
using AcmApprover.Migration;
using AcmApprover.Migration.Learning;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary><c>acm-approver migrate publish</c>: the records of a plan, learned, handed over, or created in Route 53.</summary>
internal sealed class PublishCommand : OperatorCommand
{
    private readonly CommandHost host;
    private readonly AccountOptions accounts = new();
    private readonly Argument<string> plan = PlanFile.Argument();

    private readonly Option<bool> learn = new("--learn")
    {
        Description =
            "Learn the records that ACM has not told yet: request a certificate with DNS validation for the names in the same account, "
            + "read its records, and delete it before any is published. Only with --yes.",
    };

    private readonly Option<bool> route53 = new("--route53")
    {
        Description = "Create the records in hosted zones of ours. What is there is never changed. Only with --yes.",
    };

    private readonly Option<RecordForm> form = new("--format")
    {
        Description = "How the records are written: ticket, csv (as ACM's console), bind, terraform or route53 (change batches).",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => RecordForm.Ticket,
        CustomParser = RecordForms.Parse,
    };

    private readonly Option<bool> yes = new("--yes") { Description = "Do it. Without it nothing is changed." };

    private readonly Option<bool> clean = new("--clean") { Description = "Delete what an interrupted --learn left, and nothing else." };

    internal PublishCommand(CommandHost host)
        : base(
            "publish",
            "Hand over the validation records of a plan, or create them in Route 53, before any switch is started.",
            """
            acm-approver migrate publish plan.json --learn --yes
            acm-approver migrate publish plan.json --format bind > records.zone
            acm-approver migrate publish plan.json --route53 --yes
            """
        )
    {
        this.host = host;
        Add(plan);
        foreach (var option in (Option[])[learn, route53, form, yes, clean])
        {
            Add(option);
        }

        accounts.AddTo(this);
        SetInterruptibleAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(plan)!;
        var read = await PlanFile.ReadAsync(path, cancellationToken);
        var isReal = parsed.GetValue(yes);
        if (!parsed.GetValue(learn) && !parsed.GetValue(route53) && !parsed.GetValue(clean))
        {
            return await WriteAsync(read, parsed.GetValue(form));
        }

        using var open = await accounts.OpenAsync(parsed, host, cancellationToken);
        using var clients = new AccountClients(open);
        if (parsed.GetValue(clean))
        {
            return await CleanAsync(read, clients, isReal, cancellationToken);
        }

        if (parsed.GetValue(learn))
        {
            read = await LearnAsync(read, path, clients, isReal, cancellationToken);
        }

        return parsed.GetValue(route53)
            ? await CreateAsync(read, clients, isReal, cancellationToken)
            : await WriteAsync(read, parsed.GetValue(form));
    }

    private async Task<int> WriteAsync(MigrationPlan read, RecordForm chosen)
    {
        var records = RecordsOf(read);
        await host.Output.WriteAsync(RecordForms.Write(chosen, records));
        var unknown = Unknown(read).Count();
        if (unknown > 0)
        {
            await host.Error.WriteLineAsync(
                $"note: ACM has not told the records of {unknown} names yet: publish --learn --yes learns them"
            );
        }

        return unknown > 0 ? ExitCode.NeedsOperator : ExitCode.Done;
    }

    private async Task<MigrationPlan> LearnAsync(
        MigrationPlan read,
        string path,
        AccountClients clients,
        bool isReal,
        CancellationToken cancellationToken
    )
    {
        foreach (var place in Unknown(read).GroupBy(name => (name.Entry.Certificate.Account, name.Entry.Certificate.Region)).ToList())
        {
            DomainName[] names = [.. place.Select(name => name.Record.Domains[0]).Distinct()];
            if (!isReal)
            {
                await host.Error.WriteLineAsync(
                    $"would request certificates for {names.Length} names in {place.Key.Account}, {place.Key.Region}, and delete them: "
                        + string.Join(", ", names)
                );
                continue;
            }

            var attempt = await Attempt<IReadOnlyDictionary<DomainName, ValidationRecord>>.MakeAsync(async () =>
            {
                var acm = await clients.LearningAsync(place.Key.Account, place.Key.Region, cancellationToken);
                return await new Learner(acm, host.Time).LearnAsync(names, cancellationToken);
            });
            if (attempt.Value is not { } learned)
            {
                await host.Error.WriteLineAsync($"not learned in {place.Key.Account}, {place.Key.Region}: {attempt.Problem}");
                continue;
            }

            read = read.With(place.Key.Account, learned);
            // Written after each account and region: what was learned is not learned again after an interrupt.
            await PlanFile.WriteAsync(path, read, cancellationToken);
            await host.Error.WriteLineAsync(
                $"learned {learned.Count} of {names.Length} records in {place.Key.Account}, {place.Key.Region}"
            );
        }

        return read;
    }

    private async Task<int> CreateAsync(MigrationPlan read, AccountClients clients, bool isReal, CancellationToken cancellationToken)
    {
        var isWhole = !Unknown(read).Any();
        var byZone = read
            .Certificates.Where(entry => entry.Action != PlanAction.Skip)
            .SelectMany(entry => entry.Records)
            .Where(record => record is { Record: not null, HostedZoneId: not null, HostedZoneAccount: not null, Zone: not null })
            .GroupBy(record => (Id: record.HostedZoneId!, Account: record.HostedZoneAccount!, Apex: record.Zone!));
        foreach (var zone in byZone)
        {
            ValidationRecord[] wanted = [.. zone.Select(record => record.Record!).Distinct()];
            if (!isReal)
            {
                foreach (var record in wanted)
                {
                    await host.Output.WriteLineAsync(
                        $"would create {record.Name.Absolute} CNAME {record.Target.Absolute} in {zone.Key.Id} ({zone.Key.Apex})"
                    );
                }

                continue;
            }

            var hosted = new HostedZone(zone.Key.Id, zone.Key.Account, zone.Key.Apex, IsPrivate: false, []);
            var attempt = await Attempt<IReadOnlyList<PublishedRecord>>.MakeAsync(async () =>
            {
                var publisher = new Publisher(await clients.RecordsAsync(zone.Key.Account, cancellationToken), host.Time);
                return await publisher.PublishAsync(hosted, wanted, cancellationToken);
            });
            if (attempt.Problem is { } problem)
            {
                isWhole = false;
                await host.Error.WriteLineAsync(
                    $"not published in {zone.Key.Id} ({zone.Key.Apex}) of {zone.Key.Account}: {problem}; publish again does what is missing"
                );
            }

            foreach (var published in attempt.Value ?? [])
            {
                isWhole &= published is not PublishedRecord.Refused;
                await host.Output.WriteLineAsync(
                    published switch
                    {
                        PublishedRecord.Created => $"created    {published.Record.Name.Absolute}",
                        PublishedRecord.WasThere => $"was there  {published.Record.Name.Absolute}",
                        PublishedRecord.Refused refused => $"refused    {published.Record.Name.Absolute}: {refused.Why}",
                        _ => throw new InvalidOperationException(),
                    }
                );
            }
        }

        if (!isReal)
        {
            await host.Error.WriteLineAsync("dry run: nothing was created; --yes creates it");
        }

        return isWhole ? ExitCode.Done : ExitCode.NeedsOperator;
    }

    private async Task<int> CleanAsync(MigrationPlan read, AccountClients clients, bool isReal, CancellationToken cancellationToken)
    {
        var isWhole = true;
        foreach (var place in read.Certificates.Select(entry => (entry.Certificate.Account, entry.Certificate.Region)).Distinct())
        {
            var attempt = await Attempt<IReadOnlyList<CertificateArn>>.MakeAsync(async () =>
            {
                var acm = await clients.LearningAsync(place.Account, place.Region, cancellationToken);
                return isReal
                    ? await new Learner(acm, host.Time).CleanAsync(cancellationToken)
                    : await acm.FindLeftoversAsync(cancellationToken);
            });
            if (attempt.Problem is { } problem)
            {
                isWhole = false;
                await host.Error.WriteLineAsync($"not looked through: {place.Account}, {place.Region}: {problem}");
            }

            foreach (var certificate in attempt.Value ?? [])
            {
                await host.Output.WriteLineAsync($"{(isReal ? "deleted" : "would delete")} {certificate}");
            }
        }

        return isWhole ? ExitCode.Done : ExitCode.NeedsOperator;
    }

    private static IEnumerable<(PlanEntry Entry, PlanRecord Record)> Unknown(MigrationPlan plan) =>
        from entry in plan.Certificates
        where entry.Action != PlanAction.Skip
        from record in entry.Records
        where record.Record is null
        select (entry, record);

    /// <summary>Each record once, with all the names that it validates in any certificate.</summary>
    private static List<RecordToPublish> RecordsOf(MigrationPlan plan) =>
        [
            .. plan
                .Certificates.Where(entry => entry.Action != PlanAction.Skip)
                .SelectMany(entry => entry.Records)
                .Where(record => record.Record is not null)
                .GroupBy(record => record.Record!)
                .Select(group => new RecordToPublish(
                    group.Key,
                    [.. group.SelectMany(record => record.Domains).Distinct()],
                    group.First().Zone is { } apex ? new RecordZone(apex, group.First().HostedZoneId) : null
                )),
        ];
}
