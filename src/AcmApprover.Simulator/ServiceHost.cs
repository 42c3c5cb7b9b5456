using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using AcmApprover.Simulator.Faults;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator;

/// <summary>
/// Gives every service a port. Each request takes the same way: it is noted, possibly met by a fault or a limit, answered.
/// </summary>
internal sealed class ServiceHost(RequestLog log, FaultPlan faults, RateLimits limits, Delivery delivery) : IAsyncDisposable
{
    private readonly List<LoopbackListener> listeners = [];

    /// <summary>Starts to serve a service, and tells it where it listens.</summary>
    public void Start(SimulatedService service, Func<SslServerAuthenticationOptions>? tls)
    {
        var listener = LoopbackListener.Start(
            tls,
            (stream, cancelled) =>
                HttpConnection.ServeAsync(
                    stream,
                    (head, body, gone) => AnswerAsync(service, SimulatedRequest.Of(service.Name, head, body), gone),
                    delivery,
                    cancelled
                )
        );
        listeners.Add(listener);
        service.Endpoint = listener.Endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in listeners)
        {
            await listener.DisposeAsync();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "What a service cannot handle is answered with 500, in words, as everywhere.")]
    private async Task<SimulatedResponse> AnswerAsync(SimulatedService service, SimulatedRequest request, CancellationToken gone)
    {
        SimulatedResponse response;
        try
        {
            request.Operation = service.OperationOf(request);
            log.Add(request);
            var fault = faults.Take(request);
            response = fault is null ? await Answer() : await fault(new Exchange(service, request, delivery, Answer, gone));
        }
        catch (Exception e) when (e is not OperationCanceledException || !gone.IsCancellationRequested)
        {
            response = service.Error(500, "InternalFailure", e.ToString());
        }

        request.Status = response.Status;
        return response;

        Task<SimulatedResponse> Answer() =>
            limits.Admit(request, service.PayerOf(request)) ? service.AnswerAsync(request, gone) : Task.FromResult(service.Throttled());
    }
}
