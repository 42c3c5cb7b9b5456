using AcmApprover.MailPath.Domains;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;

namespace AcmApprover.Dns;

/// <summary>
/// Asks one name server. A question is asked over UDP, twice if no answer comes, and over TCP where the answer is cut. CNAME records are
/// followed, also where the server does not do that itself.
/// </summary>
internal sealed class Resolver : IDisposable
{
    /// <summary>How long one try may take; resolvers that validate a slow zone need more than one second.</summary>
    private const int TryMilliseconds = 2500;

    private const int Tries = 2;

    /// <summary>As long a chain as resolvers follow.</summary>
    private const int MostAliases = 12;

    /// <summary>What passes every network in one piece (DNS flag day 2020).</summary>
    private const ushort UdpSize = 1232;

    private readonly DnsClient udp;
    private readonly DnsClient tcp;
    private readonly SemaphoreSlim places;

    /// <param name="server">The server.</param>
    /// <param name="parallel">How many questions it is asked at a time.</param>
    internal Resolver(NameServer server, int parallel)
    {
        Name = server.ToString();
        var (address, port) = (server.Endpoint.Address, server.Endpoint.Port);
        udp = new DnsClient([address], [new UdpClientTransport(port)], disposeTransport: true, TryMilliseconds);
        tcp = new DnsClient([address], [new TcpClientTransport(port)], disposeTransport: true, TryMilliseconds);
        places = new SemaphoreSlim(parallel);
    }

    /// <summary>The server, as an operator knows it.</summary>
    internal string Name { get; }

    /// <summary>Asks for the records of a type.</summary>
    /// <param name="name">The name, without a final dot.</param>
    /// <param name="type">The type.</param>
    /// <param name="read">Makes a record of the domain of one that was received.</param>
    /// <param name="isCheckingDisabled">Whether the server shall answer with what it does not believe, too (RFC 4035, 3.2.2).</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<DnsReply<TRecord>> AskAsync<TReceived, TRecord>(
        string name,
        RecordType type,
        Func<TReceived, TRecord> read,
        bool isCheckingDisabled,
        CancellationToken cancellationToken
    )
        where TReceived : DnsRecordBase
    {
        var owner = DomainName.Parse(name);
        var isAuthentic = true;
        for (var aliases = 0; ; )
        {
            var message = await ExchangeAsync(new DnsQuestion(owner, type, RecordClass.INet), isCheckingDisabled, cancellationToken);
            if (OutcomeOf(message, owner, type) is { } failure)
            {
                return Reply(failure, []);
            }

            isAuthentic &= message!.IsAuthenticData;
            var asked = owner;
            while (aliases < MostAliases && TargetOf(message, owner) is { } target)
            {
                (owner, aliases) = (target, aliases + 1);
            }

            var records = message.AnswerRecords.OfType<TReceived>().Where(r => r.RecordType == type && r.Name.Equals(owner)).ToList();
            if (records.Count > 0)
            {
                return Reply(DnsOutcome.Records, [.. records.Select(read)]);
            }

            // NXDOMAIN speaks of the end of the chain (RFC 6604), and the authority section says that nothing is behind it either.
            if (message.ReturnCode == ReturnCode.NxDomain || owner.Equals(asked) || message.AuthorityRecords.OfType<SoaRecord>().Any())
            {
                return Reply(message.ReturnCode == ReturnCode.NxDomain ? DnsOutcome.NoSuchName : DnsOutcome.NoRecords, []);
            }

            if (aliases >= MostAliases)
            {
                return Reply(DnsOutcome.ServerFailure, []);
            }
        }

        DnsReply<TRecord> Reply(DnsOutcome outcome, IReadOnlyList<TRecord> records) =>
            new(Name, outcome, records)
            {
                IsAuthentic = isAuthentic && outcome is DnsOutcome.Records or DnsOutcome.NoRecords or DnsOutcome.NoSuchName,
                AliasOf = owner.Equals(DomainName.Parse(name)) ? null : Spell(owner),
            };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ((IDisposable)udp).Dispose();
        ((IDisposable)tcp).Dispose();
        places.Dispose();
    }

    /// <summary>A name as the domain knows it: in lower case, without a final dot.</summary>
    internal static string Spell(DomainName name) => name.ToString().TrimEnd('.').ToLowerInvariant();

    private static DomainName? TargetOf(DnsMessage message, DomainName owner) =>
        message.AnswerRecords.OfType<CNameRecord>().FirstOrDefault(record => record.Name.Equals(owner))?.CanonicalName;

    /// <summary>Why a message is no answer; null if it is one.</summary>
    private static DnsOutcome? OutcomeOf(DnsMessage? message, DomainName owner, RecordType type) =>
        message switch
        {
            null => DnsOutcome.NoAnswer,
            { ReturnCode: ReturnCode.ServerFailure } => DnsOutcome.ServerFailure,
            { ReturnCode: not (ReturnCode.NoError or ReturnCode.NxDomain) } => DnsOutcome.Refused,
            { Questions: [var question] } when question.RecordType == type && question.Name.Equals(owner) => null,
            _ => DnsOutcome.Unreadable,
        };

    private async Task<DnsMessage?> ExchangeAsync(DnsQuestion question, bool isCheckingDisabled, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            DnsMessage? answer = null;
            for (var tries = 0; answer is null && tries < Tries; tries++)
            {
                answer = await udp.SendMessageAsync(Query(question, isCheckingDisabled, hasEdns: true), cancellationToken);
            }

            // A server of before 1999 (RFC 6891, 7).
            if (answer?.ReturnCode == ReturnCode.FormatError)
            {
                answer = await udp.SendMessageAsync(Query(question, isCheckingDisabled, hasEdns: false), cancellationToken);
            }

            // The library's own way to TCP asks for a transport that takes less than the question.
            if (answer?.IsTruncated == true)
            {
                answer = await tcp.SendMessageAsync(Query(question, isCheckingDisabled, hasEdns: true), cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return answer;
        }
        finally
        {
            places.Release();
        }
    }

    private static DnsMessage Query(DnsQuestion question, bool isCheckingDisabled, bool hasEdns)
    {
        var query = new DnsMessage
        {
            IsQuery = true,
            IsRecursionDesired = true,
            // Set in a query it asks for the same bit in the answer, without the signatures (RFC 6840, 5.7).
            IsAuthenticData = true,
            IsCheckingDisabled = isCheckingDisabled,
            IsEDnsEnabled = hasEdns,
        };
        if (hasEdns)
        {
            query.EDnsOptions!.UdpPayloadSize = UdpSize;
        }

        query.Questions.Add(question);
        return query;
    }
}
