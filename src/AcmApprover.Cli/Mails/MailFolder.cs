using System.Text.RegularExpressions;

namespace AcmApprover.Cli.Mails;

/// <summary>Finds the mails of a folder and of all folders in it, by their names and by how they begin.</summary>
/// <param name="passedOver">What it does not take for a mail.</param>
internal sealed partial class MailFolder(PassedOver passedOver)
{
    /// <summary>The names of a Maildir's three folders (maildir(5)); mails in "tmp" are still being delivered.</summary>
    private const string Delivering = "tmp";

    private static readonly string[] delivered = ["cur", "new"];

    /// <summary>What mail programs name so is read, and named if it is no mail after all: Outlook's .msg is none.</summary>
    private static readonly string[] mailExtensions = [".eml", ".mbox", ".mbx", ".mail", ".msg"];

    /// <summary>What can be anything is read if it begins as a mail does; without an extension lie objects of SES that were copied out of
    /// a bucket.</summary>
    private static readonly string[] openExtensions = [".txt", ""];

    // A folder that may not be read ends the search with an error: passed over, its mails would be missed by nobody.
    private static readonly EnumerationOptions everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>The files that are taken for mails, a folder at a time, so that the names of one are sorted in memory and not those of
    /// all.</summary>
    internal IEnumerable<FileInfo> Find(DirectoryInfo folder)
    {
        var isMaildir = IsMaildir(folder);
        var isDelivered = delivered.Contains(folder.Name) && folder.Parent is { } parent && IsMaildir(parent);
        foreach (var entry in folder.EnumerateFileSystemInfos("*", everything).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            switch (entry)
            {
                case { LinkTarget: not null }:
                    passedOver.Add(entry.ToString());
                    break;

                // The folders below a Maildir begin with a dot (Maildir++).
                case DirectoryInfo below when isMaildir ? below.Name != Delivering : !IsHidden(below):
                    foreach (var file in Find(below))
                    {
                        yield return file;
                    }

                    break;
                case FileInfo file when isDelivered || IsMail(file):
                    yield return file;
                    break;
                case DirectoryInfo other when !other.EnumerateFileSystemInfos().Any():
                    break;
                default:
                    passedOver.Add(entry is FileInfo ? entry.ToString() : $"{entry}{Path.DirectorySeparatorChar}");
                    break;
            }
        }
    }

    private static bool IsMaildir(DirectoryInfo folder) =>
        delivered.Append(Delivering).All(name => Directory.Exists(Path.Combine(folder.FullName, name)));

    private static bool IsHidden(FileSystemInfo entry) => entry.Name.StartsWith('.') || entry.Attributes.HasFlag(FileAttributes.Hidden);

    private static bool IsMail(FileInfo file) =>
        !IsHidden(file)
        && (Has(file, mailExtensions) || ((Has(file, openExtensions) || MaildirName.IsMatch(file.Name)) && Begins(file)));

    private static bool Has(FileInfo file, string[] extensions) => extensions.Contains(file.Extension, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file begins as a mail or an mbox does. One that cannot be read may: who reads it hears why.</summary>
    private static bool Begins(FileInfo file)
    {
        try
        {
            var beginning = MailFiles.Beginning(file.FullName);
            return Mbox.Begins(beginning) || MessageFormat.ProblemOf(beginning) is null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>"1700000000.M1P2.host:2,S": the time of delivery in seconds, what makes the name unique, and flags.</summary>
    [GeneratedRegex(@"^\d{9,}\..")]
    private static partial Regex MaildirName { get; }
}
