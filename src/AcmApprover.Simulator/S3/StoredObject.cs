using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace AcmApprover.Simulator.S3;

/// <summary>An object in the simulated S3.</summary>
public sealed class StoredObject
{
    private long bytesServed;

    [SuppressMessage("Security", "CA5351", Justification = "S3's ETag is the MD5 of the object; it secures nothing.")]
    internal StoredObject(ReadOnlyMemory<byte> body, string contentType, DateTimeOffset lastModified)
    {
        Body = body;
        ContentType = contentType;
        LastModified = lastModified;
        ETag = $"\"{Convert.ToHexStringLower(MD5.HashData(body.Span))}\"";
    }

    /// <summary>The object's bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The Content-Type that it was stored with.</summary>
    public string ContentType { get; }

    /// <summary>When it was stored.</summary>
    public DateTimeOffset LastModified { get; }

    /// <summary>The entity tag, with its quotes.</summary>
    public string ETag { get; }

    /// <summary>How many bytes of it GetObject has handed out, all requests together.</summary>
    public long BytesServed => Interlocked.Read(ref bytesServed);

    internal void CountServed(int bytes) => Interlocked.Add(ref bytesServed, bytes);
}
