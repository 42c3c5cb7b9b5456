using System.Text;
using System.Text.Json;
using AcmApprover.Cli.Commands.Doctor;
using AcmApprover.Cli.Terminal;
using AcmApprover.Estate;

namespace AcmApprover.Cli.Estate;

/// <summary>What <c>acm-approver doctor --json</c> found: which mail will not arrive, and why; not what nobody could tell.</summary>
internal sealed class DoctorFile
{
    private const string NotReady = "not-ready";

    private readonly Dictionary<(string Name, string Domain), string> names = [];
    private string? stack;

    private DoctorFile() { }

    /// <summary>Nothing was examined.</summary>
    internal static DoctorFile Empty { get; } = new();

    /// <summary>What keeps the mail of a certificate from arriving; null for nothing, or not examined.</summary>
    internal string? Find(CertificateFacts certificate) =>
        certificate
            .Names.Where(name => name.Method is EstateMethod.Email or EstateMethod.Unknown)
            .Select(name => names.GetValueOrDefault((name.Name.Value, name.MailDomain.Value)))
            .FirstOrDefault(found => found is not null)
        ?? stack;

    /// <summary>Reads the lines that the command wrote.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    internal static DoctorFile Read(ReadOnlySpan<byte> lines)
    {
        var file = new DoctorFile();
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(lines).Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                file.Add(JsonSerializer.Deserialize(line, CliJson.Default.DoctorLine));
            }
            catch (JsonException e)
            {
                throw new FormatException($"line {number} is none of doctor --json", e);
            }
        }

        return lines.IsEmpty ? throw new FormatException("it is empty") : file;
    }

    private void Add(DoctorLine? line)
    {
        if (line?.Schema != DoctorRecord.Current || line.Checks is null || (line.Name is null && line.Stack is null))
        {
            throw new JsonException();
        }

        var found = line.Checks.SelectMany(check => check.Findings).FirstOrDefault(finding => finding.State == NotReady);
        if (found is null)
        {
            return;
        }

        var reason = $"{found.Code}: {found.Seen}";
        if (line.Name is { } name)
        {
            names[(name, line.ValidationDomain ?? name)] = reason;
        }
        else
        {
            stack = reason;
        }
    }
}

/// <summary>A line of <c>doctor --json</c>, about a name or about the stack.</summary>
internal sealed record DoctorLine(
    string? Schema,
    string? Name,
    string? ValidationDomain,
    string? Stack,
    IReadOnlyList<CheckRecord>? Checks
);
