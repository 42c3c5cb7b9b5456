namespace AcmApprover;

/// <summary>
/// A service throttles, is down or out of reach. The adapters have retried for as long as the invocation allows; the mail's event
/// must be delivered again.
/// </summary>
public sealed class TemporarilyUnavailableException : Exception
{
    /// <summary>Says which service failed at what.</summary>
    /// <param name="service">The service, as an operator knows it: "ACM in eu-west-1".</param>
    /// <param name="problem">What happened; never a link's secrets.</param>
    /// <param name="innerException">What the client threw, if it did.</param>
    public TemporarilyUnavailableException(string service, string problem, Exception? innerException = null)
        : base($"{service} is temporarily unavailable: {problem}", innerException) => Service = service;

    /// <summary>The service that failed.</summary>
    public string Service { get; }
}
