using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Faults;

/// <summary>What a fault is told: who is asked what, and how to get the proper answer.</summary>
/// <param name="Service">The service that is asked.</param>
/// <param name="Request">The request.</param>
/// <param name="Delivery">How the world's answers are sent.</param>
/// <param name="Answer">Handles the request properly, with all effects, and returns the answer. May be called once, or never.</param>
/// <param name="Cancelled">Set when the client has gone.</param>
public sealed record Exchange(
    SimulatedService Service,
    SimulatedRequest Request,
    Delivery Delivery,
    Func<Task<SimulatedResponse>> Answer,
    CancellationToken Cancelled
);

/// <summary>Takes the place of a proper answer. <see cref="Misbehave"/> makes the usual ones.</summary>
/// <param name="exchange">The request, and the way to its proper answer.</param>
/// <returns>What is answered instead.</returns>
public delegate Task<SimulatedResponse> Fault(Exchange exchange);
