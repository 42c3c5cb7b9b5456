using System.CommandLine;
using AcmApprover.Aws.Client;
using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Session;

/// <summary><c>--profile</c> and <c>--region</c> of a command that talks to AWS, and the session that they make.</summary>
internal sealed class AwsOptions
{
    private readonly Option<string?> profile = new("--profile")
    {
        Description = "The profile whose credentials and region to use; AWS_PROFILE or default without it.",
        HelpName = "NAME",
    };

    private readonly Option<string?> region = new("--region")
    {
        Description = "The region to ask; AWS_REGION or the profile's without it.",
        HelpName = "REGION",
    };

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Add(profile);
        command.Add(region);
    }

    /// <summary>The session; to be opened once, before the first client is made.</summary>
    /// <exception cref="CommandException">There is no such profile, or no such region.</exception>
    internal Task<AwsSession> OpenAsync(ParseResult parsed, CommandHost host, CancellationToken cancellationToken) =>
        SessionMaker.OpenAsync(parsed.GetValue(profile), parsed.GetValue(region), host, cancellationToken);
}
