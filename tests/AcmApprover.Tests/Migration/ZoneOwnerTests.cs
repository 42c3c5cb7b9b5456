using AcmApprover.Identifiers;
using AcmApprover.Migration.Zones;

namespace AcmApprover.Tests.Migration;

/// <summary>Who can publish a record: only the zone that the public DNS is delegated to.</summary>
public sealed class ZoneOwnerTests
{
    private static readonly RecordName Apex = RecordName.Parse("example.com");
    private static readonly RecordName[] Servers = [RecordName.Parse("ns-1.awsdns-01.org"), RecordName.Parse("ns-2.awsdns-02.com")];
    private static readonly RecordName[] OldServers = [RecordName.Parse("ns-3.awsdns-03.org"), RecordName.Parse("ns-4.awsdns-04.com")];
    private static readonly ZoneCut Cut = new(Apex, Servers, IsLame: false);
    private static readonly HostedZone Zone = new("Z1", AccountId.Parse("111122223333"), Apex, IsPrivate: false, Servers);
    private static readonly HostedZone Twin = Zone with { Id = "Z2", IsPrivate = true, NameServers = [] };
    private static readonly HostedZone Old = Zone with { Id = "Z3", NameServers = OldServers };

    [Fact]
    public void A_public_zone_that_is_delegated_to_is_ours() => Assert.Equal(Zone, Ours(ZoneOwner.Of(Cut, [Zone])));

    [Fact]
    public void The_order_of_name_servers_does_not_matter() =>
        Assert.Equal(Zone, Ours(ZoneOwner.Of(Cut with { NameServers = [.. Servers.Reverse()] }, [Zone])));

    [Fact]
    public void Twins_do_not_hide_the_zone_that_is_delegated_to()
    {
        var owner = Assert.IsType<ZoneOwner.Ours>(ZoneOwner.Of(Cut, [Twin, Old, Zone]));
        Assert.Equal(Zone, owner.Zone);
        Assert.Equal([Twin, Old], owner.Twins);
    }

    [Fact]
    public void A_zone_that_shares_only_some_servers_is_not_ours() =>
        Assert.IsType<ZoneOwner.NotDelegated>(ZoneOwner.Of(Cut with { NameServers = [Servers[0], OldServers[0]] }, [Zone]));

    [Fact]
    public void A_zone_that_nobody_is_sent_to_is_refused_with_both_sets()
    {
        var owner = Assert.IsType<ZoneOwner.NotDelegated>(ZoneOwner.Of(Cut, [Old]));
        Assert.Equal(Servers, owner.Cut.NameServers);
        Assert.Equal(OldServers, Assert.Single(owner.Zones).NameServers);
    }

    [Fact]
    public void A_private_zone_is_not_what_the_world_sees()
    {
        var owner = Assert.IsType<ZoneOwner.Foreign>(
            ZoneOwner.Of(Cut with { NameServers = [RecordName.Parse("a.ns.cloudflare.com")] }, [Twin])
        );
        Assert.Equal("Cloudflare", owner.Provider);
        Assert.Equal([Twin], owner.PrivateZones);
    }

    [Fact]
    public void A_zone_of_the_name_above_is_not_the_zone_of_a_name_that_is_delegated_away() =>
        Assert.IsType<ZoneOwner.Foreign>(ZoneOwner.Of(Cut with { Apex = RecordName.Parse("eu.example.com") }, [Zone]));

    [Fact]
    public void A_delegation_that_leads_nowhere_is_lame() =>
        Assert.IsType<ZoneOwner.Lame>(ZoneOwner.Of(Cut with { NameServers = OldServers, IsLame = true }, [Zone]));

    [Theory]
    [InlineData("Route 53 in an account that was not read", "ns-1.awsdns-01.org", "ns-2.awsdns-02.com")]
    [InlineData("Cloudflare", "a.ns.cloudflare.com", "b.ns.cloudflare.com")]
    [InlineData(null, "ns1.example.net")]
    [InlineData(null, "a.ns.cloudflare.com", "ns-1.awsdns-01.org")]
    [InlineData(null, "evilns.cloudflare.com.example.net")]
    [InlineData(null)]
    public void A_provider_is_named_only_where_all_servers_are_its_own(string? provider, params string[] servers) =>
        Assert.Equal(provider, DnsProviders.Of([.. servers.Select(RecordName.Parse)]));

    private static HostedZone Ours(ZoneOwner owner)
    {
        var ours = Assert.IsType<ZoneOwner.Ours>(owner);
        Assert.Empty(ours.Twins);
        return ours.Zone;
    }
}
