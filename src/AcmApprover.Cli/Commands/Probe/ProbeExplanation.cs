using AcmApprover.Approval.Verdicts;
using AcmApprover.Aws.Client;
using AcmApprover.Cli.Commands.Doctor;
using AcmApprover.Cli.Session;
using AcmApprover.MailPath;
using AcmApprover.MailPath.Receiving;
using AcmApprover.Probing;

namespace AcmApprover.Cli.Commands.Probe;

/// <summary>Why a step failed: what the rules say of the mail, and what the doctor finds at that step.</summary>
internal sealed class ProbeExplanation(ProbePlan plan, AwsSession session, Resolvers resolvers, ProbeReport report)
{
    internal async Task WriteAsync(ProbeState.Failed failed, ProbeMark mark, CancellationToken cancellationToken)
    {
        foreach (var rule in failed.Codes.Select(RuleBook.Find).OfType<Rule>())
        {
            report.Advise($"{rule.Code}: {rule.NextStep}");
        }

        var findings = await FindAsync(failed.At, mark, cancellationToken);
        foreach (var finding in findings)
        {
            report.Explain(finding);
        }

        if (findings.Count == 0 && failed.Codes.Count == 0)
        {
            report.Advise($"the doctor finds nothing that explains it: acm-approver doctor {plan.Domain} --stack {plan.Stack.Name}");
        }
    }

    private async Task<IReadOnlyList<Finding>> FindAsync(ProbeStep step, ProbeMark mark, CancellationToken cancellationToken)
    {
        var checks = ProbeTrouble.ChecksFor(step);
        if (checks.Count == 0)
        {
            return [];
        }

        var facts = await new ReceivingReader(plan.Stack.Name, session).ReadAsync(
            [plan.ValidationDomain],
            [plan.Account],
            cancellationToken
        );
        using var dns = resolvers.OpenMailDomains();
        var subject = new Subject(mark.Name, plan.ValidationDomain, mark.Certificate is { } certificate ? [certificate] : []);
        var diagnosis = await new Examiner(dns, facts).ExamineAsync(subject, cancellationToken);
        return
        [
            .. diagnosis
                .Checks.Concat(ReceivingChecks.Run(facts))
                .Where(check => checks.Contains(check.Check))
                .SelectMany(check => check.Findings)
                .Where(finding => finding.Kind.Readiness is Readiness.NotReady or Readiness.CannotTell),
        ];
    }
}
