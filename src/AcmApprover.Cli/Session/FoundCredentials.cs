using AcmApprover.Cli.Terminal;
using Amazon.Runtime;

namespace AcmApprover.Cli.Session;

/// <summary>Credentials, and what a person knows them by.</summary>
/// <param name="Name">Where they come from.</param>
/// <param name="Credentials">The credentials, once they are made.</param>
internal sealed record FoundCredentials(string Name, Task<AWSCredentials> Credentials)
{
    internal FoundCredentials(string name, AWSCredentials credentials)
        : this(name, Task.FromResult(credentials)) { }

    internal FoundCredentials(string name, Task<InstanceProfileAWSCredentials> credentials)
        : this(name, Of(credentials)) { }

    /// <summary>How long they may take, where no person and no program of the person's own stands between: an endpoint is asked.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(9);

    /// <summary>Whether somebody is asked for a code, or a program for the credentials, which takes its time.</summary>
    internal bool AsksPerson { get; init; }

    /// <summary>What to do where they cannot be had.</summary>
    internal string? Hint { get; init; }

    /// <summary>What to say instead where they cannot be had because there are none.</summary>
    internal CommandException? None { get; init; }

    /// <summary>The keys of now.</summary>
    /// <exception cref="CommandException">They cannot be had: it says where they should come from, and why not.</exception>
    internal async Task<ImmutableCredentials> GetAsync()
    {
        try
        {
            var keys = GetKeysAsync();
            return await (AsksPerson ? keys : keys.WaitAsync(Patience));
        }
        catch (TimeoutException e) when (None is null)
        {
            throw new CommandException(
                $"{Name} gives no credentials: no answer within {Patience.TotalSeconds} seconds",
                Hint,
                innerException: e
            );
        }
        catch (Exception e) when (Causes(e).OfType<CommandException>().FirstOrDefault() is { } known)
        {
            throw known;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw None ?? new CommandException($"{Name} gives no credentials: {Cause(e)}", Hint, innerException: e);
        }
    }

    private async Task<ImmutableCredentials> GetKeysAsync() => await (await Credentials).GetCredentialsAsync();

    private static async Task<AWSCredentials> Of(Task<InstanceProfileAWSCredentials> credentials) => await credentials;

    /// <summary>What a service said, or else what went wrong first, in one line.</summary>
    private static string Cause(Exception e)
    {
        var causes = Causes(e).ToList();
        var said = causes.OfType<AmazonServiceException>().LastOrDefault(s => s.ErrorCode is { Length: > 0 });
        var text = said is null ? causes[^1].Message : $"{said.Message.TrimEnd('.')} ({said.ErrorCode})";
        return string.Join(' ', text.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static IEnumerable<Exception> Causes(Exception e)
    {
        for (var each = e; each is not null; each = each.InnerException)
        {
            yield return each;
        }
    }
}
