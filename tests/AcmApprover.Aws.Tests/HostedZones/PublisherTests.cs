using AcmApprover.Aws.Client;
using AcmApprover.Aws.Route53;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Zones;
using AcmApprover.Simulator;
using AcmApprover.Simulator.Faults;
using AcmApprover.Testing;
using static AcmApprover.Aws.Tests.Surroundings;

namespace AcmApprover.Aws.Tests.HostedZones;

/// <summary>Records in hosted zones, through Route 53's protocol: created once, never changed.</summary>
public sealed class PublisherTests : InTheWorld, IDisposable
{
    private readonly Route53Zones zones = new(AwsSession.OfProcess, AccountId.Parse(Own));
    private readonly Route53Records records = new(AwsSession.OfProcess);
    private readonly Publisher publisher;

    public PublisherTests(Surroundings surroundings)
        : base(surroundings)
    {
        publisher = new Publisher(records, new JumpingTime(DateTimeOffset.UnixEpoch));
        World.Route53.SyncTime = TimeSpan.Zero;
    }

    public void Dispose()
    {
        zones.Dispose();
        records.Dispose();
    }

    [Fact]
    public async Task All_zones_of_a_name_are_found_and_no_other()
    {
        var name = NewName();
        var open = World.Route53.AddZone(Own, name);
        var hidden = World.Route53.AddZone(Own, name, isPrivate: true);
        World.Route53.AddZone(Own, "sub." + name);
        World.Route53.AddZone(Other, name);

        var found = await zones.FindAsync(RecordName.Parse(name), CancellationToken.None);

        Assert.Equal([open.Id, hidden.Id], found.Select(zone => zone.Id));
        Assert.Equal([false, true], found.Select(zone => zone.IsPrivate));
        Assert.Equal(open.NameServers, found[0].NameServers.Select(server => server.Value));
        Assert.Empty(found[1].NameServers);
    }

    [Fact]
    public async Task More_zones_of_a_name_than_fit_on_a_page_are_all_found()
    {
        var name = NewName();
        for (var number = 0; number < 101; number++)
        {
            World.Route53.AddZone(Own, name);
        }

        Assert.Equal(
            101,
            (await zones.FindAsync(RecordName.Parse(name), CancellationToken.None)).Select(zone => zone.Id).Distinct().Count()
        );
    }

    [Fact]
    public async Task Records_are_created_once_and_found_the_next_time()
    {
        var (zone, wanted) = Zone(3);

        Assert.All(
            await publisher.PublishAsync(zone, wanted, CancellationToken.None),
            result => Assert.IsType<PublishedRecord.Created>(result)
        );
        Assert.All(
            await publisher.PublishAsync(zone, wanted, CancellationToken.None),
            result => Assert.IsType<PublishedRecord.WasThere>(result)
        );

        Assert.Single(World.Requests.Of(ServiceName.Route53), request => request.Operation == "ChangeResourceRecordSets");
    }

    [Fact]
    public async Task What_else_is_there_is_never_changed_and_the_rest_is_created()
    {
        var (zone, wanted) = Zone(3);
        var simulated = World.Route53.ZoneOf(zone.Id);
        World.Route53.Put(simulated, wanted[1].Name.Value, "TXT", "\"something\"");

        var results = await publisher.PublishAsync(zone, wanted, CancellationToken.None);

        Assert.Collection(
            results,
            result => Assert.IsType<PublishedRecord.Created>(result),
            result => Assert.Contains("TXT", Assert.IsType<PublishedRecord.Refused>(result).Why, StringComparison.Ordinal),
            result => Assert.IsType<PublishedRecord.Created>(result)
        );
        Assert.Equal(["\"something\""], Assert.Single(World.Route53.RecordsOf(simulated), set => set.Type == "TXT").Values);
    }

    [Fact]
    public async Task A_record_that_appears_between_the_look_and_the_batch_refuses_only_itself()
    {
        var (zone, wanted) = Zone(2);
        var racing = new RacingRecords(
            records,
            () => World.Route53.Put(World.Route53.ZoneOf(zone.Id), wanted[0].Name.Value, "CNAME", "other.example.net.")
        );

        var results = await new Publisher(racing, new JumpingTime(DateTimeOffset.UnixEpoch)).PublishAsync(
            zone,
            wanted,
            CancellationToken.None
        );

        Assert.Collection(
            results,
            result => Assert.IsType<PublishedRecord.Refused>(result),
            result => Assert.IsType<PublishedRecord.Created>(result)
        );
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_counts_as_done()
    {
        var (zone, wanted) = Zone(1);
        World.Faults.Add(ServiceName.Route53, "ChangeResourceRecordSets", Misbehave.LoseAnswer());

        var result = Assert.Single(await publisher.PublishAsync(zone, wanted, CancellationToken.None));

        Assert.True(result is PublishedRecord.Created or PublishedRecord.WasThere, $"{result}");
        Assert.Single(World.Route53.RecordsOf(World.Route53.ZoneOf(zone.Id)));
    }

    [Fact]
    public async Task It_waits_until_the_change_is_everywhere()
    {
        var (zone, wanted) = Zone(1);
        World.Route53.SyncTime = TimeSpan.FromMilliseconds(300);

        await publisher.PublishAsync(zone, wanted, CancellationToken.None);

        Assert.True(World.Requests.Of(ServiceName.Route53).Count(request => request.Operation == "GetChange") > 1);
    }

    private (HostedZone Zone, ValidationRecord[] Wanted) Zone(int count)
    {
        var name = NewName();
        var zone = World.Route53.AddZone(Own, name);
        return (
            new HostedZone(zone.Id, AccountId.Parse(Own), RecordName.Parse(name), IsPrivate: false, []),
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(number => new ValidationRecord(
                        RecordName.Parse($"_a{number}.w{number}.{name}"),
                        RecordName.Parse($"_b{number}.c.acm-validations.aws")
                    )),
            ]
        );
    }

    private static string NewName() => $"z{Guid.NewGuid():n}.example.com";

    /// <summary>Lets something happen just before the first change.</summary>
    private sealed class RacingRecords(IZoneRecords inner, Action first) : IZoneRecords
    {
        private bool isLater;

        public Task<IReadOnlyList<ExistingRecord>> ReadAsync(HostedZone zone, RecordName name, CancellationToken cancellationToken) =>
            inner.ReadAsync(zone, name, cancellationToken);

        public Task<ZoneChange?> CreateAsync(HostedZone zone, IReadOnlyList<ValidationRecord> wanted, CancellationToken cancellationToken)
        {
            if (!isLater)
            {
                isLater = true;
                first();
            }

            return inner.CreateAsync(zone, wanted, cancellationToken);
        }

        public Task<bool> IsInSyncAsync(ZoneChange change, CancellationToken cancellationToken) =>
            inner.IsInSyncAsync(change, cancellationToken);
    }
}
