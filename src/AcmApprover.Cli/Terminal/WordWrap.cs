namespace AcmApprover.Cli.Terminal;

/// <summary>Breaks text between words. A word that is longer than a line, such as an ARN or a link, stays whole: it is there to be
/// copied.</summary>
internal static class WordWrap
{
    /// <summary>The fewest characters that are left for text, however narrow the terminal and deep the indentation.</summary>
    private const int Narrowest = 20;

    /// <summary>The lines of a text.</summary>
    /// <param name="text">One paragraph.</param>
    /// <param name="columns">How many characters a line may have; null for one line.</param>
    internal static IEnumerable<string> Lines(string text, int? columns)
    {
        if (columns is null)
        {
            return [text];
        }

        List<string> lines = [];
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Math.Max(columns.Value, Narrowest))
            {
                lines.Add(line);
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        lines.Add(line);
        return lines;
    }
}
