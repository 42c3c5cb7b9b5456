using System.Text.Json;
using AcmApprover.Approval.Evidence;
using AcmApprover.Testing;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>
/// Forms and what Chromium sends of them when their button is clicked (tests/vectors/forms). A form is sent exactly like that or
/// not at all; which of the two is part of the vector.
/// </summary>
public sealed class FormVectorTests
{
    public static IEnumerable<TheoryDataRow<string, string?, string?, bool>> Vectors()
    {
        foreach (var line in RepositoryFiles.Read("tests/vectors/forms/chromium.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var vector = JsonDocument.Parse(line);
            var root = vector.RootElement;
            yield return new(
                root.GetProperty("form").GetString()!,
                root.GetProperty("path").GetString(),
                root.GetProperty("sent").GetString(),
                root.GetProperty("recognised").GetBoolean()
            );
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_form_is_sent_as_Chromium_sends_it_or_not_recognised(string form, string? path, string? sent, bool isRecognised)
    {
        var page = Valid.Page with { Head = "<meta charset=utf-8>", Form = "", Fields = "", Button = "", After = form };
        var evidence = page.Read();
        if (isRecognised)
        {
            var read = Assert.IsType<PageEvidence.Shown>(evidence).Page.Form;
            Assert.Equal((path, sent), (read.Action.PathAndQuery, read.Encode()));
        }
        else
        {
            Assert.IsType<PageEvidence.Unrecognised>(evidence);
        }
    }
}
