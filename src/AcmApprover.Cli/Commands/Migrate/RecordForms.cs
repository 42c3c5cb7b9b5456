using System.CommandLine.Parsing;
using AcmApprover.Migration.Publishing;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>How records are written.</summary>
internal enum RecordForm
{
    /// <summary>In words.</summary>
    Ticket,

    /// <summary>As ACM's console exports them.</summary>
    Csv,

    /// <summary>Lines of a zone file.</summary>
    Bind,

    /// <summary>Resources of Terraform.</summary>
    Terraform,

    /// <summary>Change batches of Route 53.</summary>
    Route53,
}

/// <summary>Writes records in each form.</summary>
internal static class RecordForms
{
    internal static string Write(RecordForm form, IReadOnlyList<RecordToPublish> records) =>
        form switch
        {
            RecordForm.Ticket => TicketText.Write(records),
            RecordForm.Csv => AcmConsoleCsv.Write(records),
            RecordForm.Bind => ZoneFileLines.Write(records),
            RecordForm.Terraform => TerraformRecords.Write(records, areThere: false),
            // A batch is for one zone: each begins on a line of its own.
            RecordForm.Route53 => string.Concat(records.GroupBy(record => record.Zone).SelectMany(Route53ChangeBatch.Write)),
        };

    internal static RecordForm Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Enum.TryParse<RecordForm>(text, ignoreCase: true, out var form) && Enum.IsDefined(form) && !char.IsAsciiDigit(text[0]))
        {
            return form;
        }

        result.AddError($"--format is '{text}', but must be {string.Join(", ", Enum.GetNames<RecordForm>()).ToLowerInvariant()}");
        return default;
    }
}
