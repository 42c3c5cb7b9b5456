using System.Globalization;
using AcmApprover.Identifiers;

namespace AcmApprover.Estate;

/// <summary>What changed of one certificate between two inventories.</summary>
/// <param name="Arn">The certificate.</param>
/// <param name="Domain">Its own name; null if ACM shows none.</param>
/// <param name="Kind">What changed.</param>
/// <param name="From">What it was; null for a new one.</param>
/// <param name="To">What it is; null for one that is gone.</param>
public sealed record InventoryChange(CertificateArn Arn, DomainName? Domain, ChangeKind Kind, string? From, string? To)
{
    /// <summary>
    /// Compares two inventories. What the newer one could not read, or did not ask for, has not changed as far as anybody knows.
    /// </summary>
    public static IReadOnlyList<InventoryChange> Between(Inventory old, Inventory current)
    {
        var before = old.Certificates.ToDictionary(c => c.Arn);
        var after = current.Certificates.ToDictionary(c => c.Arn);
        var gone = old
            .Certificates.Where(c => !after.ContainsKey(c.Arn) && WasRead(current, c))
            .Select(c => new InventoryChange(c.Arn, c.Domain, ChangeKind.Gone, Word(c.Severity), null));
        var others = current.Certificates.SelectMany(c => before.TryGetValue(c.Arn, out var was) ? Of(was, c) : [New(c)]);
        return [.. gone.Concat(others)];
    }

    private static InventoryChange New(InventoryItem item) => new(item.Arn, item.Domain, ChangeKind.New, null, Word(item.Severity));

    private static IEnumerable<InventoryChange> Of(InventoryItem was, InventoryItem item)
    {
        if (was.ExpiresAt != item.ExpiresAt)
        {
            yield return new InventoryChange(item.Arn, item.Domain, ChangeKind.Expiry, Day(was.ExpiresAt), Day(item.ExpiresAt));
        }

        if (was.Severity != item.Severity)
        {
            yield return new InventoryChange(item.Arn, item.Domain, ChangeKind.Severity, Word(was.Severity), Word(item.Severity));
        }

        if (was.IsInUse != item.IsInUse)
        {
            yield return new InventoryChange(item.Arn, item.Domain, ChangeKind.Use, Use(was), Use(item));
        }
    }

    private static bool WasRead(Inventory current, InventoryItem item) =>
        current.Accounts.Any(a => a.Id == item.Account)
        && current.Regions.Contains(item.Region)
        && !current.Problems.Any(p => p.Account == item.Account && (p.Regions.Count == 0 || p.Regions.Contains(item.Region)));

    private static string Use(InventoryItem item) => item.IsInUse ? "used" : "unused";

    private static string Word(RiskLevel level) => RiskWords.Of(level);

    private static string? Day(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What changed of a certificate.</summary>
public enum ChangeKind
{
    /// <summary>It was not there.</summary>
    New,

    /// <summary>It is not there any more, or is validated by another method now.</summary>
    Gone,

    /// <summary>It expires on another day: it was issued or renewed.</summary>
    Expiry,

    /// <summary>Its severity.</summary>
    Severity,

    /// <summary>Whether an AWS service uses it.</summary>
    Use,
}
