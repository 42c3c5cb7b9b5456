using AcmApprover.Approval.Evidence;
using AcmApprover.Tests.Support;

namespace AcmApprover.Tests;

/// <summary>The encoding of a page, which is its form's too: a field that is not ASCII is sent in UTF-8 or not at all.</summary>
public sealed class FormCharsetTests
{
    [Theory]
    [InlineData("utf-8", "", true)]
    [InlineData("UTF8", "", true)]
    [InlineData("\"utf-8\"", "", true)]
    [InlineData("iso-8859-1", "<meta charset=utf-8>", false)]
    [InlineData(null, "", false)]
    [InlineData(null, "\uFEFF", true)]
    [InlineData(null, "<meta name=x><meta charset=utf-8>", true)]
    [InlineData(null, "<meta charset=iso-8859-1><meta charset=utf-8>", false)]
    [InlineData(null, "<meta http-equiv=content-type content='text/html; charset=utf-8'>", true)]
    [InlineData(null, "<meta http-equiv=content-type content='charset=utf-8'>", true)]
    [InlineData(null, "<meta http-equiv=content-type content='text/html; charset=iso-8859-1'>", false)]
    [InlineData(null, "<meta content='text/html; charset=utf-8'>", false)]
    [InlineData(null, "<meta charset=utf-8 http-equiv=content-type content='text/html; charset=iso-8859-1'>", true)]
    [InlineData(null, "<meta charset=iso-8859-1 http-equiv=content-type content='text/html; charset=utf-8'>", false)]
    public void Letters_are_sent_where_the_page_is_in_UTF_8(string? charset, string head, bool isRecognised)
    {
        var page = Valid.Page.With("name", "J\u00fcrgen") with { Head = head.TrimStart('\uFEFF') };
        var response = page.Response with { Charset = charset, Body = head.StartsWith('\uFEFF') ? "\uFEFF" + page.Html : page.Html };
        Assert.Equal(isRecognised, PageReader.Read(response, Valid.Link) is PageEvidence.Shown);
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData(null)]
    public void What_is_ASCII_is_sent_in_any_encoding(string? charset) =>
        Assert.IsType<PageEvidence.Shown>(PageReader.Read(Valid.Page.Response with { Charset = charset }, Valid.Link));
}
