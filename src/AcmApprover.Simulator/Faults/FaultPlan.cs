using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Faults;

/// <summary>
/// The faults that the driver has ordered and that have not happened yet. The first that fits a request is used up first.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock gate = new();
    private readonly List<Order> orders = [];

    /// <summary>How many faults are still to happen: zero at a test's end means that all were met.</summary>
    public int Pending
    {
        get
        {
            lock (gate)
            {
                return orders.Sum(order => order.Left);
            }
        }
    }

    /// <summary>Orders a fault for the next requests that fit.</summary>
    /// <param name="service">The service that shall misbehave.</param>
    /// <param name="operation">As in <see cref="SimulatedRequest.Operation"/>; null for any.</param>
    /// <param name="fault">What happens instead of the proper answer.</param>
    /// <param name="times">For how many requests.</param>
    /// <param name="when">Which requests of that operation; null for all.</param>
    public void Add(ServiceName service, string? operation, Fault fault, int times = 1, Func<SimulatedRequest, bool>? when = null)
    {
        lock (gate)
        {
            orders.Add(new Order(service, operation, fault, when) { Left = times });
        }
    }

    /// <summary>Takes back what has not happened yet.</summary>
    public void Clear()
    {
        lock (gate)
        {
            orders.Clear();
        }
    }

    internal Fault? Take(SimulatedRequest request)
    {
        lock (gate)
        {
            var order = orders.Find(order => order.Fits(request));
            if (order is null)
            {
                return null;
            }

            if (--order.Left == 0)
            {
                orders.Remove(order);
            }

            return order.Fault;
        }
    }

    private sealed record Order(ServiceName Service, string? Operation, Fault Fault, Func<SimulatedRequest, bool>? When)
    {
        public int Left { get; set; }

        public bool Fits(SimulatedRequest request) =>
            request.Service == Service && (Operation is null || request.Operation == Operation) && (When is null || When(request));
    }
}
