using AcmApprover.Text;

namespace AcmApprover.Approval.Claims;

/// <summary>One field of a mail: all that the mail says of it, and the one value that follows if it says one thing only.</summary>
/// <typeparam name="T">The parsed value.</typeparam>
internal sealed class Field<T>(string name, string expected, Field<T>.Reader read)
    where T : class
{
    private readonly List<Mention> seen = [];
    private Mention? other;

    /// <summary>Reads a value as a mail spells it; null if it is not one.</summary>
    internal delegate T? Reader(string text);

    /// <summary>Whether a line states it, be it readable or not.</summary>
    internal bool IsStated { get; private set; }

    /// <summary>The one value; null if there is none or more than one.</summary>
    internal T? Value => IsStated && other is null ? seen[0].Value : null;

    /// <summary>Every value that was read, agreeing or not; one that is spelled like the first is not told again.</summary>
    internal IEnumerable<T> Values => seen.Select(s => s.Value).OfType<T>();

    /// <summary>What is missing, or null.</summary>
    internal string? Missing =>
        !IsStated ? $"it does not say which {name}"
        : seen.TrueForAll(s => s.Value is null) ? $"'{OutsideText.Quote(seen[0].Text)}' is not {expected}"
        : null;

    /// <summary>What disagrees, or null.</summary>
    internal string? Contradiction =>
        other is null || Missing is not null
            ? null
            : $"the {name} is '{OutsideText.Quote(seen[0].Text)}' in the {seen[0].Where} and '{OutsideText.Quote(other.Text)}' in the {other.Where}";

    /// <summary>Notes a line that states the field.</summary>
    internal void State(ReadOnlySpan<char> text, string where)
    {
        IsStated = true;
        Witness(text, where);
    }

    /// <summary>Notes a place that mentions the value: it must agree, and alone it does not do.</summary>
    internal void Witness(ReadOnlySpan<char> text, string where)
    {
        var first = seen.Count == 0 ? null : seen[0];
        if (first is not null && text.SequenceEqual(first.Text))
        {
            // The same again, as nearly always, says nothing new.
            return;
        }

        var spelled = text.ToString();
        var mention = new Mention(spelled, read(spelled), where);
        seen.Add(mention);
        other ??= first is null || (mention.Value is not null && mention.Value.Equals(first.Value)) ? null : mention;
    }

    private sealed record Mention(string Text, T? Value, string Where);
}
