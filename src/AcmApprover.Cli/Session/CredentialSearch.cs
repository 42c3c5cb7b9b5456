using System.Diagnostics.CodeAnalysis;
using AcmApprover.Cli.Terminal;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Util;

namespace AcmApprover.Cli.Session;

/// <summary>
/// Looks for credentials where every AWS client does, in the same order; of what it finds, it knows the name and the remedy.
/// </summary>
/// <param name="Host">The environment, and the terminal where an MFA code can be asked for.</param>
/// <param name="Profile">The profile; null if there is none.</param>
/// <param name="IsChosen">Whether the command line names the profile: it then comes before the environment.</param>
/// <param name="Interrupted">Ends the wait for an MFA code.</param>
internal sealed record CredentialSearch(CommandHost Host, CredentialProfile? Profile, bool IsChosen, CancellationToken Interrupted)
{
    private const string WebIdentity = "AWS_WEB_IDENTITY_TOKEN_FILE";

    /// <summary>An instance's metadata are a hop away; on a machine that is no instance, nobody answers at all.</summary>
    private static readonly TimeSpan InstanceTime = TimeSpan.FromSeconds(4);

    /// <summary>Finds them.</summary>
    /// <exception cref="CommandException">There are none, or those of the profile cannot be used.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "Credentials live as long as the process.")]
    internal FoundCredentials Find()
    {
        var ofProfile = Profile?.CanCreateAWSCredentials == true;
        return IsChosen && ofProfile ? OfProfile(Profile!)
            : !IsChosen && Has("AWS_ACCESS_KEY_ID") && Has("AWS_SECRET_ACCESS_KEY")
                ? new FoundCredentials("the environment", new EnvironmentVariablesAWSCredentials())
            : !IsChosen && Has(WebIdentity) && Has("AWS_ROLE_ARN")
                ? new FoundCredentials(WebIdentity, AssumeRoleWithWebIdentityCredentials.FromEnvironmentVariables())
                {
                    Hint = "check the token's file, AWS_ROLE_ARN and the trust policy of that role",
                }
            : ofProfile ? OfProfile(Profile!)
            : Has("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || Has("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                ? new FoundCredentials("the container's endpoint", new GenericContainerCredentials())
                {
                    Hint = "check that the task or pod has a role",
                }
            : EC2InstanceMetadata.IsIMDSEnabled ? OfInstance()
            : throw None();
    }

    private FoundCredentials OfProfile(CredentialProfile profile)
    {
        var name = $"the profile '{profile.Name}'";
        var chain = ChainOf(profile);
        if (chain.FirstOrDefault(p => p.Options.LoginSession is not null) is { } login)
        {
            throw new CommandException(
                $"the profile '{login.Name}' is one of aws login, which acm-approver cannot use by itself",
                $"run: eval \"$(aws configure export-credentials --profile {login.Name} --format env)\", and give no --profile"
            );
        }

        try
        {
            var credentials = profile.GetAWSCredentials(profile.CredentialProfileStore);
            return new FoundCredentials(name, credentials)
            {
                AsksPerson = AskForCodes(credentials, profile) | chain.Any(p => p.Options.CredentialProcess is not null),
                Hint =
                    chain.FirstOrDefault(p => p.Options.SsoStartUrl is not null || p.Options.SsoSession is not null) is { } sso
                        ? $"aws sso login --profile {sso.Name}"
                        : $"aws sts get-caller-identity --profile {profile.Name} shows whether it works elsewhere",
            };
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw new CommandException($"{name} is not valid: {e.Message.TrimEnd('.')}", "correct it in ~/.aws/config", innerException: e);
        }
    }

    /// <summary>The profile, the one that it takes its credentials from, and so on; no profile twice.</summary>
    private static List<CredentialProfile> ChainOf(CredentialProfile profile)
    {
        List<CredentialProfile> chain = [profile];
        while (
            chain[^1].Options.SourceProfile is { } source
            && profile.CredentialProfileStore.TryGetProfile(source, out var next)
            && chain.TrueForAll(p => p.Name != next.Name)
        )
        {
            chain.Add(next);
        }

        return chain;
    }

    /// <summary>Has the codes of MFA devices asked for; true if there is any.</summary>
    private bool AskForCodes(AWSCredentials credentials, CredentialProfile profile)
    {
        var asks = false;
        for (
            var each = credentials as AssumeRoleAWSCredentials;
            each is not null;
            each = each.SourceCredentials as AssumeRoleAWSCredentials
        )
        {
            if (each.Options.MfaSerialNumber is { Length: > 0 } device)
            {
                asks = true;
                each.Options.MfaTokenCodeCallback = () => MfaPrompt.Ask(Host, device, profile.Name, Interrupted);
            }
        }

        return asks;
    }

    /// <summary>Where nobody answers, or answers without a role, there are no credentials at all.</summary>
    private FoundCredentials OfInstance()
    {
        // Made in the background, since the role's name is asked for at once.
        var instance = Task.Run(() => new InstanceProfileAWSCredentials());
        return new FoundCredentials("the instance", instance) { Patience = InstanceTime, None = None() };
    }

    private CommandException None() =>
        new(
            Profile is null
                ? "there are no AWS credentials: neither in the environment, nor in a profile, nor of a container or an instance"
                : $"there are no AWS credentials: the profile '{Profile.Name}' has none, "
                    + "nor has the environment, a container or an instance",
            "give --profile, or set AWS_PROFILE; aws configure sso makes a profile"
        );

    private bool Has(string variable) => Host.Variable(variable) is not null;
}
