using AcmApprover.Approval.Evidence;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>Forms and fields are counted while a page is parsed, and each control is asked once whose it is.</summary>
public sealed class PageBoundTests
{
    private const string TooMuch = "it has more tags, comments, forms or fields than any page of Amazon's";

    /// <summary>A page within the limits takes about a tenth of it.</summary>
    private const long MemoryLimit = 40 * 1024 * 1024;

    [Theory]
    [InlineData("")]
    [InlineData("<!-- -->")]
    public void Hundreds_of_forms_and_fields_that_belong_to_another_are_not_read(string between) =>
        Assert.Equal(TooMuch, Refused(Valid.Page with { Before = Forms(450) + between, After = Inputs(1000, between) }));

    [Fact]
    public void More_forms_than_any_page_has_are_not_read() => Assert.Equal(TooMuch, Refused(Valid.Page with { Before = Forms(20) }));

    [Fact]
    public void More_fields_than_any_page_has_are_not_read() => Assert.Equal(TooMuch, Refused(Valid.Page with { After = Inputs(400, "") }));

    [Fact]
    public void Comments_count_like_tags() =>
        Assert.Equal(TooMuch, Refused(Valid.Page with { After = string.Concat(Enumerable.Repeat("<!-- -->", 2000)) }));

    [Theory]
    [InlineData("<wbr>", 2000, true)]
    [InlineData("<wbr>", 2001, false)]
    [InlineData("</i>", 2001, false)]
    [InlineData("<!-- -->", 2000, true)]
    [InlineData("<!-- -->", 2001, false)]
    public void A_page_has_at_most_2000_tags_and_comments(string tag, int count, bool isRead)
    {
        // All angles but the DOCTYPE's.
        var others = Valid.Page.Html.Count('<') - 1;
        AssertBound(isRead, Valid.Page with { After = Times(tag, count - others) });
    }

    [Theory]
    [InlineData(399, true)]
    [InlineData(400, false)]
    public void A_page_has_at_most_400_fields(int others, bool isRead) =>
        AssertBound(isRead, Valid.Page with { Fields = "", After = Inputs(others, "") });

    /// <summary>Formatting is open at all tags behind it, the last two of the page among them.</summary>
    [Theory]
    [InlineData("", 125, "", 335, true)]
    [InlineData("", 125, "", 336, false)]
    [InlineData("</b>", 125, "", 336, false)]
    [InlineData("", 126, "</b>", 332, true)]
    public void Formatting_is_opened_anew_at_most_50000_times(string before, int formatting, string between, int others, bool isRead) =>
        AssertBound(isRead, Valid.Page with { After = before + Times("<b>", formatting) + between + Times("<wbr>", others) });

    [Fact]
    public void An_answer_with_too_many_tags_says_nothing_of_an_approval()
    {
        var page = Valid.Page with { Before = "You have approved", After = Times("<wbr>", 2000) };
        Assert.False(PageWords.SayApproved(page.Response));
        Assert.False(PageWords.SayAlreadyApproved((page with { Before = "already approved" }).Response));
    }

    [Fact]
    public void Labels_without_end_are_not_read() =>
        Assert.Equal(
            "it has more labels than any page of Amazon's",
            Refused(Valid.Page with { After = string.Concat(Enumerable.Repeat("<div><i>Domain name</i>", 200)) })
        );

    [Fact]
    public void A_page_of_as_many_forms_fields_and_comments_as_are_read_is_approved_in_little_memory()
    {
        var page = Valid.Page with { Before = Forms(19), After = Inputs(350, "<!-- -->") };
        var (response, link) = (page.Response, Valid.Link);
        Assert.IsType<PageEvidence.Shown>(Within(() => PageReader.Read(response, link)));
    }

    [Fact]
    public void Labels_around_labels_take_little_memory()
    {
        var page = Valid.Page with { After = string.Concat(Enumerable.Repeat("<div><i>Domain name</i>", 90)) + new string('x', 400_000) };
        var (response, link) = (page.Response, Valid.Link);
        Assert.IsType<PageEvidence.Unrecognised>(Within(() => PageReader.Read(response, link)));
    }

    private static string Forms(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"<form id=f{i}></form>"));

    private static string Inputs(int count, string between) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"<input form=f{i % 19} name=n value=1>{between}"));

    private static string Times(string tags, int count) => string.Concat(Enumerable.Repeat(tags, count));

    private static void AssertBound(bool isRead, PageDraft page) =>
        Assert.Equal(isRead ? null : TooMuch, (page.Read() as PageEvidence.Unrecognised)?.Detail);

    private static string Refused(PageDraft page) => Assert.IsType<PageEvidence.Unrecognised>(page.Read()).Detail;

    private static T Within<T>(Func<T> action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = action();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryLimit);
        return result;
    }
}
