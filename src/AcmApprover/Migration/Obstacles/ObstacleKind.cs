namespace AcmApprover.Migration.Obstacles;

/// <summary>Something that can stand in the way of a switch to DNS validation; the codes are a public contract.</summary>
/// <param name="Code">Its stable name.</param>
/// <param name="Weight">What it means for the switch.</param>
/// <param name="FoundWhen">Completes "is found when …".</param>
public sealed record ObstacleKind(string Code, ObstacleWeight Weight, string FoundWhen)
{
    /// <summary>An obstacle of this kind.</summary>
    /// <param name="seen">What was seen, with its names; text from outside must be quoted.</param>
    /// <param name="toDo">What to do about it.</param>
    internal Obstacle Saw(string seen, string toDo) => new(this, seen, toDo);
}

/// <summary>What an obstacle means for the switch, the worst last.</summary>
public enum ObstacleWeight
{
    /// <summary>The switch can be started; what is said must be known before.</summary>
    Tells,

    /// <summary>The switch can be started once somebody else has done something: published a record, changed a file.</summary>
    NeedsOthers,

    /// <summary>The switch would fail, or would do harm.</summary>
    Blocks,
}
