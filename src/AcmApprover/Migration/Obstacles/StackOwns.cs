namespace AcmApprover.Migration.Obstacles;

/// <summary>An unchanged template replaces nothing, so the switch can start; what must not be touched afterwards is said.</summary>
internal static class StackOwns
{
    internal static readonly ObstacleKind Kind = new(
        "stack-owns",
        ObstacleWeight.Tells,
        "a CloudFormation stack owns the certificate"
    );

    internal static Obstacle? Find(Candidate candidate) =>
        candidate.Stack is { } stack
            ? Kind.Saw(
                $"the stack {stack.Stack} owns it as {stack.LogicalId}"
                    + (stack.Deployed is { IsKept: false } ? ", without Retain as its DeletionPolicy and UpdateReplacePolicy" : ""),
                "do not touch ValidationMethod, DomainValidationOptions, DomainName, names or KeyAlgorithm in its template, and set "
                    + "DeletionPolicy and UpdateReplacePolicy to Retain: any such edit, or a new stack from this template after "
                    + "2027-03-31, requests by e-mail"
            )
            : null;
}
