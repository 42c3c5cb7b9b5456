using System.Text;

namespace AcmApprover.Simulator.Http;

/// <summary>What a simulated service answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The Content-Type header, or null for none.</param>
/// <param name="Body">The body; it may be large, and is not copied.</param>
public sealed record SimulatedResponse(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    private static readonly Dictionary<string, string> NoHeaders = [];

    /// <summary>No answer at all: the connection is closed under the client's feet.</summary>
    public static SimulatedResponse Cut { get; } = new(0, null, default);

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>Whether the body is sent in chunks (RFC 9112, 7.1), its length not told in the head.</summary>
    public bool IsChunked { get; init; }

    /// <summary>How it is sent; null for how the world's answers are sent.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>An answer of text in UTF-8.</summary>
    public static SimulatedResponse Of(int status, string contentType, string text) =>
        new(status, contentType, Encoding.UTF8.GetBytes(text));
}
