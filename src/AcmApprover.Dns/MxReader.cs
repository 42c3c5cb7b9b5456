using System.Collections.Concurrent;
using AcmApprover.Dns.Messages;
using AcmApprover.Identifiers;
using AcmApprover.MailPath.Domains;

namespace AcmApprover.Dns;

/// <summary>
/// One look at where a domain's mail goes, with few questions. Aliases are followed by the resolvers. Each domain is asked about once.
/// </summary>
/// <param name="servers">The resolvers; at least one.</param>
public sealed class MxReader(IReadOnlyList<NameServer> servers)
{
    /// <summary>After so many domains without any answer there is no network to ask, and nothing more is asked.</summary>
    private const int MostUnanswered = 3;

    private readonly ConcurrentDictionary<DomainName, Lazy<Task<MailDomain>>> domains = new();
    private volatile bool isAnswered;
    private int unanswered;

    /// <summary>Looks.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="region">The region that should receive its mail.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<MailDomain> ReadAsync(DomainName domain, Region? region, CancellationToken cancellationToken) =>
        await domains.GetOrAdd(domain, _ => new(() => ReadAsync(domain, cancellationToken))).Value with { Region = region };

    private async Task<MailDomain> ReadAsync(DomainName domain, CancellationToken cancellationToken)
    {
        if (!isAnswered && Volatile.Read(ref unanswered) >= MostUnanswered)
        {
            return new MailDomain { Name = domain, Exchangers = [.. servers.Select(s => Failed(s, DnsOutcome.NoAnswer))] };
        }

        var replies = await Task.WhenAll(servers.Select(server => ExchangersAsync(server, domain, cancellationToken)));
        if (replies.Any(reply => reply.Outcome is not DnsOutcome.NoAnswer))
        {
            isAnswered = true;
        }
        else
        {
            Interlocked.Increment(ref unanswered);
        }

        var hasNone = Array.FindIndex(replies, reply => reply.Outcome is DnsOutcome.NoRecords);
        return new MailDomain
        {
            Name = domain,
            Exchangers = replies,
            Addresses = hasNone < 0 ? [] : await AddressesAsync(servers[hasNone], domain, cancellationToken),
        };
    }

    private static async Task<DnsReply<MailExchanger>> ExchangersAsync(
        NameServer server,
        DomainName domain,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var answer = await AskAsync(server, domain, RecordType.Mx, cancellationToken);
            if (answer is null)
            {
                return Failed(server, DnsOutcome.NoAnswer);
            }

            var records = answer.Answers.OfType<DnsRecord.Mx>().Select(r => new MailExchanger(r.Preference, r.Exchanger)).ToList();
            var outcome = answer.Code switch
            {
                ReturnCode.NoError => records.Count > 0 ? DnsOutcome.Records : DnsOutcome.NoRecords,
                ReturnCode.NoSuchName => DnsOutcome.NoSuchName,
                ReturnCode.ServerFailure => DnsOutcome.ServerFailure,
                _ => DnsOutcome.Refused,
            };
            return new DnsReply<MailExchanger>(server.ToString(), outcome, outcome is DnsOutcome.Records ? records : []);
        }
        catch (FormatException)
        {
            return Failed(server, DnsOutcome.Unreadable);
        }
    }

    /// <summary>The addresses, as far as they can be read.</summary>
    private static async Task<IReadOnlyList<string>> AddressesAsync(
        NameServer server,
        DomainName domain,
        CancellationToken cancellationToken
    )
    {
        List<string> addresses = [];
        foreach (var type in (RecordType[])[RecordType.A, RecordType.Aaaa])
        {
            try
            {
                var answer = await AskAsync(server, domain, type, cancellationToken);
                addresses.AddRange(answer?.Answers.OfType<DnsRecord.Address>().Select(r => r.Value.ToString()) ?? []);
            }
            catch (FormatException)
            {
                // It says nothing of an address.
            }
        }

        return addresses;
    }

    /// <exception cref="FormatException">What came is no answer to this question.</exception>
    private static async Task<DnsMessage?> AskAsync(
        NameServer server,
        DomainName domain,
        RecordType type,
        CancellationToken cancellationToken
    )
    {
        var question = new Exchange.Question(domain.Value, type, IsCheckingDisabled: false);
        var answer = await Exchange.AskAsync(server.Endpoint, question, cancellationToken);
        return answer is null || answer.Question == (domain.Value, type)
            ? answer
            : throw new FormatException("it answers another question");
    }

    private static DnsReply<MailExchanger> Failed(NameServer server, DnsOutcome outcome) => new(server.ToString(), outcome, []);
}
