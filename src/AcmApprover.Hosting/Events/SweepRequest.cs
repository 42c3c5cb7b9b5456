namespace AcmApprover.Hosting.Events;

/// <summary>Has ACM send again what nobody has answered: <c>{"sweep": {}}</c>.</summary>
/// <param name="EvenInNotifyMode">Whether mail is sent again also where the approver only tells of it.</param>
/// <param name="DryRun">Whether nothing is sent and nobody told.</param>
public sealed record SweepRequest(bool EvenInNotifyMode = false, bool DryRun = false);
