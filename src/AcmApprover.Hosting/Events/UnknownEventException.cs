namespace AcmApprover.Hosting.Events;

/// <summary>The function was invoked with something that it does not know; nothing was done.</summary>
public sealed class UnknownEventException(string message, Exception? innerException = null) : Exception(message, innerException);
