using System.CommandLine;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.Sts;
using AcmApprover.Cli.Terminal;
using AcmApprover.Identifiers;

namespace AcmApprover.Cli.Session;

/// <summary>As whom a command works in several accounts: the caller in their own, and a role elsewhere.</summary>
internal sealed class AccountOptions
{
    private readonly Option<string?> role = new("--role")
    {
        Description = "The name of the role to assume in accounts other than your own.",
        HelpName = "NAME",
    };

    private readonly Option<string?> externalId = new("--external-id")
    {
        Description = "The external id that this role requires.",
        HelpName = "ID",
    };

    private readonly AwsOptions aws = new();

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Add(role);
        command.Add(externalId);
        aws.AddTo(command);
    }

    /// <summary>Whether a role is given.</summary>
    internal bool HasRole(ParseResult parsed) => parsed.GetValue(role) is not null;

    /// <summary>The accounts. AWS is asked who the caller is, and nothing else yet.</summary>
    internal async Task<OpenAccounts> OpenAsync(ParseResult parsed, CommandHost host, CancellationToken cancellationToken)
    {
        var session = await aws.OpenAsync(parsed, host, cancellationToken);
        var own = await CallerIdentity.AccountAsync(session, cancellationToken);
#pragma warning disable CA2000 // The accounts that are returned own them.
        var credentials = new AccountCredentials(own, parsed.GetValue(role), parsed.GetValue(externalId), session, host.Time);
        return new OpenAccounts(session, own, credentials);
#pragma warning restore CA2000
    }
}

/// <summary>Accounts that can be worked in.</summary>
/// <param name="Session">The caller's credentials and region.</param>
/// <param name="Own">The account of these.</param>
/// <param name="Credentials">The credentials for every account.</param>
internal sealed record OpenAccounts(AwsSession Session, AccountId Own, AccountCredentials Credentials) : IDisposable
{
    /// <summary>A session in an account and region.</summary>
    /// <exception cref="CommandException">The account's role cannot be assumed.</exception>
    internal async Task<AwsSession> ForAsync(AccountId account, Region region, CancellationToken cancellationToken) =>
        await Credentials.ForAsync(account, region.Partition, cancellationToken) switch
        {
            AccountAccess.Granted granted => Session.As(granted.Credentials).In(region),
            AccountAccess.Refused refused => throw new CommandException(
                refused.Detail,
                "name the role with --role, and let its trust policy allow you to assume it (sts:AssumeRole)"
            ),
            _ => throw new InvalidOperationException(),
        };

    public void Dispose() => Credentials.Dispose();
}
