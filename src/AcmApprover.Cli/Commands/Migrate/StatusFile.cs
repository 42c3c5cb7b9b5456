using System.Text.Json;
using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>What <c>migrate status --json</c> or <c>migrate watch --json</c> said.</summary>
internal static class StatusFile
{
    private const string Hint = "acm-approver migrate status PLAN --json > FILE writes one";

    /// <summary>Reads it, in its order: of a certificate that is told several times, the last line counts.</summary>
    /// <exception cref="CommandException">It is not there, or is something else.</exception>
    internal static async Task<IReadOnlyList<LineRecord>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw CommandException.WrongUsage($"there is no file {path}", Hint);
        }

        try
        {
            return
            [
                .. (await File.ReadAllLinesAsync(path, cancellationToken))
                    .Where(line => !string.IsNullOrWhiteSpace(line))
                    .Select(line => JsonSerializer.Deserialize(line, CliJson.Default.LineRecord))
                    .OfType<LineRecord>(),
            ];
        }
        catch (JsonException e)
        {
            throw CommandException.WrongUsage($"{path} is no status of a migration ({e.Path ?? "$"})", Hint);
        }
    }
}
