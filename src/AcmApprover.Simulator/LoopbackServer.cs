using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AcmApprover.Simulator;

/// <summary>
/// One Kestrel with a port for each service. Every request takes the same way: it is read, noted, possibly met by a fault, answered.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly Faults faults;
    private readonly RequestLog log;
    private readonly WebApplication app;
    private readonly Dictionary<int, SimulatedService> serviceOfPort = [];

    private LoopbackServer(Faults faults, RequestLog log, Action<KestrelServerOptions> listen)
    {
        this.faults = faults;
        this.log = log;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = null;
            listen(options);
        });
        app = builder.Build();
        app.Run(ServeAsync);
    }

    /// <summary>Starts everything, and tells each service where it listens.</summary>
    public static async Task<LoopbackServer> StartAsync(
        IReadOnlyList<SimulatedService> services,
        ConnectProxy proxy,
        X509Certificate2 siteCertificate,
        Faults faults,
        RequestLog log,
        CancellationToken cancelled)
    {
        var ports = new Dictionary<SimulatedService, ListenOptions>();
        var server = new LoopbackServer(faults, log, kestrel =>
        {
            foreach (var service in services)
            {
                kestrel.Listen(IPAddress.Loopback, 0, port =>
                {
                    port.Protocols = HttpProtocols.Http1;
                    if (service is ApprovalSite)
                        port.UseHttps(siteCertificate);
                    ports[service] = port;
                });
            }

            kestrel.Listen(IPAddress.Loopback, 0, port =>
            {
                port.Run(proxy.TunnelAsync);
                proxy.Listener = port;
            });
        });
        await server.app.StartAsync(cancelled);
        foreach (var (service, port) in ports)
        {
            var number = port.IPEndPoint!.Port;
            server.serviceOfPort[number] = service;
            service.Endpoint = new UriBuilder(service is ApprovalSite ? "https" : "http", "127.0.0.1", number).Uri;
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        // Not a graceful stop: that would wait for clients that hang in a long poll.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext http)
    {
        var service = serviceOfPort[http.Connection.LocalPort];
        var cancelled = http.RequestAborted;
        try
        {
            var request = await SimulatedRequest.ReadAsync(http, service.Name);
            request.Operation = service.OperationOf(request);
            log.Add(request);
            var fault = faults.Take(request);
            var response = fault is null
                ? await service.AnswerAsync(request, cancelled)
                : await fault(new Exchange(service, request, () => service.AnswerAsync(request, cancelled), cancelled));
            request.Status = response.Status;
            await WriteAsync(http, response);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // The client went away: there is nobody to answer.
        }
    }

    private static async Task WriteAsync(HttpContext http, SimulatedResponse response)
    {
        if (ReferenceEquals(response, SimulatedResponse.Cut))
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = response.Status;
        http.Response.ContentType = response.ContentType;
        foreach (var (name, value) in response.Headers)
            http.Response.Headers[name] = value;
        if (response.Status != StatusCodes.Status204NoContent)
            http.Response.ContentLength = response.Body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(response.Body, http.RequestAborted);
    }
}
