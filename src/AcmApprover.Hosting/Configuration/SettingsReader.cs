namespace AcmApprover.Hosting.Configuration;

/// <summary>Reads settings and gathers what is wrong with them, so that all of it is reported at once.</summary>
internal sealed class SettingsReader(Func<string, string?> variable)
{
    private readonly List<string> problems = [];

    /// <summary>One value out of a few.</summary>
    internal T One<T>(string name, string fallback, string accepted, Func<string, (bool IsGood, T Value)> read)
    {
        var text = Value(name) ?? fallback;
        var (isGood, value) = read(text);
        Note(isGood, name, text, accepted);
        return value;
    }

    /// <summary>A text that must pass a test; null if it is not set.</summary>
    internal string? Text(string name, string accepted, Predicate<string> isGood)
    {
        var text = Value(name);
        Note(text is null || isGood(text), name, text, accepted);
        return text;
    }

    /// <summary>A comma-separated list; null if it is not set and there is no fallback.</summary>
    internal IReadOnlyList<T>? Many<T>(string name, string? fallback, string accepted, Func<string, (bool IsGood, T Value)> read)
    {
        if ((Value(name) ?? fallback) is not { } text)
        {
            return null;
        }

        List<T> values = [];
        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var (isGood, value) = read(item);
            Note(isGood, name, item, accepted);
            values.Add(value);
        }

        return values;
    }

    internal void ThrowIfAnyIsWrong()
    {
        if (problems.Count > 0)
        {
            throw new SettingsException(problems);
        }
    }

    private string? Value(string name) => variable(name)?.Trim() is { Length: > 0 } value ? value : null;

    private void Note(bool isGood, string name, string? text, string accepted)
    {
        if (!isGood)
        {
            problems.Add($"{name} is '{text}', but must be {accepted}");
        }
    }
}
