using AcmApprover.LongRun;
using AcmApprover.Testing;

namespace AcmApprover.Lambda.Tests;

/// <summary>
/// A short version of <c>dotnet run -c Release --project tests/AcmApprover.Benchmarks -- long-run --function bootstrap</c>. What is drawn
/// does not depend on time, and a slow machine only takes longer.
/// </summary>
public sealed class LongRunTests
{
    [Fact]
    public async Task Nothing_is_lost_or_done_twice_while_everything_fails()
    {
        const int mails = 40;
        var run = new LongRunner();
        await run.PlayAsync(
            new LongRunOptions
            {
                FunctionPath = FunctionUnderTest.Path,

                // In what it draws is no link that fails for ever: such a one takes all the time that it is given, again and again.
                Seed = 4,
                Mails = mails,
                Lanes = 1,
                Hour = TimeSpan.FromSeconds(1),
                Tries = 45,
                CalmFrom = 4,
            },
            TestContext.Current.CancellationToken
        );

        Assert.True(run.Violations.Count == 0, string.Join('\n', run.Violations));
        Assert.Equal(mails, run.Mails);
    }
}
