namespace AcmApprover.Simulator.Http;

/// <summary>What arrived is not HTTP/1.1 as this server speaks it, or is beyond its limits.</summary>
/// <param name="status">The status to answer: 400, 413, 431, 501 or 505.</param>
/// <param name="message">What is wrong, for the client to read.</param>
public sealed class HttpProblemException(int status, string message) : Exception(message)
{
    /// <summary>The status to answer.</summary>
    public int Status => status;
}
