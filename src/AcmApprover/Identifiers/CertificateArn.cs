using System.Diagnostics.CodeAnalysis;
using AcmApprover.Text;

namespace AcmApprover.Identifiers;

/// <summary>
/// An ACM certificate by its full name, <c>arn:aws:acm:{region}:{account}:certificate/{id}</c>, whose partition is the region's
/// (ACM API reference, CertificateDetail). It says nothing of whether the certificate exists.
/// </summary>
public sealed record CertificateArn
{
    /// <summary>Names a certificate by its parts, as ACM's mails did until November 2020 (account, region, id).</summary>
    public CertificateArn(Region region, AccountId account, Guid id) => (Region, Account, Id) = (region, account, id);

    /// <summary>The region that the certificate lives in.</summary>
    public Region Region { get; }

    /// <summary>The account that owns it.</summary>
    public AccountId Account { get; }

    /// <summary>The certificate's own id, unique in account and region.</summary>
    public Guid Id { get; }

    /// <summary>Reads an ARN; false for anything that is not exactly a certificate's.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out CertificateArn? arn)
    {
        arn = null;
        const string kind = "certificate/";
        Span<Range> parts = stackalloc Range[7];
        if (
            text.Split(parts, ':') != 6
            || text[parts[0]] is not "arn"
            || text[parts[2]] is not "acm"
            || !Region.TryParse(text[parts[3]], out var region)
            || !text[parts[1]].SequenceEqual(region.Partition)
            || !AccountId.TryParse(text[parts[4]], out var account)
            || text[parts[4]].Contains('-')
            || !text[parts[5]].StartsWith(kind, StringComparison.Ordinal)
            || !TryParseId(text[parts[5]][kind.Length..], out var id)
        )
        {
            return false;
        }

        arn = new CertificateArn(region, account, id);
        return true;
    }

    /// <summary>Reads a certificate's bare id, a UUID with hyphens.</summary>
    public static bool TryParseId(ReadOnlySpan<char> text, out Guid id) => Guid.TryParseExact(text, "D", out id);

    /// <summary>Reads an ARN that is known to be one; for ARNs in code.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static CertificateArn Parse(string text) =>
        TryParse(text, out var arn)
            ? arn
            : throw new FormatException(
                $"'{OutsideText.Quote(text)}' is not a certificate's ARN such as "
                    + $"arn:aws:acm:eu-west-1:111122223333:certificate/{Guid.Empty}"
            );

    /// <summary>The ARN.</summary>
    public override string ToString() => $"arn:{Region.Partition}:acm:{Region}:{Account}:certificate/{Id:D}";
}
