using AcmApprover.Migration.Code;

namespace AcmApprover.Migration.Obstacles;

/// <summary>The AWS provider replaces a certificate whose validation method in the state differs from the one in the code.</summary>
internal static class TerraformReplaces
{
    internal static readonly ObstacleKind Kind = new(
        "terraform-replaces",
        ObstacleWeight.Blocks,
        "Terraform manages the certificate, and no plan was given that shows that it stays"
    );

    internal static Obstacle? Find(Candidate candidate) =>
        candidate.Terraform.Count == 0 || candidate.TerraformPlan?.Effect is PlannedEffect.Kept or PlannedEffect.Updated
            ? null
            : Kind.Saw(
                candidate.TerraformPlan is { } plan
                    ? $"the plan would have {plan.Address} {plan.Effect.ToString().ToLowerInvariant()}"
                    : $"Terraform manages it as {string.Join(", ", candidate.Terraform.Select(managed => managed.Address))}",
                "add ignore_changes = [validation_method, validation_option] to its lifecycle, run terraform plan -out=PLAN, and give the "
                    + "output of terraform show -json PLAN as --terraform-plan. After the switch write validation_method = \"DNS\""
            );
}
