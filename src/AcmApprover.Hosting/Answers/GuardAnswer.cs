namespace AcmApprover.Hosting.Answers;

/// <summary>What a guard's round found.</summary>
/// <param name="Summary">How many certificates are <c>Right</c>, <c>Failing</c>, or <c>Unseen</c> because no resolver answered.</param>
/// <param name="Told">How many notices the operator got.</param>
/// <param name="Problems">What could not be read, each in one sentence.</param>
/// <param name="IsComplete">Whether it came through every region; if not, what expires first was looked at.</param>
public sealed record GuardAnswer(IReadOnlyDictionary<string, int> Summary, int Told, IReadOnlyList<string> Problems, bool IsComplete);
