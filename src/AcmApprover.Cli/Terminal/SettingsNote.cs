using AcmApprover.Hosting.Configuration;

namespace AcmApprover.Cli.Terminal;

/// <summary>
/// Names wrong settings where they stop nothing: in commands that read none. A misspelt one is found before it is missed.
/// </summary>
internal static class SettingsNote
{
    internal static async Task WriteAsync(CommandHost host)
    {
        try
        {
            _ = Settings.Read(host.Environment);
        }
        catch (SettingsException e)
        {
            foreach (var problem in e.Problems)
            {
                await host.Error.WriteLineAsync($"note: {problem}");
            }
        }
    }
}
