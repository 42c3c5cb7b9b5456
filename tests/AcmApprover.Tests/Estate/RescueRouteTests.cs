using AcmApprover.Estate.Resending;
using AcmApprover.Identifiers;

namespace AcmApprover.Tests.Estate;

public sealed class RescueRouteTests
{
    [Theory]
    [InlineData("www.example.com", "example.com")]
    [InlineData("example.com", "example.com")]
    [InlineData("*.a.b.example.co.uk", "example.co.uk")]
    [InlineData("co.uk", null)]
    [InlineData("shop.github.io", "shop.github.io")]
    [InlineData("github.io", null)]
    [InlineData("a.b.c.ck", "b.c.ck")]
    [InlineData("c.ck", null)]
    [InlineData("a.www.ck", "www.ck")]
    [InlineData("a.city.kobe.jp", "city.kobe.jp")]
    [InlineData("a.b.other.kobe.jp", "b.other.kobe.jp")]
    [InlineData("www.unlisted-suffix", "www.unlisted-suffix")]
    [InlineData("www.xn--55qx5d.cn", "www.xn--55qx5d.cn")]
    [InlineData("xn--55qx5d.cn", null)]
    public void The_domain_that_somebody_registered_is_one_label_below_the_public_suffix(string name, string? expected) =>
        Assert.Equal(expected, PublicSuffixes.RegistrableOf(DomainName.Parse(name))?.Value);

    [Theory]
    [InlineData("www.shop.example.com", null, "example.com")]
    [InlineData("*.shop.example.com", null, "example.com")]
    [InlineData("a.b.example.co.uk", null, "b.example.co.uk example.co.uk")]
    [InlineData("a.b.example.com", "example.com", "a.b.example.com b.example.com")]
    [InlineData("example.com", null, "")]
    [InlineData("shop.github.io", null, "")]
    [InlineData("github.io", null, "")]
    public void Other_domains_are_the_names_own_and_those_above_it_as_far_as_somebody_registered_one(
        string name,
        string? validationDomain,
        string expected
    )
    {
        var facts = Facts.Name(name) with { ValidationDomain = validationDomain is null ? null : DomainName.Parse(validationDomain) };
        Assert.Equal(expected, string.Join(' ', RescueRoute.DomainsFor(facts)));
    }
}
