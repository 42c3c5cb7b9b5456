namespace AcmApprover.Migration.Obstacles;

/// <summary>Something that stands in the way.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="ToDo">What to do about it.</param>
public sealed record Obstacle(ObstacleKind Kind, string Seen, string ToDo);
