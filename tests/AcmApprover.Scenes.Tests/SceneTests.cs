namespace AcmApprover.Scenes.Tests;

/// <summary>
/// Ten thousand generated scenes, each compared with how it was built. A scene that breaks is shown with
/// <c>dotnet run -c Release --project tests/AcmApprover.Benchmarks -- scenes --show NUMBER</c>.
/// </summary>
public sealed class SceneTests
{
    private const int Count = 10_000;

    [Fact]
    public async Task No_scene_is_approved_unsafely_and_no_harmless_one_is_refused()
    {
        var run = new SceneRun();
        await run.PlayAsync(first: 0, Count, TestContext.Current.CancellationToken);

        var broken = run.Broken.Take(20).Select(b => $"{b.Scene}{b.Result.Words}\n{string.Join('\n', b.Result.Violations)}");
        Assert.True(run.Violated == 0, $"{run.Violated} of {Count} scenes break:\n\n{string.Join("\n\n", broken)}");
        Assert.Equal(Count, run.Played);
        Assert.Equal(Scene.KindNames.Order(StringComparer.Ordinal), run.Counts.Select(c => c.Kind).Distinct());
    }

    [Fact]
    public void A_number_draws_the_same_scene_again()
    {
        for (var number = 0; number < 50; number++)
        {
            Assert.Equal(Scene.Draw(number).Mail.ToArray(), Scene.Draw(number).Mail.ToArray());
            Assert.Equal(Scene.Draw(number).Page, Scene.Draw(number).Page);
        }
    }

    [Fact]
    public void Every_kind_has_a_name_of_its_own() => Assert.Equal(Scene.KindNames.Count, Scene.KindNames.Distinct().Count());
}
