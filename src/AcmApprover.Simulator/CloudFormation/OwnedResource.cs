namespace AcmApprover.Simulator.CloudFormation;

/// <summary>A resource that a stack owns.</summary>
/// <param name="Account">The account.</param>
/// <param name="Region">The region.</param>
/// <param name="Stack">The stack's name.</param>
/// <param name="LogicalId">The resource's name in the template.</param>
/// <param name="PhysicalId">Its ARN, or whatever CloudFormation knows it by.</param>
/// <param name="Status">Its state.</param>
public sealed record OwnedResource(
    string Account,
    string Region,
    string Stack,
    string LogicalId,
    string PhysicalId,
    string Status = "CREATE_COMPLETE"
);
