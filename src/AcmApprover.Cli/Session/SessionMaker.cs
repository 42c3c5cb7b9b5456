using AcmApprover.Aws.Client;
using AcmApprover.Cli.Terminal;
using AcmApprover.Identifiers;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace AcmApprover.Cli.Session;

/// <summary>Makes a session of what the command line, the environment and the profile say, in this order.</summary>
internal static class SessionMaker
{
    /// <summary>Makes it. AWS is asked nothing yet.</summary>
    /// <param name="profile">The profile's name; null for the one of the environment, and its environment's credentials before it.</param>
    /// <param name="region">The region; null for that of environment and profile.</param>
    /// <param name="host">The environment.</param>
    /// <exception cref="CommandException">There is no such profile, or no such region.</exception>
    internal static AwsSession Open(string? profile, string? region, CommandHost host)
    {
        AWSCredentials? credentials = null;
        if (profile is not null)
        {
            // For what the SDK itself reads of a profile: its region, its endpoints, and the profiles that it is built on.
            AWSConfigs.AWSProfileName = profile;
            credentials = CredentialsOf(profile);
        }

        var name = region ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION");
        if (name is null)
        {
            return new AwsSession(credentials, null);
        }

        if (!Region.TryParse(name, out var known))
        {
            throw CommandException.WrongUsage($"there is no region '{name}'", "a region is written like eu-west-1");
        }

        // For the clients that the SDK itself makes to get credentials.
        AWSConfigs.AWSRegion = known.Value;
        return new AwsSession(credentials, known);

        string? Variable(string variable) => host.Environment.GetValueOrDefault(variable) is { Length: > 0 } value ? value : null;
    }

    private static AWSCredentials CredentialsOf(string profile)
    {
        var files = new CredentialProfileStoreChain();
        return files.TryGetProfile(profile, out var found)
            ? found.GetAWSCredentials(found.CredentialProfileStore)
            : throw CommandException.WrongUsage($"there is no profile '{profile}'", "aws configure list-profiles shows those that there are");
    }
}
