using AcmApprover.Aws.Client;
using AcmApprover.Cli.Terminal;
using AcmApprover.Identifiers;
using Amazon;
using Amazon.Runtime.CredentialManagement;
using Amazon.Util;

namespace AcmApprover.Cli.Session;

/// <summary>Makes a session of what the command line, the environment and the profile say, in this order.</summary>
internal static class SessionMaker
{
    /// <summary>How long an instance may take to say its region: its metadata are a hop away, and elsewhere nobody answers.</summary>
    private static readonly TimeSpan InstanceTime = TimeSpan.FromSeconds(3);

    /// <summary>Makes it. Only where nothing else names a region, the instance is asked for its own.</summary>
    /// <param name="profile">The profile's name; null for the environment's credentials, and the profile that it names.</param>
    /// <param name="region">The region; null for that of environment, profile or instance.</param>
    /// <param name="host">The environment, and the terminal where an MFA code can be asked for.</param>
    /// <param name="cancellationToken">Ends the wait for the instance, and for a code.</param>
    /// <exception cref="CommandException">There is no such profile, or no such region, or none is named.</exception>
    internal static async Task<AwsSession> OpenAsync(
        string? profile,
        string? region,
        CommandHost host,
        CancellationToken cancellationToken
    )
    {
        var found = ProfileOf(profile, host);
        if (profile is not null)
        {
            // For what the SDK itself reads of a profile: endpoints, FIPS, retries.
            AWSConfigs.AWSProfileName = profile;
        }

        var known = await RegionOfAsync(region, found, host, cancellationToken);
        // For the clients that the SDK itself makes to get credentials.
        AWSConfigs.AWSRegion = known.Value;
        var search = new CredentialSearch(host, found, IsChosen: profile is not null, cancellationToken);
        return new AwsSession(new PromisedCredentials(search.Find), known);
    }

    private static CredentialProfile? ProfileOf(string? chosen, CommandHost host)
    {
        var named = chosen ?? host.Variable("AWS_PROFILE");
        var files = new CredentialProfileStoreChain();
        if (files.TryGetProfile(named ?? SharedCredentialsFile.DefaultProfileName, out var profile))
        {
            return profile;
        }

        return named is null
            ? null
            : throw CommandException.WrongUsage(
                $"there is no profile '{named}'",
                files.ListProfiles() is { Count: > 0 } profiles
                    ? $"there are: {string.Join(", ", profiles.Select(p => p.Name).Order(StringComparer.Ordinal))}"
                    : "aws configure sso, or aws configure, makes one"
            );
    }

    private static async Task<Region> RegionOfAsync(
        string? chosen,
        CredentialProfile? profile,
        CommandHost host,
        CancellationToken cancellationToken
    )
    {
        const string First = "AWS_REGION";
        const string Second = "AWS_DEFAULT_REGION";
        return chosen is not null ? KnownRegions.Read(chosen, "--region", host)
            : host.Variable(First) is { } first ? KnownRegions.Read(first, First, host)
            : host.Variable(Second) is { } second ? KnownRegions.Read(second, Second, host)
            : profile?.Region is { } own ? KnownRegions.Read(own.SystemName, $"the region of the profile '{profile.Name}'", host)
            : await InstancesRegionAsync(cancellationToken)
                ?? throw CommandException.WrongUsage("no region is given", "give --region, or set AWS_REGION, or region in the profile");
    }

    private static async Task<Region?> InstancesRegionAsync(CancellationToken cancellationToken)
    {
        if (!EC2InstanceMetadata.IsIMDSEnabled)
        {
            return null;
        }

        try
        {
            var region = await Task.Run(() => EC2InstanceMetadata.Region?.SystemName, cancellationToken)
                .WaitAsync(InstanceTime, cancellationToken);
            return Region.TryParse(region, out var known) ? known : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
