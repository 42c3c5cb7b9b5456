using AcmApprover.Dns;
using AcmApprover.MailPath;
using AcmApprover.MailPath.Caa;
using AcmApprover.MailPath.Domains;
using AcmApprover.MailPath.Receiving;

namespace AcmApprover.Cli.Commands.Doctor;

/// <summary>Examines names: what DNS says of each, and what the receiving side does with its mail.</summary>
/// <param name="dns">DNS.</param>
/// <param name="facts">The receiving side; null where only DNS is looked at.</param>
internal sealed class Examiner(MailDomainReader dns, ReceivingFacts? facts)
{
    internal async Task<Diagnosis> ExamineAsync(Subject subject, CancellationToken cancellationToken)
    {
        var domain = await dns.ReadDomainAsync(subject.Domain, facts?.Region, cancellationToken);
        var name = await dns.ReadNameAsync(subject.Name, cancellationToken);
        return new Diagnosis(subject, [.. DomainChecks.Run(domain), CaaChecks.Run(name), .. Received(subject, domain)]);
    }

    private IEnumerable<CheckResult> Received(Subject subject, MailDomain domain) =>
        facts is null
            ? []
            :
            [
                .. domain.IsReceivedBySes ? ReceivingChecks.Run(new ReceivedDomain(subject.Domain, facts)) : [],
                .. ReceivingChecks.Run(
                    new ReceivedName(subject.Name, [.. subject.Certificates.Select(arn => arn.Account).Distinct()], facts)
                ),
            ];
}
