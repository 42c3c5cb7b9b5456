namespace AcmApprover.Migration.Obstacles;

/// <summary>CloudFormation replaces a certificate whose create-only properties change.</summary>
internal static class StackWouldReplace
{
    internal static readonly ObstacleKind Kind = new(
        "stack-would-replace",
        ObstacleWeight.Blocks,
        "the template that is about to be deployed changes what makes CloudFormation replace the certificate"
    );

    internal static Obstacle? Find(Candidate candidate) =>
        candidate.Stack is { Deployed: { } deployed, Next: { } next } stack && deployed.DifferencesTo(next) is [_, ..] differences
            ? Kind.Saw(
                $"the next template of the stack {stack.Stack} changes {string.Join(", ", differences)} of {stack.LogicalId}",
                "take these changes back: with them the stack requests a new certificate, by e-mail where it does not say DNS"
            )
            : null;
}
