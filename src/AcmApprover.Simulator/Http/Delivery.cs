namespace AcmApprover.Simulator.Http;

/// <summary>How far a body gets.</summary>
public enum BodyEnd
{
    /// <summary>All of it is sent.</summary>
    Whole,

    /// <summary>Half of it is sent, and then nothing, until the client closes the connection.</summary>
    Stalled,

    /// <summary>Half of it is sent, and then the connection is closed.</summary>
    Cut,
}

/// <summary>
/// How the bytes of an answer go out. On a network the body of an answer comes after its head, and not with it: a client that is
/// given both at once is not tested.
/// </summary>
public sealed record Delivery
{
    /// <summary>How long the answer is on its way before its head arrives.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How long after its head the body is sent; where it is zero, a small body is sent together with the head.</summary>
    public TimeSpan BodyPause { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>In how many pieces the body is sent.</summary>
    public int Pieces { get; init; } = 1;

    /// <summary>How long after each piece the next one is sent.</summary>
    public TimeSpan PiecePause { get; init; }

    /// <summary>How far the body gets. An answer without a body is always whole.</summary>
    public BodyEnd End { get; init; }
}
