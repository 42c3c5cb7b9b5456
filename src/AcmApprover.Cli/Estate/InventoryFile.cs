using AcmApprover.Cli.Terminal;
using AcmApprover.Estate;

namespace AcmApprover.Cli.Estate;

/// <summary>Files that the estate's commands read.</summary>
internal static class InventoryFile
{
    /// <summary>Reads an inventory that <c>acm-approver inventory --output json=FILE</c> wrote.</summary>
    /// <exception cref="CommandException">It is not there, or is none.</exception>
    internal static async Task<Inventory> ReadAsync(string path, CancellationToken cancellationToken) =>
        await ReadAsync(
            path,
            "acm-approver inventory --output json=FILE writes one",
            bytes => InventoryJson.Read(bytes.Span),
            cancellationToken
        );

    /// <summary>Reads an ignore file.</summary>
    /// <exception cref="CommandException">It is not there, or is none.</exception>
    internal static async Task<IgnoreList> ReadIgnoreListAsync(string path, CancellationToken cancellationToken) =>
        await ReadAsync(
            path,
            "{\"ignore\": [{\"domain\": \"*.example.com\", \"reason\": \"…\", \"owner\": \"…\", \"until\": \"2027-01-31\"}]}",
            bytes => IgnoreList.Parse(bytes.Span),
            cancellationToken
        );

    /// <summary>Reads what the doctor found.</summary>
    /// <exception cref="CommandException">It is not there, or is none.</exception>
    internal static async Task<DoctorFile> ReadDoctorAsync(string path, CancellationToken cancellationToken) =>
        await ReadAsync(
            path,
            "acm-approver doctor --inventory estate.json --json > doctor.json writes one",
            bytes => DoctorFile.Read(bytes.Span),
            cancellationToken
        );

    private static async Task<T> ReadAsync<T>(
        string path,
        string hint,
        Func<ReadOnlyMemory<byte>, T> read,
        CancellationToken cancellationToken
    )
    {
        if (!File.Exists(path))
        {
            throw CommandException.WrongUsage($"there is no file {path}", hint);
        }

        try
        {
            return read(await File.ReadAllBytesAsync(path, cancellationToken));
        }
        catch (FormatException e)
        {
            throw CommandException.WrongUsage($"{path} cannot be used: {e.Message}", hint);
        }
    }
}
