using System.Text;

namespace AcmApprover.Simulator.Http;

/// <summary>The request line and the headers of a request (RFC 9112, 3 to 5).</summary>
/// <param name="Method">The method, as it was sent.</param>
/// <param name="Target">The request target: path and query, still encoded; for CONNECT the host and port.</param>
/// <param name="IsKeptAlive">Whether the client means to send further requests on this connection.</param>
/// <param name="Headers">The headers, found without regard to case; of a repeated one the values joined by commas.</param>
internal sealed record HttpHead(string Method, string Target, bool IsKeptAlive, IReadOnlyDictionary<string, string> Headers)
{
    private const string Scheme = "://";

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Reads a head.</summary>
    /// <param name="bytes">Everything before the empty line, without the line end before it.</param>
    /// <exception cref="HttpProblemException">It is none.</exception>
    public static HttpHead Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split("\r\n");
        if (lines[0].Split(' ') is not [{ Length: > 0 } method, { Length: > 0 } target, var version])
        {
            throw new HttpProblemException(400, "the request line is not made of method, target and version");
        }

        if (version is not ("HTTP/1.1" or "HTTP/1.0"))
        {
            throw new HttpProblemException(505, $"the version is {version}; HTTP/1.1 is spoken here");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.AsSpan(0, colon).ContainsAny(' ', '\t'))
            {
                throw new HttpProblemException(400, "a header line is not made of a name, a colon and a value");
            }

            var (name, value) = (line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
            headers[name] = headers.TryGetValue(name, out var before) ? $"{before},{value}" : value;
        }

        var connection = headers.GetValueOrDefault("Connection", version == "HTTP/1.1" ? "keep-alive" : "close");
        return new HttpHead(method, OriginForm(target), !connection.Contains("close", StringComparison.OrdinalIgnoreCase), headers);
    }

    // A client that believes to speak to a proxy sends the whole URL (RFC 9112, 3.2.2).
    private static string OriginForm(string target)
    {
        var scheme = target.StartsWith('/') ? -1 : target.IndexOf(Scheme, StringComparison.Ordinal);
        if (scheme < 0)
        {
            return target;
        }

        var path = target.IndexOf('/', scheme + Scheme.Length);
        return path < 0 ? "/" : target[path..];
    }
}
