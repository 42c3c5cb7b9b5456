using System.Buffers.Binary;
using System.Net;
using System.Text;
using AcmApprover.MailPath.Domains;
using ARSoft.Tools.Net.Dns;

namespace AcmApprover.Dns;

/// <summary>An answer of DNS, read as far as mail needs it (RFC 1035, section 4.1). It comes from strangers: every length is checked.</summary>
internal sealed class MxAnswer
{
    /// <summary>As many as a name can have (RFC 1035, section 2.3.4), so that pointers in a circle end.</summary>
    private const int MostLabels = 127;

    private readonly byte[] message;
    private readonly List<(RecordType Type, int Start, int Length)> records = [];

    private MxAnswer(byte[] message) => this.message = message;

    /// <summary>How it went.</summary>
    internal ReturnCode ReturnCode => Exchange.ReturnCodeOf(message);

    /// <summary>Reads an answer.</summary>
    /// <param name="message">The bytes, with at least a header.</param>
    /// <param name="name">The name that was asked about.</param>
    /// <param name="type">The type that was asked for.</param>
    /// <exception cref="FormatException">It is no answer to this question.</exception>
    internal static MxAnswer Read(byte[] message, string name, RecordType type)
    {
        var answer = new MxAnswer(message);
        var at = Exchange.HeaderLength;
        if (answer.NumberAt(4) != 1 || answer.NameAt(ref at) != name || answer.NumberAt(at) != (int)type)
        {
            throw new FormatException("it answers another question");
        }

        at += 4;
        for (var left = answer.NumberAt(6); left > 0; left--)
        {
            answer.NameAt(ref at);
            var (found, length) = ((RecordType)answer.NumberAt(at), answer.NumberAt(at + 8));
            at += 10;
            answer.records.Add((found, at, answer.Slice(at, length).Length));
            at += length;
        }

        return answer;
    }

    /// <summary>Where the records of a type are: their data's place and length.</summary>
    internal IEnumerable<(int Start, int Length)> Records(RecordType type) =>
        records.Where(record => record.Type == type).Select(record => (record.Start, record.Length));

    /// <summary>An MX record.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal MailExchanger ExchangerAt((int Start, int Length) record)
    {
        var at = record.Start + 2;
        return new MailExchanger(NumberAt(record.Start), NameAt(ref at));
    }

    /// <summary>An address.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal string AddressAt((int Start, int Length) record) =>
        record.Length is 4 or 16
            ? new IPAddress(Slice(record.Start, record.Length)).ToString()
            : throw new FormatException("an address has 4 or 16 bytes");

    private int NumberAt(int at) => BinaryPrimitives.ReadUInt16BigEndian(Slice(at, 2));

    /// <summary>A name in lower case, without a final dot; moves behind it.</summary>
    private string NameAt(ref int at)
    {
        var name = new StringBuilder();
        var (from, hasJumped) = (at, false);
        for (var labels = 0; labels <= MostLabels; labels++)
        {
            var length = Slice(from, 1)[0];
            if (length >= 0xc0)
            {
                // The rest stands elsewhere in the message (section 4.1.4).
                var target = NumberAt(from) & 0x3fff;
                (at, hasJumped, from) = (hasJumped ? at : from + 2, true, target);
                continue;
            }

            if (length == 0)
            {
                at = hasJumped ? at : from + 1;
                return name.ToString().ToLowerInvariant();
            }

            name.Append(name.Length > 0 ? "." : "").Append(Encoding.ASCII.GetString(Slice(from + 1, length)));
            from += 1 + length;
        }

        throw new FormatException("a name does not end");
    }

    private ReadOnlySpan<byte> Slice(int at, int length) =>
        at >= 0 && length >= 0 && at <= message.Length - length
            ? message.AsSpan(at, length)
            : throw new FormatException("it ends within a record");
}
