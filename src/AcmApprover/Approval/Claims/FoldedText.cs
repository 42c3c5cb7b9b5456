using System.Net;

namespace AcmApprover.Approval.Claims;

/// <summary>Gathers the text of an HTML part, in which a line end is a space to its reader. Its buffer must have room for all of it.</summary>
internal sealed class FoldedText(char[] buffer)
{
    internal int Length { get; private set; }

    /// <summary>Appends text as it stands in the source, with its entities decoded.</summary>
    internal void Append(ReadOnlySpan<char> source)
    {
        if (source.Contains('&'))
        {
            source = WebUtility.HtmlDecode(source.ToString());
        }

        var into = buffer.AsSpan(Length, source.Length);
        source.Replace(into, '\r', ' ');
        into.Replace('\n', ' ');
        Length += source.Length;
    }

    /// <summary>Appends what stands for a tag.</summary>
    internal void AppendSeparator(char separator) => buffer[Length++] = separator;

    /// <summary>What was gathered from some position on.</summary>
    internal ReadOnlySpan<char> From(int start) => buffer.AsSpan(start, Length - start);

    /// <summary>All of it.</summary>
    public override string ToString() => new(buffer, 0, Length);
}
