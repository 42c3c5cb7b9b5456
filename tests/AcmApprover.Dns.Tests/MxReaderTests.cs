using AcmApprover.Identifiers;
using AcmApprover.MailPath.Domains;
using AcmApprover.Simulator.Dns;

namespace AcmApprover.Dns.Tests;

/// <summary>The function's own look at MX records sees what the doctor sees, and believes no answer that is broken.</summary>
public sealed class MxReaderTests : IAsyncDisposable
{
    private readonly SimulatedNameServer server = SimulatedNameServer.Start();

    public MxReaderTests()
    {
        foreach (var (origin, records) in Zones.All)
        {
            server.AddZone(origin, records);
        }
    }

    public static TheoryData<string> Domains { get; } = [.. Case.OfZones.Select(each => each.Domain).Distinct()];

    private NameServer Server => new(server.Endpoint);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Domains))]
    public async Task It_sees_what_the_doctor_sees(string name)
    {
        var domain = DomainName.Parse(name);
        var region = Region.Parse("eu-west-1");
        using var doctor = new MailDomainReader([Server], null, 1);
        var cancelled = TestContext.Current.CancellationToken;

        var expected = await doctor.ReadDomainAsync(domain, region, cancelled);
        var actual = await new MxReader([Server]).ReadAsync(domain, region, cancelled);

        Assert.Equal(expected.Answer?.Outcome, actual.Answer?.Outcome);
        Assert.Equal(expected.Hosts, actual.Hosts);
        Assert.Equal(expected.Addresses.Order(), actual.Addresses.Order());
        Assert.Equal(DomainChecks.RefusalOf(expected)?.Kind, DomainChecks.RefusalOf(actual)?.Kind);
        Assert.Equal(expected.IsReceivedIn(region), actual.IsReceivedIn(region));
    }

    [Theory]
    [InlineData(NameServerFault.Refused)]
    [InlineData(NameServerFault.ServerFailure)]
    public async Task Where_nobody_knows_nothing_is_refused(NameServerFault fault)
    {
        server.Fail("null.example", fault);
        var domain = await new MxReader([Server]).ReadAsync(DomainName.Parse("null.example"), null, TestContext.Current.CancellationToken);
        Assert.Null(domain.Answer);
        Assert.Null(DomainChecks.RefusalOf(domain));
        Assert.StartsWith("where mail for null.example goes is not known", DomainChecks.Summarise(domain), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_domain_is_asked_about_once()
    {
        var reader = new MxReader([Server]);
        var domain = DomainName.Parse("null.example");
        await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => reader.ReadAsync(domain, null, TestContext.Current.CancellationToken)));
        Assert.Equal(["null.example MX"], server.Questions);
    }
}
