namespace AcmApprover.LongRun;

/// <summary>What a long run begins with.</summary>
public sealed record LongRunOptions
{
    /// <summary>The function's executable, or a .dll to be run by <c>dotnet</c>.</summary>
    public required string FunctionPath { get; init; }

    /// <summary>How many mails arrive.</summary>
    public int Mails { get; init; } = 10_000;

    /// <summary>What mails and troubles are drawn from. Which of them meet depends on the machine's speed too.</summary>
    public int Seed { get; init; }

    /// <summary>How many worlds there are, each with two processes of the function: the mails are dealt out to them.</summary>
    public int Lanes { get; init; } = 4;

    /// <summary>The time between two deliveries from the retry queue, which stands for an hour.</summary>
    public TimeSpan Hour { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often the retry queue delivers before a message is a dead letter: fewer than in a stack, and in all longer than a teller that
    /// died holds its note.
    /// </summary>
    public int Tries { get; init; } = 14;

    /// <summary>The delivery from which on the world is in order, so that the run ends: 1 is the first.</summary>
    public int CalmFrom { get; init; } = 6;
}
