namespace AcmApprover.Dns.Messages;

/// <summary>The types of records that are asked for or read (IANA, DNS parameters).</summary>
internal enum RecordType : ushort
{
    A = 1,
    Ns = 2,
    CName = 5,
    Soa = 6,
    Mx = 15,
    Txt = 16,
    Aaaa = 28,
    DName = 39,
    Opt = 41,
    Caa = 257,
}
