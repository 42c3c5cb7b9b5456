using System.Text;

namespace AcmApprover.Scenes;

/// <summary>
/// Random numbers that are the same for the same seed on every machine and runtime, so that a scene can be shown again.
/// (SplitMix64, G. Steele, D. Lea, C. Flood: "Fast splittable pseudorandom number generators".)
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>From 0 to below <paramref name="count"/>.</summary>
    public int Next(int count) => (int)(NextBits() % (uint)count);

    /// <summary>A sequence of its own: what is drawn from it changes nothing here.</summary>
    public SeededRandom Split() => new(NextBits());

    public bool Chance(int percent) => Next(100) < percent;

    public T Pick<T>(params ReadOnlySpan<T> items) => items[Next(items.Length)];

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    public T[] Shuffled<T>(params ReadOnlySpan<T> items)
    {
        var shuffled = items.ToArray();
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var other = Next(i + 1);
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }

        return shuffled;
    }

    public string Digits(int count) => Text(count, "0123456789");

    public string Hex(int count) => Text(count, "0123456789abcdef");

    public string Uuid() => $"{Hex(8)}-{Hex(4)}-4{Hex(3)}-8{Hex(3)}-{Hex(12)}";

    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + TimeSpan.FromSeconds(Next((int)(most - least).TotalSeconds + 1));

    private string Text(int count, string alphabet)
    {
        var text = new StringBuilder(count);
        for (var i = 0; i < count; i++)
        {
            text.Append(alphabet[Next(alphabet.Length)]);
        }

        return text.ToString();
    }

    private ulong NextBits()
    {
        state += 0x9E3779B97F4A7C15;
        var bits = state;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
