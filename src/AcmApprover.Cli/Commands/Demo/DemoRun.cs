using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Cli.Terminal;
using AcmApprover.Hosting.Answers;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Lambda;
using AcmApprover.Simulator.S3;
using AcmApprover.Text;

namespace AcmApprover.Cli.Commands.Demo;

/// <summary>Plays the scenes: stores each mail, invokes the function with S3's notification of it, and compares.</summary>
internal sealed class DemoRun(SimulatedWorld world, FunctionProcess function, DemoWorld demo, IDemoReport report)
{
    private static readonly TimeSpan InvocationTime = TimeSpan.FromSeconds(30);

    private readonly List<string> problems = [];
    private int approvals;

    /// <summary>Plays all scenes.</summary>
    /// <returns>Everything that was not as expected.</returns>
    /// <exception cref="CommandException">The function does not run.</exception>
    internal async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        var before = States();
        var mails = 0;
        foreach (var scene in demo.Scenes)
        {
            report.Begin(scene);
            foreach (var mail in scene.Mails)
            {
                var decision = await DeliverAsync(mail, cancellationToken);
                var problem = Compare(mail.Expected, decision);
                Note(problem is null ? null : $"{scene.Title}, {mail.Recipient}: {problem}");
                approvals += decision.Outcome == Outcome.Approved ? 1 : 0;
                mails++;
                report.Handled(scene, mail, decision, problem);
            }
        }

        var after = States();
        var certificates = demo
            .Scenes.Select(s => s.Certificate)
            .OfType<SceneCertificate>()
            .Select(c => new CertificateEnd(c, before[c.Arn], after[c.Arn]))
            .ToList();
        foreach (var wrong in certificates.Where(c => !c.IsAsExpected))
        {
            Note(
                $"{wrong.Certificate.Names} went from {wrong.Before} to {wrong.After}, not from {wrong.Certificate.Before} to "
                    + $"{wrong.Certificate.After}"
            );
        }

