namespace AcmApprover.Benchmarks;

/// <summary>Measured values of one kind.</summary>
internal sealed class Figures(IEnumerable<double> values)
{
    private readonly double[] sorted = [.. values.Order()];

    internal double Median => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    public override string ToString() => FormattableString.Invariant($"{Median,9:0.00}  ({sorted[0]:0.00} to {sorted[^1]:0.00})");
}
