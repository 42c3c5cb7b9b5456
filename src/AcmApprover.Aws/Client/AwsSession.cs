using AcmApprover.Identifiers;
using Amazon;
using Amazon.Runtime;

namespace AcmApprover.Aws.Client;

/// <summary>
/// On whose behalf and where AWS is asked. Every client is made of one, so that the same code serves any account (<see cref="As"/>) and
/// any region (<see cref="In"/>). All clients share one pool of connections (<see cref="AwsHttpClientFactory"/>).
/// </summary>
/// <param name="Credentials">What to sign with; null for the credentials of environment and profile, found when they are needed.</param>
/// <param name="Region">Where to ask; null for the region of environment and profile.</param>
public sealed record AwsSession(AWSCredentials? Credentials, Region? Region)
{
    /// <summary>That of environment and profile, as in every AWS client.</summary>
    public static AwsSession OfProcess { get; } = new(null, null);

    /// <summary>The same credentials in a region.</summary>
    public AwsSession In(Region region) => this with { Region = region };

    /// <summary>Other credentials in the same region.</summary>
    public AwsSession As(AWSCredentials? credentials) => this with { Credentials = credentials };

    /// <summary>Puts the region into the settings of a client of the SDK's, and the time that one request may take.</summary>
    public T Configure<T>(T config)
        where T : ClientConfig
    {
        config.Timeout = AwsCalls.RequestTimeout;
        if (Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region.Value);
            // Signed for that region also where AWS_ENDPOINT_URL puts another endpoint in the region's place.
            config.AuthenticationRegion = region.Value;
        }

        return config;
    }
}
