namespace AcmApprover.Simulator.Lambda;

/// <summary>What became of an invocation.</summary>
/// <param name="RequestId">The invocation's id.</param>
/// <param name="Payload">What the function answered, or null.</param>
/// <param name="ErrorType">
/// The error's type as the function named it; <c>Sandbox.Timedout</c> if it did not answer in time; else null.
/// </param>
/// <param name="ErrorMessage">The error's message, or null.</param>
public sealed record InvocationResult(string RequestId, string? Payload, string? ErrorType, string? ErrorMessage);
