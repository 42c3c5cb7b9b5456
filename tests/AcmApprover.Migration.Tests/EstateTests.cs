using AcmApprover.Simulator;

namespace AcmApprover.Migration.Tests;

/// <summary>
/// 200 certificates in five accounts, with 14 obstacles and six decoys, on their way to DNS: the plan names the 14 and nothing else, all
/// the others are switched, and a run that is killed anywhere is taken up again.
/// </summary>
public sealed class EstateTests(Surroundings surroundings)
{
    private const int Count = 200;
    private const int Kills = 50;

    /// <summary>Longer than any step, so that some runs of it come to their end.</summary>
    private const int MostRequests = 500;

    private SimulatedWorld World => surroundings.World;

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task The_plan_names_the_obstacles_and_nothing_else_and_all_the_others_are_switched(int number, bool showsFirstMethod)
    {
        World.Acm.ShowsFirstMethod = showsFirstMethod;
        using var run = new EstateRun(World, number, Count);

        var (plan, error) = await run.PlanAsync(isThrottled: true);
        AssertNames(run, plan, error);
        foreach (var step in EstateRun.Steps)
        {
            var (exitCode, output, problem) = await run.StepAsync(step, TestContext.Current.CancellationToken);
            Assert.True(exitCode is 0 or 1, $"{string.Join(' ', step)}: {exitCode}\n{output}\n{problem}");
        }

        run.AssertIsDone();
    }

    [Fact]
    public async Task A_run_that_is_killed_at_fifty_points_and_taken_up_again_does_nothing_twice()
    {
        const int seed = 20270930;
        var random = new Random(seed);
        World.Acm.ShowsFirstMethod = true;
        using var run = new EstateRun(World, 3, Count);
        await run.PlanAsync(isThrottled: false);

        var kills = 0;
        foreach (var (index, step) in EstateRun.Steps.Index())
        {
            for (var share = Kills * (index + 1) / EstateRun.Steps.Length; kills < share;)
            {
                using var kill = new KillSwitch(World, random.Next(1, MostRequests), isDone: random.Next(2) == 0);
                await run.StepAsync(step, kill.Token);
                World.Faults.Clear();
                kills += kill.IsDead ? 1 : 0;
            }

            var (exitCode, output, error) = await run.StepAsync(step, TestContext.Current.CancellationToken);
            Assert.True(exitCode is 0 or 1, $"{string.Join(' ', step)}: {exitCode}\n{output}\n{error}");
        }

        Assert.Equal(Kills, kills);
        run.AssertIsDone();
    }

    private static void AssertNames(EstateRun run, MigrationPlan plan, string error)
    {
        var entries = plan.Certificates.ToDictionary(entry => entry.Certificate.ToString());
        foreach (var line in run.Estate.Lines)
        {
            var entry = entries[line.Arn];
            var codes = entry.Obstacles.Select(obstacle => obstacle.Code).ToArray();
            var isRight = line.Expected is null ? codes.Length == 0 : codes.Contains(line.Expected);
            Assert.True(isRight, $"{line.Name}: {string.Join(' ', codes)}");
            Assert.Equal(line.IsBlocked, entry.Action != PlanAction.Switch);
        }

        Assert.Contains("DescribeCertificate", error, StringComparison.Ordinal);
        Assert.Equal(2, error.Split('\n').Count(text => text.StartsWith("not read:", StringComparison.Ordinal)));
    }
}
