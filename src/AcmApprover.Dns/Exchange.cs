using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using AcmApprover.Dns.Messages;

namespace AcmApprover.Dns;

/// <summary>
/// One question to one server: over UDP, twice if no answer comes, and over TCP where the answer is cut (RFC 1035, 4.2; RFC 7766).
/// </summary>
internal static class Exchange
{
    /// <summary>What passes every network in one piece (DNS flag day 2020).</summary>
    private const ushort UdpSize = 1232;

    private const int Tries = 2;

    private const int HeaderLength = 12;

    /// <summary>How long one try may take; resolvers that validate a slow zone need more than one second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    /// <summary>Asks.</summary>
    /// <returns>The answer, which is one to this question; null if none came.</returns>
    /// <exception cref="FormatException">What came is no DNS message.</exception>
    internal static async Task<DnsMessage?> AskAsync(IPEndPoint server, Question question, CancellationToken cancellationToken)
    {
        DnsMessage? answer = null;
        for (var tries = 0; answer is null && tries < Tries; tries++)
        {
            answer = await TryAsync(server, question, OverUdpAsync, cancellationToken);
        }

        // A server of before 1999 (RFC 6891, 7).
        if (answer?.Code == ReturnCode.FormatError)
        {
            answer = await TryAsync(server, question with { HasEdns = false }, OverUdpAsync, cancellationToken);
        }

        return answer?.IsTruncated == true ? await TryAsync(server, question, OverTcpAsync, cancellationToken) : answer;
    }

    private static async Task<DnsMessage?> TryAsync(
        IPEndPoint server,
        Question question,
        Func<IPEndPoint, byte[], CancellationToken, Task<byte[]>> send,
        CancellationToken cancellationToken
    )
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(Patience);
        try
        {
            return MessageReader.Read(await send(server, Write(question), time.Token));
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<byte[]> OverUdpAsync(IPEndPoint server, byte[] query, CancellationToken cancellationToken)
    {
        // Connected, so that only the server's datagrams are taken, from a port that nobody can guess.
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellationToken);
        await socket.SendAsync(query, cancellationToken);
        var buffer = new byte[ushort.MaxValue];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellationToken);
            if (IsAnswerTo(query, buffer.AsSpan(0, length)))
            {
                return buffer[..length];
            }
        }
    }

    private static async Task<byte[]> OverTcpAsync(IPEndPoint server, byte[] query, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, cancellationToken);
        await using var stream = new NetworkStream(socket);
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)query.Length);
        await stream.WriteAsync((byte[])[.. length, .. query], cancellationToken);
        await stream.ReadExactlyAsync(length, cancellationToken);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return IsAnswerTo(query, answer) ? answer : throw new FormatException("it answers another question");
    }

    /// <summary>The same id, and a response; the question in it is compared once it is read.</summary>
    private static bool IsAnswerTo(ReadOnlySpan<byte> query, ReadOnlySpan<byte> answer) =>
        answer.Length >= HeaderLength && answer[..2].SequenceEqual(query[..2]) && (answer[2] & 0x80) != 0;

    private static byte[] Write(Question question)
    {
        var query = new List<byte>(HeaderLength + question.Name.Length + 32);
        query.AddRange(RandomNumberGenerator.GetBytes(2));
        // Recursion desired. AD asks for the same bit in the answer, without the signatures (RFC 6840, 5.7).
        query.AddRange([0x01, (byte)(question.IsCheckingDisabled ? 0x30 : 0x20), 0, 1, 0, 0, 0, 0, 0, (byte)(question.HasEdns ? 1 : 0)]);
        foreach (var label in question.Name.Split('.'))
        {
            query.Add((byte)label.Length);
            query.AddRange(Encoding.ASCII.GetBytes(label));
        }

        query.AddRange([0, 0, (byte)question.Type, 0, 1]);
        query[^4] = (byte)((ushort)question.Type >> 8);
        query[^3] = (byte)question.Type;
        if (question.HasEdns)
        {
            query.AddRange([0, 0, (byte)RecordType.Opt, UdpSize >> 8, UdpSize & 0xff, 0, 0, 0, 0, 0, 0]);
        }

        return [.. query];
    }

    /// <summary>A question.</summary>
    /// <param name="Name">The name, without a final dot: labels of at most 63 bytes.</param>
    /// <param name="Type">The type of the records.</param>
    /// <param name="IsCheckingDisabled">Whether the server shall answer with what it does not believe, too (RFC 4035, 3.2.2).</param>
    internal sealed record Question(string Name, RecordType Type, bool IsCheckingDisabled)
    {
        /// <summary>Whether it offers to take more than 512 bytes over UDP (RFC 6891).</summary>
        internal bool HasEdns { get; init; } = true;
    }
}
