using Amazon.Runtime;

namespace AcmApprover.Cli.Session;

/// <summary>Credentials that are looked for when the first request is signed, and not by a command that needs none.</summary>
internal sealed class PromisedCredentials(Func<FoundCredentials> find) : AWSCredentials
{
    private readonly Lazy<FoundCredentials> found = new(find);

    /// <inheritdoc/>
    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override Task<ImmutableCredentials> GetCredentialsAsync() => found.Value.GetAsync();
}
