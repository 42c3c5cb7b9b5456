using AcmApprover.Approval.Evidence;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>What an answer of the site is, by its status, its type and its length.</summary>
public sealed class SiteResponseTests
{
    [Theory]
    [InlineData(200, false)]
    [InlineData(404, false)]
    [InlineData(428, false)]
    [InlineData(429, true)]
    [InlineData(430, false)]
    [InlineData(499, false)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    public void Throttling_and_errors_of_the_server_are_transient(int status, bool isTransient) =>
        Assert.Equal(isTransient, new SiteResponse(status, null, "", []).IsTransient);

    [Theory]
    [InlineData(400, true)]
    [InlineData(403, false)]
    [InlineData(404, true)]
    [InlineData(409, false)]
    [InlineData(410, true)]
    [InlineData(411, false)]
    public void Three_statuses_say_that_the_link_is_no_good(int status, bool isRejection) =>
        Assert.Equal(isRejection, new SiteResponse(status, null, "", []).IsRejection);

    [Fact]
    public void A_body_that_is_too_long_is_no_page()
    {
        var unknown = Assert.IsType<PageEvidence.Unrecognised>(PageReader.Read(Valid.Page.Response with { Body = null }, Valid.Link));
        Assert.Equal("it is longer than 524,288 bytes", unknown.Detail);
    }

    [Fact]
    public void An_answer_in_words_shows_neither_body_nor_cookies()
    {
        Assert.Equal("200 text/html (6 characters)", new SiteResponse(200, "text/html", "secret", ["secret"]).ToString());
        Assert.Equal("200 text/html (524,288 characters or more)", new SiteResponse(200, "text/html", null, []).ToString());
    }
}
