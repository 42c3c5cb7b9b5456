using AcmApprover.MailPath.Domains;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;

namespace AcmApprover.Dns;

/// <summary>
/// Asks one name server, a few questions at a time. CNAME records are followed, also where the server does not do that itself.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="parallel">How many questions it is asked at a time.</param>
internal sealed class Resolver(NameServer server, int parallel) : IDisposable
{
    /// <summary>As long a chain as resolvers follow.</summary>
    private const int MostAliases = 12;

    private readonly SemaphoreSlim places = new(parallel);

    /// <summary>The server, as an operator knows it.</summary>
    internal string Name { get; } = server.ToString();

    /// <summary>Asks for the records of a type.</summary>
    /// <param name="name">The name, without a final dot.</param>
    /// <param name="type">The type.</param>
    /// <param name="read">Makes a record of the domain of one that was received.</param>
    /// <param name="isCheckingDisabled">Whether the server shall answer with what it does not believe, too.</param>
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
        var first = DomainName.Parse(name);
        var owner = first;
        var isAuthentic = true;
        for (var aliases = 0; aliases < MostAliases;)
        {
            var (message, failure) = await ExchangeAsync(owner, type, isCheckingDisabled, cancellationToken);
            if (message is null)
            {
                return Reply(failure, []);
            }

            isAuthentic &= message.IsAuthenticData;
            var asked = owner;
            while (type != RecordType.CName && aliases < MostAliases && TargetOf(message, owner) is { } target)
            {
                (owner, aliases) = (target, aliases + 1);
            }

            var records = message.AnswerRecords.OfType<TReceived>().Where(r => r.RecordType == type && r.Name.Equals(owner)).ToList();
            if (records.Count > 0)
            {
                return Reply(DnsOutcome.Records, [.. records.Select(read)]);
            }

            // NXDOMAIN speaks of the end of the chain (RFC 6604), and an SOA record says that there is nothing at it.
            if (message.ReturnCode == ReturnCode.NxDomain)
            {
                return Reply(DnsOutcome.NoSuchName, []);
            }

            if (owner.Equals(asked) || message.AuthorityRecords.OfType<SoaRecord>().Any())
            {
                return Reply(DnsOutcome.NoRecords, []);
            }
        }

        // No resolver follows such a chain.
        return Reply(DnsOutcome.ServerFailure, []);

        DnsReply<TRecord> Reply(DnsOutcome outcome, IReadOnlyList<TRecord> records) =>
            new(Name, outcome, records) { IsAuthentic = isAuthentic, AliasOf = owner.Equals(first) ? null : Spell(owner) };
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    /// <summary>A name as the domain knows it: in lower case, without a final dot.</summary>
    internal static string Spell(DomainName name) => name.ToString().TrimEnd('.').ToLowerInvariant();

    private static DomainName? TargetOf(DnsMessage message, DomainName owner) =>
        message.AnswerRecords.OfType<CNameRecord>().FirstOrDefault(record => record.Name.Equals(owner))?.CanonicalName;

    /// <exception cref="FormatException">It is no DNS message.</exception>
    private static DnsMessage Read(byte[] answer)
    {
        try
        {
            return DnsMessage.Parse(answer);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new FormatException("it cannot be read", e);
        }
    }

    /// <summary>An answer to the question, or why there is none.</summary>
    private async Task<(DnsMessage? Answer, DnsOutcome Failure)> ExchangeAsync(
        DomainName owner,
        RecordType type,
        bool isCheckingDisabled,
        CancellationToken cancellationToken
    )
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            var question = new Exchange.Question(Spell(owner), type, isCheckingDisabled);
            var answer = await Exchange.AskAsync(server.Endpoint, question, cancellationToken);
            return (answer is null ? null : Read(answer)) switch
            {
                null => (null, DnsOutcome.NoAnswer),
                { ReturnCode: ReturnCode.ServerFailure } => (null, DnsOutcome.ServerFailure),
                { ReturnCode: not (ReturnCode.NoError or ReturnCode.NxDomain) } => (null, DnsOutcome.Refused),
                { Questions: [var echo] } message when echo.RecordType == type && echo.Name.Equals(owner) => (message, default),
                _ => (null, DnsOutcome.Unreadable),
            };
        }
        catch (FormatException)
        {
            return (null, DnsOutcome.Unreadable);
        }
        finally
        {
            places.Release();
        }
    }
}
