namespace AcmApprover.Hosting.Configuration;

/// <summary>Reads settings and gathers what is wrong with them, so that all of it is reported at once.</summary>
internal sealed class SettingsReader(IReadOnlyDictionary<string, string> environment)
{
    /// <summary>What the names of all our settings begin with.</summary>
    private const string Prefix = "ACM_APPROVER_";

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
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

    /// <summary>Whether a value begins with a word and a colon; and what stands behind them, null if that is wrong.</summary>
    internal bool TryBehind<T>(string name, string word, string accepted, Func<string, (bool IsGood, T? Value)> read, out T? value)
        where T : class
    {
        value = null;
        if (Value(name) is not { } text || !text.StartsWith($"{word}:", StringComparison.Ordinal))
        {
            return false;
        }

        (var isGood, value) = read(text[(word.Length + 1)..]);
        Note(isGood, name, text, accepted);
        return true;
    }

    /// <summary>To be called when all settings are read: what else begins like one of them is misspelt, and would leave a default in
    /// force.</summary>
    internal void ThrowIfAnyIsWrong()
    {
        var unknown = environment.Keys.Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !known.Contains(name));
        problems.AddRange(
            unknown.Order(StringComparer.Ordinal).Select(name => $"{name} is no setting; the nearest is {NearestName.To(name, known)}")
        );
        if (problems.Count > 0)
        {
            throw new SettingsException(problems);
        }
    }

    private string? Value(string name)
    {
        known.Add(name);
        return environment.GetValueOrDefault(name)?.Trim() is { Length: > 0 } value ? value : null;
    }

    private void Note(bool isGood, string name, string? text, string accepted)
    {
        if (!isGood)
        {
            problems.Add($"{name} is '{text}', but must be {accepted}");
        }
    }
}
