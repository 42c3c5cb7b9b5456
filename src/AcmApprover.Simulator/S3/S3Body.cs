using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.S3;

/// <summary>
/// The bytes of an upload. SDKs send them as they are, with their SHA-256 in x-amz-content-sha256, or in aws-chunked encoding, with
/// or without signatures and a trailing checksum (S3 API reference, "Signature calculations: multiple chunks", "trailing headers").
/// </summary>
internal static class S3Body
{
    public static (ReadOnlyMemory<byte>? Body, string Problem) Read(SimulatedRequest request)
    {
        var declared = request.Header("x-amz-content-sha256") ?? "";
        if (declared.StartsWith("STREAMING-", StringComparison.Ordinal))
        {
            return Decode(request.Body, request.Header("x-amz-decoded-content-length"));
        }

        return declared == "UNSIGNED-PAYLOAD" || declared == Convert.ToHexStringLower(SHA256.HashData(request.Body.Span))
            ? (request.Body, "")
            : (null, $"x-amz-content-sha256 is missing or not the body's: '{declared}'");
    }

    // chunk = hex-size [";chunk-signature=" hex] CRLF bytes CRLF; the chunk of size 0 is followed by the trailing headers.
    private static (ReadOnlyMemory<byte>? Body, string Problem) Decode(ReadOnlyMemory<byte> encoded, string? declaredLength)
    {
        using var decoded = new MemoryStream();
        while (true)
        {
            var end = encoded.Span.IndexOf("\r\n"u8);
            if (end < 0)
            {
                return (null, "the aws-chunked body ends within a chunk's head");
            }

            var head = Encoding.ASCII.GetString(encoded.Span[..end]).Split(';')[0];
            if (!int.TryParse(head, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
            {
                return (null, $"the aws-chunked body has a chunk of size '{head}'");
            }

            if (size == 0)
            {
                break;
            }

            if (encoded.Length < end + 2 + size + 2)
            {
                return (null, "the aws-chunked body ends within a chunk");
            }

            decoded.Write(encoded.Span.Slice(end + 2, size));
            encoded = encoded[(end + 2 + size + 2)..];
        }

        return declaredLength == decoded.Length.ToString(CultureInfo.InvariantCulture)
            ? (decoded.ToArray(), "")
            : (null, $"x-amz-decoded-content-length is '{declaredLength}', the chunks hold {decoded.Length} bytes");
    }
}
