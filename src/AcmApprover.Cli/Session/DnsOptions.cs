using System.CommandLine;
using AcmApprover.Cli.Terminal;
using AcmApprover.Dns;

namespace AcmApprover.Cli.Session;

/// <summary>The resolvers that a command asks.</summary>
/// <param name="remark">What the description says besides, as a sentence.</param>
internal sealed class DnsOptions(string remark = "")
{
    private readonly Option<string[]> servers = new("--dns")
    {
        Description = $"The resolver to ask in place of the public 1.1.1.1 and 8.8.8.8; may be given several times. {remark}".TrimEnd(),
        HelpName = "SERVER",
    };

    /// <summary>Adds the option to a command.</summary>
    internal void AddTo(Command command) => command.Add(servers);

    /// <summary>The resolvers.</summary>
    internal Resolvers Read(ParseResult parsed)
    {
        List<NameServer> named = [];
        foreach (var text in parsed.GetValue(servers) ?? [])
        {
            named.Add(
                NameServer.TryParse(text, out var server)
                    ? server
                    : throw CommandException.WrongUsage($"--dns is '{text}', but must be {NameServer.Expected}")
            );
        }

        return new Resolvers(named);
    }
}

/// <summary>The resolvers that the user named, or the public ones.</summary>
/// <param name="named">Those that the user named; may be empty.</param>
internal sealed class Resolvers(IReadOnlyList<NameServer> named)
{
    /// <summary>How many questions each resolver has at a time: public ones slow down who asks for much at once.</summary>
    private const int Questions = 16;

    /// <summary>The servers to ask; at least one.</summary>
    internal IReadOnlyList<NameServer> Servers => named.Count > 0 ? named : NameServer.Public;

    /// <summary>Reads what they say of mail. This machine's own resolver is only compared with the public ones.</summary>
    internal MailDomainReader OpenMailDomains() => new(Servers, named.Count > 0 ? null : NameServer.OfThisMachine(), Questions);
}
