namespace AcmApprover.Dns.Tests;

/// <summary>The same zones, served by another program than ours.</summary>
public sealed class BindZonesTests(Bind bind) : IClassFixture<Bind>
{
    public static TheoryData<string> Names { get; } = [.. Case.OfZones.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_zone_is_found_to_be_as_it_is(string name)
    {
        bind.Require();
        var expected = Case.OfZones.Single(each => each.Name == name);

        await expected.ExpectAsync([bind.Authority]);
        await expected.ExpectAsync([bind.Resolver]);
        await expected.ExpectAsync([bind.Authority, bind.Resolver]);
    }

    [Fact]
    public async Task A_resolver_that_validates_does_not_believe_a_bogus_zone()
    {
        bind.Require();

        await new Case("www.ses.example", "bogus.example", "dnssec-bogus").ExpectAsync([bind.Resolver]);
        await new Case("www.ses.example", "bogus.example", "dnssec-disputed").ExpectAsync([bind.Resolver, bind.Authority]);
    }

    [Fact]
    public async Task A_zone_whose_servers_are_dead_fails_also_with_checking_disabled()
    {
        bind.Require();

        await new Case("www.ses.example", "dead.example", "dns-fails").ExpectAsync([bind.Resolver]);
    }

    [Fact]
    public async Task CAA_records_that_cannot_be_asked_for_keep_Amazon_from_issuing()
    {
        bind.Require();

        await new Case("www.dead.example", "ses.example", "caa-fails").ExpectAsync([bind.Resolver]);
        await new Case("www.bogus.example", "ses.example", "caa-fails").ExpectAsync([bind.Resolver]);
    }
}
