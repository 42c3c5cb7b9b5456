using AcmApprover.Identifiers;

namespace AcmApprover.Estate.Resending;

/// <summary>Where the mail of a name can go instead, if the certificate's own validation domain receives none.</summary>
public static class RescueRoute
{
    /// <summary>
    /// The domains that ACM may write to for a name, the nearest first: the name without <c>www.</c> and <c>*.</c>, and what is above it,
    /// down to the domain that somebody registered; without the certificate's own.
    /// </summary>
    public static IEnumerable<DomainName> DomainsFor(NameFacts name)
    {
        var registered = PublicSuffixes.RegistrableOf(name.Name);
        for (
            var domain = NameFacts.WithoutPrefix(name.Name);
            registered is not null && domain.IsAtOrBelow(registered);
            domain = DomainName.Parse(domain.Value[(domain.Value.IndexOf('.') + 1)..])
        )
        {
            if (domain != name.MailDomain)
            {
                yield return domain;
            }

            if (domain == registered)
            {
                break;
            }
        }
    }
}
