using System.Text;
using AcmApprover.Estate;

namespace AcmApprover.Tests.Estate;

public sealed class IgnoreListTests
{
    private const string Rest = """ "reason": "goes in January", "owner": "shop", "until": "2027-01-31" """;
    private static readonly DateOnly Today = new(2026, 11, 30);

    [Theory]
    [InlineData("\"domain\": \"*.example.com\"", true)]
    [InlineData("\"domain\": \"www.example.com\"", true)]
    [InlineData("\"domain\": \"example.com\"", false)]
    [InlineData("\"certificate\": \"arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555\"", true)]
    [InlineData("\"certificate\": \"arn:aws:acm:eu-west-1:111122223333:certificate/00000000-2222-3333-4444-555555555555\"", false)]
    public void An_entry_sets_aside_what_it_names(string what, bool isFound) =>
        Assert.Equal(isFound, Read($"{{ {what}, {Rest} }}").Find(Facts.Fine, Today) is not null);

    [Fact]
    public void A_certificate_with_a_name_that_no_entry_names_is_not_set_aside()
    {
        var other = Facts.Fine with { Names = [Facts.Name("www.example.com"), Facts.Name("www.example.org")] };
        Assert.Null(Read($$"""{ "domain": "*.example.com", {{Rest}} }""").Find(other, Today));
    }

    [Fact]
    public void An_entry_holds_until_its_last_day_and_is_told_afterwards()
    {
        var list = Read($$"""{ "domain": "*", {{Rest}} }""");
        Assert.NotNull(list.Find(Facts.Fine, new DateOnly(2027, 1, 31)));
        Assert.Empty(list.Ended(new DateOnly(2027, 1, 31)));
        Assert.Null(list.Find(Facts.Fine, new DateOnly(2027, 2, 1)));
        Assert.Equal(["* (ended 2027-01-31, shop)"], list.Ended(new DateOnly(2027, 2, 1)));
    }

    [Theory]
    [InlineData("""{"domain": "*", "owner": "o", "until": "2027-01-31"}""", "entry 1 has no \"reason\"")]
    [InlineData("""{"domain": "*", "reason": " ", "owner": "o", "until": "2027-01-31"}""", "entry 1 has no \"reason\"")]
    [InlineData("""{"domain": "*", "reason": "r", "until": "2027-01-31"}""", "entry 1 has no \"owner\"")]
    [InlineData("""{"domain": "*", "reason": "r", "owner": "o"}""", "entry 1 has no \"until\": a day such as 2027-01-31")]
    [InlineData(
        """{"reason": "r", "owner": "o", "until": "2027-01-31"}""",
        "entry 1 must have either \"certificate\" or \"domain\""
    )]
    [InlineData(
        """{"certificate": "a", "domain": "*", "reason": "r", "owner": "o", "until": "2027-01-31"}""",
        "entry 1 must have either \"certificate\" or \"domain\""
    )]
    [InlineData(
        """{"certificate": "a", "reason": "r", "owner": "o", "until": "2027-01-31"}""",
        "entry 1 has the certificate 'a', which is not a certificate's ARN"
    )]
    [InlineData(
        """{"domain": "a b", "reason": "r", "owner": "o", "until": "2027-01-31"}""",
        "entry 1 has the domain 'a b', but must be example.com (that name only), *.example.com (any name below it) or * (all)"
    )]
    [InlineData(
        """{"domain": "*", "reason": "r", "owner": "o", "until": "soon"}""",
        "it is not the JSON of an ignore file ($.ignore[0].until, line 1)"
    )]
    [InlineData("""{"domian": "*"}""", "it is not the JSON of an ignore file ($.ignore[0].domian, line 1)")]
    public void A_wrong_entry_is_refused_in_words(string entry, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Read(entry)).Message);

    private static IgnoreList Read(string entry) => IgnoreList.Parse(Encoding.UTF8.GetBytes($$"""{"ignore": [{{entry}}]}"""));
}
