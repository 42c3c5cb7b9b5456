using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace AcmApprover.Dns.Messages;

/// <summary>
/// Reads DNS messages. The libraries for that do not compile to native code without warnings, and the function needs nine types of records.
/// </summary>
internal ref struct MessageReader
{
    private const int HeaderLength = 12;
    private const int MaxNameLength = 255;
    private const int MaxLabelLength = 63;
    private const int PointerBits = 0xC0;

    private readonly ReadOnlySpan<byte> message;
    private int position;

    private MessageReader(ReadOnlySpan<byte> message) => this.message = message;

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static DnsMessage Read(ReadOnlySpan<byte> message)
    {
        if (message.Length < HeaderLength)
        {
            throw new FormatException("the message ends in its header");
        }

        var reader = new MessageReader(message) { position = HeaderLength };
        var questions = BinaryPrimitives.ReadUInt16BigEndian(message[4..]);
        (string, RecordType)? question = null;
        for (var i = 0; i < questions; i++)
        {
            var name = reader.Name();
            var type = (RecordType)reader.Number();
            reader.Number();
            question = questions == 1 ? (name, type) : null;
        }

        return new DnsMessage(
            (ReturnCode)(message[3] & 0x0F),
            (message[2] & 0x02) != 0,
            (message[3] & 0x20) != 0,
            question,
            reader.Records(BinaryPrimitives.ReadUInt16BigEndian(message[6..])),
            reader.Records(BinaryPrimitives.ReadUInt16BigEndian(message[8..]))
        );
    }

    private List<DnsRecord> Records(int count)
    {
        List<DnsRecord> records = [];
        for (var i = 0; i < count; i++)
        {
            var name = Name();
            var type = (RecordType)Number();
            // Class and time to live.
            Take(6);
            var end = Number() + position;
            if (end > message.Length)
            {
                throw new FormatException("a record is longer than the message");
            }

            records.Add(Record(name, type, end));
            if (position > end)
            {
                throw new FormatException("a record is longer than it says");
            }

            position = end;
        }

        return records;
    }

    private DnsRecord Record(string name, RecordType type, int end) =>
        type switch
        {
            RecordType.A => new DnsRecord.Address(name, type, new IPAddress(Take(4))),
            RecordType.Aaaa => new DnsRecord.Address(name, type, new IPAddress(Take(16))),
            RecordType.Ns or RecordType.CName or RecordType.DName => new DnsRecord.Pointer(name, type, Name()),
            RecordType.Mx => new DnsRecord.Mx(name, Number(), Name()),
            RecordType.Txt => new DnsRecord.Txt(name, Texts(end)),
            RecordType.Caa => new DnsRecord.Caa(name, Take(1)[0], Text(), Encoding.Latin1.GetString(Take(end - position))),
            _ => new DnsRecord.Other(name, type),
        };

    private string Texts(int end)
    {
        var text = new StringBuilder();
        while (position < end)
        {
            text.Append(Text());
        }

        return text.ToString();
    }

    private string Text() => Encoding.Latin1.GetString(Take(Take(1)[0]));

    private ushort Number() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > message.Length - position)
        {
            throw new FormatException("the message ends in the middle");
        }

        position += count;
        return message.Slice(position - count, count);
    }

    /// <summary>A name, perhaps with a pointer to an earlier one at its end (RFC 1035, section 4.1.4).</summary>
    private string Name()
    {
        var name = new StringBuilder();
        var afterPointer = -1;
        var limit = position;
        while (true)
        {
            var length = Take(1)[0];
            if (length == 0)
            {
                position = afterPointer >= 0 ? afterPointer : position;
                return name.ToString();
            }

            if ((length & PointerBits) == PointerBits)
            {
                var target = ((length & ~PointerBits) << 8) | Take(1)[0];
                afterPointer = afterPointer >= 0 ? afterPointer : position;
                // Only ever backwards, so that it ends.
                limit = target < limit ? target : throw new FormatException("a name points forward");
                position = target;
                continue;
            }

            if (length > MaxLabelLength || name.Length + length > MaxNameLength * 4)
            {
                throw new FormatException("a name is too long");
            }

            Append(name, Take(length));
        }
    }

    /// <summary>A label in lower case; what is no letter, digit, hyphen or underscore as in a zone file (RFC 1035, section 5.1).</summary>
    private static void Append(StringBuilder name, ReadOnlySpan<byte> label)
    {
        if (name.Length > 0)
        {
            name.Append('.');
        }

        foreach (var octet in label)
        {
            var character = (char)octet;
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '*')
            {
                name.Append(char.ToLowerInvariant(character));
            }
            else
            {
                name.Append('\\').Append(octet.ToString("000", CultureInfo.InvariantCulture));
            }
        }
    }
}
