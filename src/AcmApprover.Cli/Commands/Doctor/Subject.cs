using AcmApprover.Estate;
using AcmApprover.Identifiers;

namespace AcmApprover.Cli.Commands.Doctor;

/// <summary>What is examined: a name, and the domain whose five mailboxes ACM writes to for it.</summary>
/// <param name="Name">The name as it stands in a certificate.</param>
/// <param name="Domain">The validation domain.</param>
/// <param name="Certificates">The certificates that have the name; empty for a name that was given by hand.</param>
internal sealed record Subject(DomainName Name, DomainName Domain, IReadOnlyList<CertificateArn> Certificates)
{
    /// <summary>The names of an inventory that are validated by e-mail, or may be: each once for each domain that is written to.</summary>
    internal static IEnumerable<Subject> Of(AcmApprover.Estate.Inventory inventory) =>
        from certificate in inventory.Counted
        from name in certificate.Names
        where name.Method is EstateMethod.Email or EstateMethod.Unknown
        group certificate.Arn by (name.Name, name.MailDomain) into subject
        select new Subject(subject.Key.Name, subject.Key.MailDomain, [.. subject]);
}
