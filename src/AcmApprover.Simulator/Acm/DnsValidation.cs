using System.Security.Cryptography;
using System.Text;

namespace AcmApprover.Simulator.Acm;

/// <summary>
/// The CNAME by which ACM validates a name: the same for a name and its wildcard in every region of an account, another one in another
/// account (ACM user guide, dns-validation).
/// </summary>
internal static class DnsValidation
{
    /// <summary>The record's name, with the final dot.</summary>
    internal static string NameOf(string account, string domain) => $"_{Hash(account, domain, "name")[..32]}.{Host(domain)}.";

    /// <summary>The record's value, with the final dot.</summary>
    internal static string ValueOf(string account, string domain) =>
        $"_{Hash(account, domain, "value")[..32]}.{Hash(account, domain, "zone")[..10]}.acm-validations.aws.";

    /// <summary>Whether the record is published.</summary>
    internal static bool IsPublished(string account, string domain, Func<string, string?> resolve) =>
        resolve(NameOf(account, domain).TrimEnd('.'))?.TrimEnd('.') == ValueOf(account, domain).TrimEnd('.');

    private static string Host(string domain) => domain.StartsWith("*.", StringComparison.Ordinal) ? domain[2..] : domain;

    private static string Hash(string account, string domain, string what) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account} {Host(domain)} {what}")));
}
