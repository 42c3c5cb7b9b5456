using System.CommandLine;
using AcmApprover.Cli.Terminal;
using AcmApprover.Dns;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>The resolvers that a command asks.</summary>
internal sealed class DnsOptions
{
    private readonly Option<string[]> servers = new("--dns")
    {
        Description =
            "The resolver to ask in place of the public 1.1.1.1 and 8.8.8.8; may be given several times. Authoritative servers are asked "
            + "at the port of the first one.",
        HelpName = "SERVER",
    };

    /// <summary>Adds the option to a command.</summary>
    internal void AddTo(Command command) => command.Add(servers);

    /// <summary>The resolvers; at least one.</summary>
    internal IReadOnlyList<NameServer> Read(ParseResult parsed)
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

        return named.Count > 0 ? named : NameServer.Public;
    }
}
