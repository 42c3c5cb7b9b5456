using AcmApprover.Identifiers;

namespace AcmApprover.Aws.S3;

/// <summary>Where the objects of probes lie in the mail bucket.</summary>
internal static class ProbeKeys
{
    /// <summary>Behind the prefix of the records: what all keys of probes begin with.</summary>
    internal const string Folder = "probes/";

    private const string MarkFile = "/mark.json";

    internal static string Mark(string prefix, DomainName name) => $"{prefix}{Folder}{name}{MarkFile}";

    internal static string Copies(string prefix, DomainName name) => $"{prefix}{Folder}{name}/copies/";

    /// <summary>A copy of the record of a mail about a probe: who follows the probe finds it without looking through all records.</summary>
    internal static string Copy(string prefix, DomainName name, string mail) =>
        $"{Copies(prefix, name)}{RecordKeys.HashOf(mail)}.json";

    internal static bool IsMark(string key) => key.EndsWith(MarkFile, StringComparison.Ordinal);
}
