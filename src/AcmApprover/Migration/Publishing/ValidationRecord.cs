using System.Diagnostics.CodeAnalysis;
using AcmApprover.Identifiers;

namespace AcmApprover.Migration.Publishing;

/// <summary>
/// The CNAME by which ACM validates a name: one for each name and account, the same for <c>*.example.com</c> and <c>example.com</c>, in
/// every region (ACM user guide, dns-validation).
/// </summary>
/// <param name="Name">Where it lies: a label with an underscore, and the certificate's name without <c>*.</c>.</param>
/// <param name="Target">What it points at, below <c>acm-validations.aws</c>.</param>
public sealed record ValidationRecord(RecordName Name, RecordName Target)
{
    /// <summary>Reads the record that ACM tells for a name; false for anything that is not a name's validation record.</summary>
    /// <param name="domain">The certificate's name.</param>
    /// <param name="name">The record's name.</param>
    /// <param name="target">The record's value.</param>
    /// <param name="record">The record.</param>
    public static bool TryParse(DomainName domain, string? name, string? target, [NotNullWhen(true)] out ValidationRecord? record)
    {
        record =
            RecordName.TryParse(name, out var at)
            && RecordName.TryParse(target, out var pointsAt)
            && at.Value.StartsWith('_')
            && at.Parent?.Value == HostOf(domain)
                ? new ValidationRecord(at, pointsAt)
                : null;
        return record is not null;
    }

    /// <summary>The name that is validated: the certificate's name without <c>*.</c>.</summary>
    public static string HostOf(DomainName domain) => domain.IsWildcard ? domain.Value[2..] : domain.Value;
}
