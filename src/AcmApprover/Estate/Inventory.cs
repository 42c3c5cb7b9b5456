using System.Text.Json.Serialization;
using AcmApprover.Identifiers;

namespace AcmApprover.Estate;

/// <summary>
/// The certificates of an organisation that depend on e-mail, at one time: JSON of the schema <c>acm-approver/inventory/v1</c>.
/// </summary>
public sealed record Inventory
{
    /// <summary>The schema that the JSON is of.</summary>
    public const string CurrentSchema = "acm-approver/inventory/v1";

    /// <inheritdoc cref="CurrentSchema"/>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The accounts that were asked, also those that refused.</summary>
    public required IReadOnlyList<EstateAccount> Accounts { get; init; }

    /// <summary>The regions that were asked in any account.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>The certificates, by account, region and name.</summary>
    public required IReadOnlyList<InventoryItem> Certificates { get; init; }

    /// <summary>What could not be read, and what it needs.</summary>
    public IReadOnlyList<EstateProblem> Problems { get; init; } = [];

    /// <summary>What changed since another inventory; null if it was not compared.</summary>
    public IReadOnlyList<InventoryChange>? Changes { get; init; }

    /// <summary>The certificates that nobody set aside.</summary>
    [JsonIgnore]
    public IEnumerable<InventoryItem> Counted => Certificates.Where(c => c.Ignored is null);
}

/// <summary>An account of the estate.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name in the organisation; null if it was not asked.</param>
public sealed record EstateAccount(AccountId Id, string? Name);

/// <summary>Something that could not be read.</summary>
/// <param name="Account">The account.</param>
/// <param name="Regions">The regions; empty for the account as a whole.</param>
/// <param name="Detail">What happened.</param>
/// <param name="Permission">The IAM action that is missing, such as <c>acm:SearchCertificates</c>; null if it is another problem.</param>
/// <param name="Advice">What to do.</param>
public sealed record EstateProblem(AccountId Account, IReadOnlyList<Region> Regions, string Detail, string? Permission, string Advice)
{
    /// <summary>Whether a service control policy of the organisation forbids it, which no policy in the account changes.</summary>
    public bool IsByServiceControlPolicy { get; init; }

    /// <summary>
    /// The same problem in several regions of an account as one: seventeen lines about one denial hide everything else.
    /// </summary>
    public static IReadOnlyList<EstateProblem> Merge(IEnumerable<EstateProblem> problems) =>
        [
            .. problems
                .GroupBy(p => (p.Account, p.Detail, p.Permission, p.Advice, p.IsByServiceControlPolicy))
                .Select(g => g.First() with { Regions = [.. Distinct(g.SelectMany(p => p.Regions))] })
                .OrderBy(p => p.Account.Value, StringComparer.Ordinal),
        ];

    private static IEnumerable<Region> Distinct(IEnumerable<Region> regions) =>
        regions.Distinct().OrderBy(r => r.Value, StringComparer.Ordinal);
}
