using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace AcmApprover.Identifiers;

/// <summary>
/// The names of the certificates that are requested only to see their mail arrive: <c>acm-probe-1a2b3c4d.example.com</c>. By its name alone
/// every part of the program knows a probe, and asks nobody.
/// </summary>
public static class ProbeName
{
    /// <summary>The most that ACM takes for the first name of a certificate (ACM API reference, RequestCertificate, DomainName).</summary>
    public const int LongestName = 64;

    /// <summary>How many hexadecimal digits tell one probe from another.</summary>
    public const int IdLength = 8;

    private const string Prefix = "acm-probe-";
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>The name of a probe; false if it would be longer than <see cref="LongestName"/>.</summary>
    /// <param name="domain">The domain that is probed; of a wildcard, the name below it.</param>
    /// <param name="id">Its <see cref="IdLength"/> digits.</param>
    /// <param name="name">The name.</param>
    public static bool TryMake(DomainName domain, string id, [NotNullWhen(true)] out DomainName? name)
    {
        var host = domain.IsWildcard ? domain.Value[2..] : domain.Value;
        name = DomainName.TryParse($"{Prefix}{id}.{host}", out var made) && made.Value.Length <= LongestName && IsOne(made) ? made : null;
        return name is not null;
    }

    /// <summary>Whether a name is a probe's.</summary>
    public static bool IsOne([NotNullWhen(true)] DomainName? name) =>
        name is not null
        && name.Value.Length > Prefix.Length + IdLength
        && name.Value[Prefix.Length + IdLength] == '.'
        && name.Value.StartsWith(Prefix, StringComparison.Ordinal)
        && !name.Value.AsSpan(Prefix.Length, IdLength).ContainsAnyExcept(Digits);
}
