using System.Collections.ObjectModel;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace AcmApprover.Simulator;

/// <summary>
/// One request as a simulated service saw it. It is kept whole, the secrets of an approval link included: it is for tests to look
/// into, not to be shown.
/// </summary>
public sealed class SimulatedRequest
{
    /// <summary>Which service was asked.</summary>
    public required ServiceName Service { get; init; }

    /// <summary>
    /// What it was asked for: the API's own name ("GetObject", "DescribeCertificate"); "OpenPage" or "PressButton" at the approval
    /// site, "CONNECT" at the proxy, "Next", "Response", "Error" or "InitError" at the Runtime API; "" where it is not recognisable.
    /// </summary>
    public string Operation { get; internal set; } = "";

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The Host header; for the proxy the host and port to be reached.</summary>
    public required string Host { get; init; }

    /// <summary>The path with its percent-encoding undone.</summary>
    public required string Path { get; init; }

    /// <summary>The query's parameters, decoded; of a repeated one the values joined by commas.</summary>
    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>The headers, found without regard to case; of a repeated one the values joined by commas.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body as it came over the wire.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The status that was answered; 0 while there is no answer, and for ever if the connection was cut or left hanging.</summary>
    public int Status { get; internal set; }

    /// <summary>The body read as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The body read as a form (application/x-www-form-urlencoded).</summary>
    public IReadOnlyDictionary<string, string> Form => Pairs(Text);

    /// <summary>A header's value, or null where it was not sent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    internal static async Task<SimulatedRequest> ReadAsync(HttpContext http, ServiceName service)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);

        // The raw target: Kestrel's own path has its dot segments removed, and an object key may hold them.
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        return new SimulatedRequest
        {
            Service = service,
            Method = http.Request.Method,
            Host = http.Request.Host.Value ?? "",
            Path = Uri.UnescapeDataString(target[0]),
            Query = Pairs(target.Length == 2 ? target[1] : ""),
            Headers = http.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body.GetBuffer().AsMemory(0, (int)body.Length),
        };
    }

    private static ReadOnlyDictionary<string, string> Pairs(string encoded) =>
        QueryHelpers.ParseQuery(encoded).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal).AsReadOnly();
}
