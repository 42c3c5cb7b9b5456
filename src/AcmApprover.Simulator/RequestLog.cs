using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator;

/// <summary>Every request that reached the world, in the order of arrival.</summary>
public sealed class RequestLog
{
    private readonly Lock gate = new();
    private readonly List<SimulatedRequest> requests = [];

    /// <summary>What arrived until now.</summary>
    public IReadOnlyList<SimulatedRequest> All
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>What arrived until now at one service, and there for one operation (null: for any).</summary>
    public IReadOnlyList<SimulatedRequest> Of(ServiceName service, string? operation = null) =>
        [.. All.Where(request => request.Service == service && (operation is null || request.Operation == operation))];

    /// <summary>Forgets what arrived until now.</summary>
    public void Clear()
    {
        lock (gate)
        {
            requests.Clear();
        }
    }

    internal void Add(SimulatedRequest request)
    {
        lock (gate)
        {
            requests.Add(request);
        }
    }
}
