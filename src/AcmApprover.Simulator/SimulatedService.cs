using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator;

/// <summary>One service of the simulated world: requests in, responses out. The server around it does the HTTP.</summary>
public abstract class SimulatedService
{
    private Uri? endpoint;

    private protected SimulatedService(ServiceName name) => Name = name;

    /// <summary>Which service this is.</summary>
    public ServiceName Name { get; }

    /// <summary>Where it listens, on loopback.</summary>
    public Uri Endpoint
    {
        get => endpoint ?? throw new InvalidOperationException($"{Name} is not listening yet.");
        internal set => endpoint = value;
    }

    internal abstract string OperationOf(SimulatedRequest request);

    internal abstract Task<SimulatedResponse> AnswerAsync(SimulatedRequest request, CancellationToken cancelled);

    /// <summary>An error as this service words its errors.</summary>
    internal abstract SimulatedResponse Error(int status, string code, string message);

    /// <summary>The error by which this service tells a client that it asks too often.</summary>
    internal virtual SimulatedResponse Throttled() => Error(429, "TooManyRequests", "Too many requests");

    /// <summary>Whose quota a request is on: one limit of rate is for each of them alone.</summary>
    internal virtual string PayerOf(SimulatedRequest request) => "";
}
