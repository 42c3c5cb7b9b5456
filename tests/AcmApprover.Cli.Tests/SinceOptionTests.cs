using System.Globalization;
using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Tests;

public sealed class SinceOptionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-01", "2026-11-01T00:00:00Z")]
    [InlineData("2026-11-01T08:00Z", "2026-11-01T08:00:00Z")]
    [InlineData("2026-11-01T08:00", "2026-11-01T08:00:00Z")]
    [InlineData("2026-11-01 08:00", "2026-11-01T08:00:00Z")]
    [InlineData("2026-11-01T08:00:30+02:00", "2026-11-01T06:00:30Z")]
    [InlineData("2026-11-01T08:00:30.1230000Z", "2026-11-01T08:00:30.123Z")]
    [InlineData("90m", "2026-11-30T10:30:00Z")]
    [InlineData("12h", "2026-11-30T00:00:00Z")]
    [InlineData("3d", "2026-11-27T12:00:00Z")]
    [InlineData("2w", "2026-11-16T12:00:00Z")]
    public void An_instant_or_how_long_ago_is_read(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), SinceOption.Read(text, Now));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("3")]
    [InlineData("0d")]
    [InlineData("-3d")]
    [InlineData("+3d")]
    [InlineData("3.5d")]
    [InlineData("3 d")]
    [InlineData("3D")]
    [InlineData("3s")]
    [InlineData("2147483647w")]
    [InlineData("99999999999d")]
    [InlineData("11/1/2026")]
    [InlineData("2026-13-01")]
    [InlineData("08:00")]
    [InlineData("yesterday")]
    public void Anything_else_is_not(string text) => Assert.Null(SinceOption.Read(text, Now));
}
