using AcmApprover.Text;

namespace AcmApprover.Approval.Claims;

/// <summary>One field of a mail: all that the mail says of it.</summary>
/// <param name="name">What it is called in a sentence.</param>
/// <param name="labels">The labels that ACM's mails have had for it.</param>
internal abstract class Field(string name, string[] labels)
{
    /// <summary>What it is called in a sentence.</summary>
    protected string Name => name;

    /// <summary>Whether a line states it, be it readable or not.</summary>
    internal bool IsStated { get; set; }

    /// <summary>Whether a text is a label of this field, in any case and with any white space between its words.</summary>
    internal bool IsLabel(ReadOnlySpan<char> text)
    {
        foreach (var label in labels)
        {
            if (Phrase.Is(label, text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Notes a line that states the field.</summary>
    internal void State(ReadOnlySpan<char> text, string where)
    {
        IsStated = true;
        Witness(text, where);
    }

    /// <summary>Whether a text is a value of this field.</summary>
    internal abstract bool CanRead(ReadOnlySpan<char> text);

    /// <summary>Notes a place that mentions the value: it must agree, and alone it does not do.</summary>
    internal abstract void Witness(ReadOnlySpan<char> text, string where);
}

/// <summary>A field and the one value that follows if the mail says one thing only.</summary>
/// <typeparam name="T">The parsed value.</typeparam>
internal sealed class Field<T>(string name, string expected, string[] labels, Field<T>.Reader read) : Field(name, labels)
    where T : class
{
    private readonly List<Mention> seen = [];
    private Mention? other;

    /// <summary>Reads a value as a mail spells it; null if it is not one.</summary>
    internal delegate T? Reader(ReadOnlySpan<char> text);

    /// <summary>The one value; null if there is none or more than one.</summary>
    internal T? Value => IsStated && other is null ? seen[0].Value : null;

    /// <summary>Every value that was read, agreeing or not; one that is spelled like the first is not told again.</summary>
    internal IEnumerable<T> Values => seen.Select(s => s.Value).OfType<T>();

    /// <summary>What is missing, or null.</summary>
    internal string? Missing =>
        !IsStated ? $"it does not say which {Name}"
        : seen.TrueForAll(s => s.Value is null) ? $"'{OutsideText.Quote(seen[0].Text)}' is not {expected}"
        : null;

    /// <summary>What disagrees, or null.</summary>
    internal string? Contradiction =>
        other is null || Missing is not null
            ? null
            : $"the {Name} is '{OutsideText.Quote(seen[0].Text)}' in the {seen[0].Where} and '{OutsideText.Quote(other.Text)}' in the "
                + $"{other.Where}";

    /// <inheritdoc/>
    internal override bool CanRead(ReadOnlySpan<char> text) => read(text) is not null;

    /// <inheritdoc/>
    internal override void Witness(ReadOnlySpan<char> text, string where)
    {
        var first = seen.Count == 0 ? null : seen[0];
        if (text.IsEmpty || (first is not null && text.SequenceEqual(first.Text)))
        {
            // The same again, as nearly always, says nothing new, and nothing says nothing.
            return;
        }

        var mention = new Mention(text.ToString(), read(text), where);
        seen.Add(mention);
        other ??= first is null || (mention.Value is not null && mention.Value.Equals(first.Value)) ? null : mention;
    }

    private sealed record Mention(string Text, T? Value, string Where);
}
