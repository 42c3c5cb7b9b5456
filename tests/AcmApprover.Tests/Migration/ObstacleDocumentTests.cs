using System.Text.Json;
using AcmApprover.Migration.Obstacles;
using AcmApprover.Testing;

namespace AcmApprover.Tests.Migration;

/// <summary>The documentation has every obstacle, and none besides.</summary>
public sealed class ObstacleDocumentTests
{
    [Fact]
    public void The_table_of_obstacles_is_the_book_of_obstacles() =>
        Assert.Equal(
            ObstacleBook.All.Select(kind =>
                $"| `{kind.Code}` | {JsonNamingPolicy.KebabCaseLower.ConvertName(kind.Weight.ToString())} | {kind.FoundWhen} |"
            ),
            File.ReadLines(RepositoryFiles.PathOf("docs/leaving-email-validation.md"))
                .Where(line =>
                    line.StartsWith("| `", StringComparison.Ordinal) && line.Split('|')[2].Trim() is "blocks" or "tells" or "needs-others"
                )
        );
}
