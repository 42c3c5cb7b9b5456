using AcmApprover.Cli.Terminal;
using Amazon.Runtime;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>
/// What was asked for one certificate, account or zone of many: its failure is told, and the others go on. An interrupt ends the command,
/// and so does what nobody expects.
/// </summary>
/// <param name="Value">What came of it; null where it failed.</param>
/// <param name="Problem">Why it failed; null where it did not.</param>
internal readonly record struct Attempt<T>(T? Value, string? Problem)
{
    internal static async Task<Attempt<T>> MakeAsync(Func<Task<T>> work)
    {
        try
        {
            return new Attempt<T>(await work(), null);
        }
        catch (AmazonServiceException e)
        {
            return new Attempt<T>(default, $"{e.Message.TrimEnd('.')} ({e.ErrorCode})");
        }
        catch (CommandException e)
        {
            return new Attempt<T>(default, e.Hint is { } hint ? $"{e.Message} → {hint}" : e.Message);
        }
        catch (Exception e) when (e is TemporarilyUnavailableException or AmazonClientException)
        {
            return new Attempt<T>(default, e.Message);
        }
    }
}
