using AcmApprover.Simulator.Faults;

namespace AcmApprover.LongRun;

/// <summary>One way in which a service can be in trouble.</summary>
/// <param name="Name">What it is counted as.</param>
/// <param name="Fault">What happens to a request.</param>
/// <param name="IsDone">Whether what was asked is done all the same, and the caller cannot know.</param>
internal sealed record Trouble(string Name, Fault Fault, bool IsDone = false)
{
    /// <summary>All of them. Times are short: a time limit of an invocation is a few seconds here.</summary>
    public static IReadOnlyList<Trouble> All { get; } =
    [
        new("error", Misbehave.Error(503)),
        new("internal error", Misbehave.Error(500, "InternalError")),
        new("throttled", Misbehave.Error(400, "ThrottlingException")),
        new("throttled by status", Misbehave.Error(429, "TooManyRequestsException")),
        new("slow", Misbehave.Delay(TimeSpan.FromMilliseconds(400))),
        new("cut", Misbehave.Drop()),
        new("answer lost", Misbehave.LoseAnswer(), IsDone: true),
        new("error afterwards", Misbehave.ErrorAfterwards(500), IsDone: true),
        new("stuck", Misbehave.Hang()),
        new("late body", Misbehave.LateBody(TimeSpan.FromMilliseconds(300))),
        new("in pieces", Misbehave.BodyInPieces(7, TimeSpan.FromMilliseconds(20))),
        new("stalled body", Misbehave.StallBody(), IsDone: true),
        new("cut body", Misbehave.CutBody(), IsDone: true),
    ];
}
