namespace AcmApprover.Simulator.Sns;

/// <summary>A message that was published.</summary>
/// <param name="TopicArn">The topic.</param>
/// <param name="Subject">The subject, or null where none was given.</param>
/// <param name="Message">The message's text.</param>
/// <param name="Account">The account that published it.</param>
public sealed record PublishedMessage(string TopicArn, string? Subject, string Message, string Account);
