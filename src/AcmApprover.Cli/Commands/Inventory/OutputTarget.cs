using System.CommandLine.Parsing;
using System.Text;
using AcmApprover.Cli.Terminal;
using AcmApprover.Estate;

namespace AcmApprover.Cli.Commands.Inventory;

/// <summary>A form of an inventory, and where it goes.</summary>
/// <param name="Format"><c>table</c>, <c>json</c> or <c>csv</c>.</param>
/// <param name="File">The file; null for standard output.</param>
internal sealed record OutputTarget(string Format, string? File)
{
    private static readonly string[] Formats = ["table", "json", "csv"];

    /// <summary>Reads <c>FORMAT</c> or <c>FORMAT=FILE</c>, several times.</summary>
    internal static OutputTarget[]? Parse(ArgumentResult result)
    {
        List<OutputTarget> targets = [];
        foreach (var text in result.Tokens.Select(t => t.Value))
        {
            var (format, file) = text.Split('=', 2) is [var before, var after] ? (before, after) : (text, null);
            if (!Formats.Contains(format) || file is "")
            {
                result.AddError($"--output is '{text}', but must be table, json or csv, or one of them with =FILE");
                return null;
            }

            targets.Add(new OutputTarget(format, file));
        }

        return [.. targets];
    }

    /// <summary>The targets of a command line.</summary>
    /// <exception cref="CommandException">Two of them have the same place, or a folder is not there.</exception>
    internal static IReadOnlyList<OutputTarget> Choose(OutputTarget[]? given, bool isJson)
    {
        IReadOnlyList<OutputTarget> targets =
        [
            .. isJson ? [new OutputTarget("json", null)] : Array.Empty<OutputTarget>(),
            .. given ?? [],
        ];
        if (targets.Count == 0)
        {
            return [new OutputTarget("table", null)];
        }

        if (targets.GroupBy(t => t.File).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            throw CommandException.WrongUsage(
                $"two outputs go to {same.Key ?? "standard output"}",
                "give all but one of them a file of its own: --output table --output json=estate.json"
            );
        }

        foreach (var file in targets.Select(t => t.File).OfType<string>())
        {
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is not { } folder || !Directory.Exists(folder))
            {
                throw CommandException.WrongUsage($"there is no folder for {file}", "create it first");
            }
        }

        return targets;
    }

    /// <summary>Writes an inventory.</summary>
    internal async Task WriteAsync(CommandHost host, AcmApprover.Estate.Inventory inventory)
    {
        if (File is null)
        {
            await host.Output.WriteAsync(Format == "table" ? InventoryTable.Write(host, inventory) : Text(inventory));
            return;
        }

        // Beside it first: a file that somebody reads in the meantime is the old one or the new one.
        var beside = $"{File}.new";
        await using (var stream = System.IO.File.Create(beside))
        {
            if (Format == "json")
            {
                // A large one is never in memory as a whole.
                InventoryJson.Write(stream, inventory);
                await stream.WriteAsync("\n"u8.ToArray());
            }
            else
            {
                await using var text = new StreamWriter(stream);
                await text.WriteAsync(
                    Format == "table" ? InventoryTable.Write(host with { IsOutputTerminal = false }, inventory) : Text(inventory)
                );
            }
        }

        System.IO.File.Move(beside, File, overwrite: true);
    }

    private string Text(AcmApprover.Estate.Inventory inventory)
    {
        if (Format == "csv")
        {
            return InventoryCsv.Write(inventory);
        }

        using var bytes = new MemoryStream();
        InventoryJson.Write(bytes, inventory);
        bytes.WriteByte((byte)'\n');
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
