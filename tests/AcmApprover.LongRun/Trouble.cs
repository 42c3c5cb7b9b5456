using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;

namespace AcmApprover.LongRun;

/// <summary>One way in which a service can be in trouble.</summary>
/// <param name="Name">What it is counted as.</param>
/// <param name="Fault">What happens to a request.</param>
/// <param name="IsDone">Whether what was asked is done all the same, and the caller cannot know.</param>
internal sealed record Trouble(string Name, Fault Fault, bool IsDone = false)
{
    /// <summary>What any service can be in. Times are short: the time limit of an invocation is a few seconds here.</summary>
    private static readonly Trouble[] OfAny =
    [
        new("error", Misbehave.Error(503)),
        new("internal error", Misbehave.Error(500, "InternalError")),
        new("throttled", Misbehave.Error(429, "TooManyRequestsException")),
        new("slow", Misbehave.Delay(TimeSpan.FromMilliseconds(400))) { IsMereDelay = true },
        new("cut", Misbehave.Drop()),
        new("answer lost", Misbehave.LoseAnswer(), IsDone: true),
        new("error afterwards", Misbehave.ErrorAfterwards(500), IsDone: true),
        new("stuck", Misbehave.Hang()),
        new("late body", Misbehave.LateBody(TimeSpan.FromMilliseconds(300))) { IsMereDelay = true },
        new("in pieces", Misbehave.BodyInPieces(7, TimeSpan.FromMilliseconds(20))) { IsMereDelay = true },
        new("stalled body", Misbehave.StallBody(), IsDone: true),
        new("cut body", Misbehave.CutBody(), IsDone: true),
    ];

    /// <summary>What AWS's services can be in besides: a status that blames the request, with a code that says it came too soon.</summary>
    private static readonly Trouble[] OfAws = [.. OfAny, new("throttled as a bad request", Misbehave.Error(400, "ThrottlingException"))];

    /// <summary>What can be drawn for a service.</summary>
    public static IReadOnlyList<Trouble> Of(ServiceName service) => service == ServiceName.ApprovalSite ? OfAny : OfAws;

    /// <summary>A link whose page can never be opened.</summary>
    public static Trouble Broken { get; } = new("broken link", Misbehave.Error(500));

    /// <summary>Whether the request is answered properly in the end.</summary>
    public bool IsMereDelay { get; init; }
}
