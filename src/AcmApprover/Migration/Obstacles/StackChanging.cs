using AcmApprover.Text;

namespace AcmApprover.Migration.Obstacles;

/// <summary>A stack that is being changed may replace or roll back the certificate under the switch.</summary>
internal static class StackChanging
{
    internal static readonly ObstacleKind Kind = new(
        "stack-changing",
        ObstacleWeight.Blocks,
        "CloudFormation is at work on the stack that owns the certificate"
    );

    internal static Obstacle? Find(Candidate candidate) =>
        candidate.Stack is { IsChanging: true } stack
            ? Kind.Saw(
                $"the stack {stack.Stack} has {stack.LogicalId} in {OutsideText.Quote(stack.Status)}",
                "wait until the stack is done"
            )
            : null;
}
