using System.Net;

namespace AcmApprover.Dns.Messages;

/// <summary>A record of an answer. Names are in lower case, without a final dot.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Type">Its type.</param>
internal abstract record DnsRecord(string Name, RecordType Type)
{
    /// <summary>A or AAAA.</summary>
    internal sealed record Address(string Name, RecordType Type, IPAddress Value) : DnsRecord(Name, Type);

    /// <summary>NS, CNAME or DNAME.</summary>
    internal sealed record Pointer(string Name, RecordType Type, string Target) : DnsRecord(Name, Type);

    /// <summary>MX (RFC 1035, section 3.3.9).</summary>
    internal sealed record Mx(string Name, ushort Preference, string Exchanger) : DnsRecord(Name, RecordType.Mx);

    /// <summary>TXT, its strings joined.</summary>
    internal sealed record Txt(string Name, string Text) : DnsRecord(Name, RecordType.Txt);

    /// <summary>CAA (RFC 8659, section 4.1).</summary>
    internal sealed record Caa(string Name, byte Flags, string Tag, string Value) : DnsRecord(Name, RecordType.Caa);

    /// <summary>Any other, whose data are not read.</summary>
    internal sealed record Other(string Name, RecordType Type) : DnsRecord(Name, Type);
}
