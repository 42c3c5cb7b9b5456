using System.Text.Json;
using AcmApprover.Identifiers;

namespace AcmApprover.Migration.Code;

/// <summary>What a Terraform plan would do to the certificates that exist (Terraform, "JSON output format", plan representation).</summary>
public sealed class TerraformPlan
{
    private readonly Dictionary<CertificateArn, PlannedChange> changes;

    private TerraformPlan(Dictionary<CertificateArn, PlannedChange> changes) => this.changes = changes;

    /// <summary>The certificates that the plan knows, each with what it would do.</summary>
    public IReadOnlyDictionary<CertificateArn, PlannedChange> Changes => changes;

    /// <summary>Reads the JSON of <c>terraform show -json PLAN</c>; null if it is something else.</summary>
    public static TerraformPlan? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
            return TerraformState.Member(document.RootElement, "resource_changes") is { ValueKind: JsonValueKind.Array } resources
                ? new TerraformPlan(ChangesOf(resources))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<CertificateArn, PlannedChange> ChangesOf(JsonElement resources)
    {
        Dictionary<CertificateArn, PlannedChange> changes = [];
        foreach (var resource in resources.EnumerateArray().Where(TerraformState.IsCertificate))
        {
            if (
                TerraformState.Member(resource, "change") is { } change
                && TerraformState.Certificate(TerraformState.Text(resource, "address") ?? "", TerraformState.Member(change, "before"))
                    is { } certificate
            )
            {
                changes[certificate.Certificate] = new PlannedChange(certificate.Address, Effect(change));
            }
        }

        return changes;
    }

    /// <summary>An action that is not known counts as one that replaces: only what is known to be harmless is proof of it.</summary>
    private static PlannedEffect Effect(JsonElement change)
    {
        var actions = TerraformState.Member(change, "actions") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(action => action.ValueKind is JsonValueKind.String ? action.GetString() : null).ToArray()
            : [];
        return actions switch
        {
            ["no-op"] or ["read"] => PlannedEffect.Kept,
            ["update"] => PlannedEffect.Updated,
            ["delete"] or ["forget"] => PlannedEffect.Removed,
            _ => PlannedEffect.Replaced,
        };
    }
}

/// <summary>What a plan would do to one certificate.</summary>
/// <param name="Address">Its address in the configuration.</param>
/// <param name="Effect">What would become of it.</param>
public sealed record PlannedChange(string Address, PlannedEffect Effect);

/// <summary>What would become of a certificate.</summary>
public enum PlannedEffect
{
    /// <summary>Nothing.</summary>
    Kept,

    /// <summary>It stays, and some of its settings change.</summary>
    Updated,

    /// <summary>A new one takes its place: its ARN changes.</summary>
    Replaced,

    /// <summary>It is deleted, or Terraform forgets it.</summary>
    Removed,
}
