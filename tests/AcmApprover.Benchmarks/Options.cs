using System.Globalization;

namespace AcmApprover.Benchmarks;

/// <summary>What stands behind the name of a benchmark: <c>--name value</c>, any number of times.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    internal static Options Read(string[] arguments, params string[] known)
    {
        var options = new Options();
        foreach (var pair in arguments.Chunk(2))
        {
            var name = pair[0].TrimStart('-');
            if (pair.Length < 2 || !known.Contains(name))
            {
                throw new ArgumentException(
                    $"'{string.Join(' ', pair)}' is not one of {string.Join(", ", known.Select(n => $"--{n} VALUE"))}"
                );
            }

            options.values[name] = pair[1];
        }

        return options;
    }

    internal string Text(string name) =>
        values.TryGetValue(name, out var value) ? value : throw new ArgumentException($"--{name} is missing");

    internal int Number(string name, int fallback) =>
        values.TryGetValue(name, out var value) ? int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture) : fallback;
}
