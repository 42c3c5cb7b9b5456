namespace AcmApprover.Approval.Actions;

/// <summary>
/// The operator's channel reaches nobody: a notice was not sent, and is not noted as told. The mail has its record. Handle the mail
/// again after somebody has subscribed, and the notice is sent.
/// </summary>
/// <param name="channel">The channel, as an operator knows it.</param>
/// <param name="problem">Why it reaches nobody, and what would help.</param>
/// <param name="innerException">What the client threw, if it did.</param>
public sealed class NobodyListensException(string channel, string problem, Exception? innerException = null)
    : Exception($"nobody was told: {channel} {problem}", innerException);
