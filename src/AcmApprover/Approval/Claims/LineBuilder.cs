using System.Buffers;
using System.Text;

namespace AcmApprover.Approval.Claims;

/// <summary>Gathers the lines of an HTML part: white space in them is one space, and no line is empty.</summary>
internal sealed class LineBuilder(int capacity)
{
    /// <summary>A no-break space too, which is one to its reader.</summary>
    private static readonly SearchValues<char> Spaces = SearchValues.Create(" \t\r\n\f\u00a0");

    private readonly StringBuilder text = new(capacity);
    private char last = '\n';
    private bool isSpaceDue;

    /// <summary>How many characters there are.</summary>
    internal int Length => text.Length;

    /// <summary>Appends text as it stands in the tree.</summary>
    /// <param name="data">The text.</param>
    /// <param name="keepsLines">Whether its line ends are kept, or are spaces like others.</param>
    internal void Append(ReadOnlySpan<char> data, bool keepsLines)
    {
        while (!data.IsEmpty)
        {
            var length = data.IndexOfAny(Spaces);
            length = length < 0 ? data.Length : length;
            AppendWord(data[..length]);
            data = data[length..];
            if (!data.IsEmpty)
            {
                isSpaceDue = true;
                if (keepsLines && data[0] is '\r' or '\n')
                {
                    EndLine();
                }

                data = data[1..];
            }
        }
    }

    /// <summary>Ends what an element's text must not run together with.</summary>
    internal void Separate(HtmlDisplay display)
    {
        isSpaceDue |= display == HtmlDisplay.Box;
        if (display == HtmlDisplay.Block)
        {
            EndLine();
        }
    }

    /// <summary>What was gathered from some position on; empty if it is longer than <paramref name="maxLength"/>.</summary>
    internal string From(int start, int maxLength) => text.Length - start <= maxLength ? text.ToString(start, text.Length - start) : "";

    /// <summary>All lines.</summary>
    public override string ToString() => text.ToString();

    private void AppendWord(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty)
        {
            return;
        }

        if (isSpaceDue && last != '\n')
        {
            text.Append(' ');
        }

        isSpaceDue = false;
        text.Append(word);
        last = word[^1];
    }

    private void EndLine()
    {
        isSpaceDue = false;
        if (last != '\n')
        {
            text.Append('\n');
            last = '\n';
        }
    }
}
