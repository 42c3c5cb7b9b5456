using AcmApprover.Approval.Mail;
using AcmApprover.Identifiers;

namespace AcmApprover.Approval.Claims;

/// <summary>What a mail says of the four facts that it must state: in lines with labels, in its subject and its sentences.</summary>
internal sealed class Facts
{
    private readonly Field<DomainName> domain = new(
        "domain",
        "a domain name",
        Template.DomainLabels,
        t => DomainName.TryParse(t, out var v) ? v : null
    );

    private readonly Field<AccountId> account = new(
        "account",
        "an AWS account id",
        Template.AccountLabels,
        t => AccountId.TryParse(t, out var v) ? v : null
    );

    private readonly Field<Region> region = new(
        "region",
        "an AWS region",
        Template.RegionLabels,
        t => Region.TryParse(t, out var v) ? v : null
    );

    private readonly Field<CertificateName> certificate = new(
        "certificate",
        "a certificate's ARN or id",
        Template.CertificateLabels,
        CertificateName.Read
    );

    /// <summary>The ARN, if the mail names but one: where the line of account or region is not there, it still says whose certificate it
    /// is.</summary>
    private readonly CertificateArn? arn;

    private Facts(ReceivedMail mail, IReadOnlyList<MailPart> parts)
    {
        Field[] fields = [domain, account, region, certificate];
        foreach (var part in parts)
        {
            Statements.Read(part.Text, part.Name, fields);
            foreach (var name in Template.DomainsIn(part))
            {
                domain.Witness(name, part.Name);
            }
        }

        domain.Witness(Template.DomainOfSubject(mail.Subject), "subject");
        var arns = certificate.Values.Select(c => c.Arn).OfType<CertificateArn>().Distinct().ToList();
        foreach (var named in arns)
        {
            account.Witness(named.Account.Value, "certificate's ARN");
            region.Witness(named.Region.Value, "certificate's ARN");
        }

        arn = arns.Count == 1 ? arns[0] : null;
    }

    internal DomainName? Domain => domain.Value;

    internal AccountId? Account => account.IsStated ? account.Value : arn?.Account;

    internal Region? Region => region.IsStated ? region.Value : arn?.Region;

    internal CertificateArn? Certificate => certificate.Value?.In(Region, Account);

    /// <summary>What is missing, a phrase or null for each fact.</summary>
    internal IEnumerable<string?> Missing => [domain.Missing, account.Missing, region.Missing, certificate.Missing];

    /// <summary>What disagrees, a phrase or null for each fact.</summary>
    internal IEnumerable<string?> Contradictions =>
        [domain.Contradiction, account.Contradiction, region.Contradiction, certificate.Contradiction];

    /// <summary>Reads them from all parts and the subject.</summary>
    internal static Facts Read(ReceivedMail mail, IReadOnlyList<MailPart> parts) => new(mail, parts);
}