        var notices = world.Sns.Messages.Select(m => m.Subject?.Replace("AcmApprover ", "", StringComparison.Ordinal) ?? "").ToList();
        CheckNotices(notices);
        CheckRecords();
        CheckRequests();
        CheckSecrets();
        report.End(new DemoEnd(notices, certificates, mails, TimeProvider.System.GetElapsedTime(start), problems));
        return problems;
    }

    private async Task<Decision> DeliverAsync(SceneMail mail, CancellationToken cancellationToken)
    {
        world.S3.Put(DemoWorld.Bucket, mail.Key, mail.Bytes);
        using var settled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var invocation = world.Lambda.InvokeAsync(
            S3Event.Stored(DemoWorld.Bucket, mail.Key, mail.Bytes.Length),
            InvocationTime,
            cancellationToken
        );
        var exit = function.WaitForExitAsync(settled.Token);
        if (await Task.WhenAny(invocation, exit) == exit && !invocation.IsCompleted)
        {
            throw NotRunning($"the function ended with exit code {await exit}");
        }

        await settled.CancelAsync();
        var result = await invocation;
        return result.Payload is null
            ? throw NotRunning($"the function failed at {mail.Key}: {result.ErrorType}: {result.ErrorMessage}")
            : JsonSerializer.Deserialize(result.Payload, FunctionJson.Default.Answer)!.Decisions.Single();
    }

    private CommandException NotRunning(string message)
    {
        var last = function.Output.Count > 0 ? $": {OutsideText.Quote(function.Output[^1])}" : "";
        return new CommandException(message + last, "rebuild it, or give another with --function");
    }

    private static string? Compare(Expected expected, Decision decision)
    {
        var severity = expected.Severity is { } loud ? Names.Of(loud) : null;
        var reasons = expected.Reasons.Select(r => RuleBook.Of(r).Code).ToList();
        return
            decision.Outcome == expected.Outcome
            && decision.Severity == severity
            && decision.Reasons.Select(r => r.Code).SequenceEqual(reasons)
            ? null
            : $"expected {OutcomeText.Of(expected.Outcome, severity)}{(reasons.Count == 0 ? "" : ": " + string.Join(", ", reasons))}";
    }

    private Dictionary<string, string> States() =>
        demo
            .Scenes.Select(s => s.Certificate)
            .OfType<SceneCertificate>()
            .ToDictionary(
                c => c.Arn,
                c =>
                    world.Acm.StatusOf(c.Arn) is DemoWorld.Issued && world.Acm.IsPending(c.Arn)
                        ? DemoWorld.Renewing
                        : world.Acm.StatusOf(c.Arn)
            );

    private void CheckNotices(List<string> notices)
    {
        var expected = demo.Scenes.Select(s => s.Notice).OfType<string>().ToList();
        Note(
            notices.SequenceEqual(expected)
                ? null
                : $"the operator got {notices.Count} notifications ({string.Join("; ", notices)}), not {expected.Count} "
                    + $"({string.Join("; ", expected)})"
        );
    }

    private void CheckRecords()
    {
        foreach (var mail in demo.Scenes.SelectMany(s => s.Mails))
        {
            var record = world.S3.Find(DemoWorld.Bucket, $"decisions/{mail.Key}.json");
            var outcome = record is null ? null : JsonSerializer.Deserialize(record.Body.Span, DecisionJson.Default.Decision)?.Outcome;
            Note(outcome == mail.Expected.Outcome ? null : $"the record of {mail.Key} says {outcome?.ToString() ?? "nothing"}");
        }
    }

    /// <summary>What was asked of the world: nothing of a mail that failed its own rules, no strange host, no button but those that
    /// approved.</summary>
    private void CheckRequests()
    {
        var untouchable = demo
            .Scenes.Select(s => s.Certificate)
            .OfType<SceneCertificate>()
            .Where(c => !c.MayBeAsked)
            .Select(c => c.Arn)
            .ToList();
        var described = world
            .Requests.Of(ServiceName.Acm, "DescribeCertificate")
            .Select(r => (string?)JsonNode.Parse(r.Text)?["CertificateArn"]);
        Note(
            described.Any(arn => untouchable.Contains(arn ?? ""))
                ? "ACM was asked about a certificate of a mail that failed its own rules"
                : null
        );

        var trusted = demo
            .Mailings.Where(m => demo.Scenes.Any(s => s.Certificate is { MayBeAsked: true } c && c.Arn == m.CertificateArn))
            .Select(m => m.Code)
            .ToList();
        var opened = world.Requests.Of(ServiceName.ApprovalSite, "OpenPage");
        Note(opened.All(r => trusted.Contains(r.Query.GetValueOrDefault("code", ""))) ? null : "a link was opened that must not be");
        Note(
            world.Requests.Of(ServiceName.Proxy).All(r => r.Status == (int)HttpStatusCode.OK)
                ? null
                : "the function tried to reach a host that it must not"
        );

        var presses = world.Requests.Of(ServiceName.ApprovalSite, "PressButton").Count;
        Note(presses == approvals ? null : $"the button was pressed {presses} times for {approvals} approvals");
    }

    private void CheckSecrets()
    {
        var written = string.Join(
            '\n',
            function.Output.Concat(
                world.S3.Objects(DemoWorld.Bucket, "decisions/").Select(o => System.Text.Encoding.UTF8.GetString(o.Value.Body.Span))
            )
        );
        var isTold = demo.Mailings.Any(m =>
            written.Contains(m.Code, StringComparison.Ordinal) || written.Contains(m.Context, StringComparison.Ordinal)
        );
        Note(isTold ? "a log or a record holds the secret of a link" : null);
    }

    private void Note(string? problem)
    {
        if (problem is not null)
        {
            problems.Add(problem);
        }
    }
}
