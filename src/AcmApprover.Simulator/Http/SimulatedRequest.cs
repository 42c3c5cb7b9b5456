using System.Text;

namespace AcmApprover.Simulator.Http;

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

    /// <summary>The body as it came over the wire, but for the transfer encoding.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The status that was answered; 0 while there is no answer, and always 0 if the connection was cut or left hanging.</summary>
    public int Status { get; internal set; }

    /// <summary>The body read as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The body read as a form (application/x-www-form-urlencoded).</summary>
    public IReadOnlyDictionary<string, string> Form => Pairs(Text);

    /// <summary>A header's value, or null where it was not sent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    internal static SimulatedRequest Of(ServiceName service, HttpHead head, ReadOnlyMemory<byte> body)
    {
        var target = head.Target.Split('?', 2);
        return new SimulatedRequest
        {
            Service = service,
            Method = head.Method,
            Host = head.Header("Host") ?? "",
            Path = Uri.UnescapeDataString(target[0]),
            Query = Pairs(target.ElementAtOrDefault(1) ?? ""),
            Headers = head.Headers,
            Body = body,
        };
    }

    private static Dictionary<string, string> Pairs(string encoded)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in encoded.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split('=', 2)))
        {
            var (name, value) = (Decoded(pair[0]), Decoded(pair.ElementAtOrDefault(1) ?? ""));
            pairs[name] = pairs.TryGetValue(name, out var before) ? $"{before},{value}" : value;
        }

        return pairs;
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
