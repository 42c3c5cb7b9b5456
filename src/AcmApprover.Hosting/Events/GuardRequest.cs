namespace AcmApprover.Hosting.Events;

/// <summary>Looks whether certificates that are validated by DNS could be renewed: <c>{"guard": {}}</c>.</summary>
/// <param name="DryRun">Whether nothing is remembered and nobody told.</param>
public sealed record GuardRequest(bool DryRun = false);
