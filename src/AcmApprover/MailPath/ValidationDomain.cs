using AcmApprover.Identifiers;

namespace AcmApprover.MailPath;

/// <summary>The domain whose five mailboxes ACM writes to (ACM user guide, email-validation).</summary>
public static class ValidationDomain
{
    private const string Wildcard = "*.";
    private const string Web = "www.";

    /// <summary>
    /// The domain for a name of a certificate whose request named none: the name without <c>*.</c> and <c>www.</c>. What would remain of
    /// <c>www.com</c> is no domain that a certificate can be for, so that name stays.
    /// </summary>
    public static DomainName Of(DomainName name)
    {
        var host = Without(Wildcard, name.Value);
        return DomainName.TryParse(Without(Web, host), out var domain) ? domain : DomainName.Parse(host);
    }

    private static string Without(string prefix, string name) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
}
