using AcmApprover.MailPath.Caa;
using AcmApprover.MailPath.Domains;
using AcmApprover.MailPath.Receiving;

namespace AcmApprover.MailPath;

/// <summary>Everything that can be found. The table in <c>docs/doctor.md</c> is tested against it.</summary>
public static class FindingBook
{
    /// <summary>In the order in which a mail would meet it.</summary>
    public static IReadOnlyList<FindingKind> All { get; } = [.. DomainChecks.Kinds, .. CaaChecks.Kinds, .. ReceivingChecks.Kinds];
}
