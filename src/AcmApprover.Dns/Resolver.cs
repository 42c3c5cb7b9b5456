using AcmApprover.Dns.Messages;
using AcmApprover.MailPath.Domains;

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
        where TReceived : DnsRecord
    {
        var first = name.ToLowerInvariant();
        var owner = first;
        var isAuthentic = true;
        for (var aliases = 0; aliases < MostAliases;)
        {
            var (message, failure) = await ExchangeAsync(owner, type, isCheckingDisabled, cancellationToken);
            if (message is null)
            {
                return Reply(failure, []);
            }

            isAuthentic &= message.IsAuthentic;
            var asked = owner;
            while (type != RecordType.CName && aliases < MostAliases && TargetOf(message, owner) is { } target)
            {
                (owner, aliases) = (target, aliases + 1);
            }

            var records = message.Answers.OfType<TReceived>().Where(r => r.Type == type && r.Name == owner).ToList();
            if (records.Count > 0)
            {
                return Reply(DnsOutcome.Records, [.. records.Select(read)]);
            }

            // NXDOMAIN speaks of the end of the chain (RFC 6604), and an SOA record says that there is nothing at it.
            if (message.Code == ReturnCode.NoSuchName)
            {
                return Reply(DnsOutcome.NoSuchName, []);
            }

            if (owner == asked || message.Authorities.Any(r => r.Type == RecordType.Soa))
            {
                return Reply(DnsOutcome.NoRecords, []);
            }
        }

        // No resolver follows such a chain.
        return Reply(DnsOutcome.ServerFailure, []);

        DnsReply<TRecord> Reply(DnsOutcome outcome, IReadOnlyList<TRecord> records) =>
            new(Name, outcome, records) { IsAuthentic = isAuthentic, AliasOf = owner == first ? null : owner };
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    private static string? TargetOf(DnsMessage message, string owner) =>
        message
            .Answers.OfType<DnsRecord.Pointer>()
            .FirstOrDefault(record => record.Type == RecordType.CName && record.Name == owner)
            ?.Target;

    /// <summary>An answer to the question, or why there is none.</summary>
    private async Task<(DnsMessage? Answer, DnsOutcome Failure)> ExchangeAsync(
        string owner,
        RecordType type,
        bool isCheckingDisabled,
        CancellationToken cancellationToken
    )
    {
        // An alias to the root, or to what is no host's name, leads nowhere.
        if (owner.Length == 0 || owner.Contains('\\', StringComparison.Ordinal))
        {
            return (null, DnsOutcome.Unreadable);
        }

        await places.WaitAsync(cancellationToken);
        try
        {
            var question = new Exchange.Question(owner, type, isCheckingDisabled);
            var message = await Exchange.AskAsync(server.Endpoint, question, cancellationToken);
            return message switch
            {
                null => (null, DnsOutcome.NoAnswer),
                { Code: ReturnCode.ServerFailure } => (null, DnsOutcome.ServerFailure),
                { Code: not (ReturnCode.NoError or ReturnCode.NoSuchName) } => (null, DnsOutcome.Refused),
                { Question: { } echo } when echo.Type == type && echo.Name == owner => (message, default),
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
