using System.Buffers;

namespace AcmApprover.Approval.Claims;

/// <summary>
/// Reads what the lines of a text state of fields: "label: value"; a label on a line of its own and the value on the next, as tables
/// and lists of definitions have it; or the label alone and ": value" on the next. A label without a value states nothing.
/// </summary>
internal sealed class Statements
{
    /// <summary>The longest label has 40 characters.</summary>
    private const int MaxLabelLength = 80;

    /// <summary>All that Unicode lets a line end with (UAX 14), so that none that somebody is shown as a line of its own is
    /// missed.</summary>
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\v\f\u0085\u2028\u2029");

    private readonly string where;
    private readonly IReadOnlyList<Field> fields;

    /// <summary>The field whose value is still to come.</summary>
    private Field? waiting;

    /// <summary>Whether its label had a colon: without one, words of a sentence can look like a label.</summary>
    private bool isLabelled;

    private Statements(string where, IReadOnlyList<Field> fields) => (this.where, this.fields) = (where, fields);

    /// <summary>Notes every statement in the fields that it is about.</summary>
    internal static void Read(string text, string where, IReadOnlyList<Field> fields)
    {
        var statements = new Statements(where, fields);
        foreach (var range in text.AsSpan().SplitAny(LineEnds))
        {
            var line = text.AsSpan(range).Trim();
            if (!line.IsEmpty)
            {
                statements.Add(line);
            }
        }
    }

    private void Add(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        var label = colon < 0 ? line : line[..colon].TrimEnd();
        if (FieldOf(label) is { } field)
        {
            waiting = field;
            isLabelled = colon >= 0;
            Give(colon < 0 ? default : line[(colon + 1)..].TrimStart());
        }
        else
        {
            isLabelled |= colon == 0;
            Give(colon == 0 ? line[1..].TrimStart() : line);
        }
    }

    private void Give(ReadOnlySpan<char> value)
    {
        if (!value.IsEmpty && waiting is { } field)
        {
            waiting = null;
            if (isLabelled || field.CanRead(value))
            {
                field.State(value, where);
            }
        }
    }

    private Field? FieldOf(ReadOnlySpan<char> label)
    {
        if (label.Length is > 0 and <= MaxLabelLength)
        {
            foreach (var field in fields)
            {
                if (field.IsLabel(label))
                {
                    return field;
                }
            }
        }

        return null;
    }
}
