using System.Diagnostics.CodeAnalysis;
using AcmApprover.Dns.Messages;

namespace AcmApprover.Dns.Tests;

/// <summary>Messages, octet by octet: what is right is read, and whatever is wrong ends in a refusal.</summary>
public sealed class MessageReaderTests
{
    /// <summary>An answer to <c>www.example.com CAA</c>: an alias with a compressed name, and a CAA record.</summary>
    private static readonly byte[] Good =
    [
        .. (byte[])[0x12, 0x34, 0x81, 0xA0, 0, 1, 0, 2, 0, 0, 0, 0],
        .. (byte[])[3, .. "WWW"u8, 7, .. "example"u8, 3, .. "com"u8, 0, 1, 1, 0, 1],
        .. (byte[])[0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 6, 3, .. "cdn"u8, 0xC0, 16],
        .. (byte[])[3, .. "cdn"u8, 0xC0, 16, 1, 1, 0, 1, 0, 0, 0, 60, 0, 17, 128, 5, .. "issue"u8, .. "amazon.com"u8],
    ];

    [Fact]
    public void An_answer_is_read()
    {
        var message = MessageReader.Read(Good);

        Assert.Equal((ReturnCode.NoError, false, true), (message.Code, message.IsTruncated, message.IsAuthentic));
        Assert.Equal(("www.example.com", RecordType.Caa), message.Question);
        Assert.Equal(
            [
                new DnsRecord.Pointer("www.example.com", RecordType.CName, "cdn.example.com"),
                new DnsRecord.Caa("cdn.example.com", 128, "issue", "amazon.com"),
            ],
            message.Answers
        );
    }

    [Fact]
    public void A_message_that_is_cut_anywhere_is_refused()
    {
        foreach (var length in Enumerable.Range(0, Good.Length))
        {
            Assert.Throws<FormatException>(() => MessageReader.Read(Good.AsSpan(0, length)));
        }
    }

    [Fact]
    [SuppressMessage("Security", "CA5394", Justification = "The same octets each time.")]
    public void Any_octets_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(11);
        foreach (var _ in Enumerable.Range(0, 20_000))
        {
            var bytes = Good.ToArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                MessageReader.Read(bytes);
            }
            catch (FormatException)
            {
                // Refused.
            }
        }
    }

    [Theory]
    [InlineData(29)]
    [InlineData(33)]
    public void A_name_that_points_at_itself_or_forward_is_refused(byte target)
    {
        var bytes = Good.ToArray();
        var pointer = Array.LastIndexOf(bytes, (byte)0xC0, 35);
        (bytes[pointer], bytes[pointer + 1]) = (0xC0, (byte)Math.Max((int)target, pointer));
        Assert.Throws<FormatException>(() => MessageReader.Read(bytes));
    }

    [Fact]
    public void Odd_octets_in_a_name_are_escaped()
    {
        var bytes = Good.ToArray();
        bytes[13] = (byte)'.';
        bytes[14] = 0xFF;
        Assert.Equal(@"\046\255w.example.com", MessageReader.Read(bytes).Question!.Value.Name);
    }
}
