using System.CommandLine;
using AcmApprover.Cli.Terminal;
using AcmApprover.Migration;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>The plan that a command works through.</summary>
internal static class PlanFile
{
    private const string Hint = "acm-approver migrate plan --inventory FILE --out PLAN writes one";

    /// <summary>The argument that names it.</summary>
    internal static Argument<string> Argument() => new("PLAN") { Description = "A plan that acm-approver migrate plan wrote." };

    /// <summary>Reads it.</summary>
    /// <exception cref="CommandException">It is not there, or is none.</exception>
    internal static async Task<MigrationPlan> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw CommandException.WrongUsage($"there is no file {path}", Hint);
        }

        try
        {
            return PlanJson.Read(await File.ReadAllBytesAsync(path, cancellationToken));
        }
        catch (FormatException e)
        {
            throw CommandException.WrongUsage($"{path} cannot be used: {e.Message}", Hint);
        }
    }

    /// <summary>Writes it as a whole or not at all: a plan that is cut in the middle is lost.</summary>
    internal static async Task WriteAsync(string path, MigrationPlan plan, CancellationToken cancellationToken)
    {
        var next = path + ".new";
        await using (var file = File.Create(next))
        {
            PlanJson.Write(file, plan);
            await file.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }

        File.Move(next, path, overwrite: true);
    }
}
