namespace AcmApprover.Hosting.Answers;

/// <summary>What a sweep did.</summary>
/// <param name="Summary">How many pending names had which outcome.</param>
/// <param name="Told">How many notices the operator got.</param>
/// <param name="Problems">What could not be read or sent, each in one sentence.</param>
/// <param name="IsComplete">Whether it came through every region; if not, the next one goes on.</param>
public sealed record SweepAnswer(IReadOnlyDictionary<string, int> Summary, int Told, IReadOnlyList<string> Problems, bool IsComplete);
