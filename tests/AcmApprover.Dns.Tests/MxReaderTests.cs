using AcmApprover.Identifiers;
using AcmApprover.MailPath.Domains;
using AcmApprover.Simulator.Dns;
using ARSoft.Tools.Net.Dns;

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

    [Fact]
    public void An_answer_that_is_cut_anywhere_is_not_read()
    {
        var answer = Answer();
        var whole = MxAnswer.Read(answer, "a.example", RecordType.Mx);
        Assert.Equal(new MailExchanger(10, "mail.example"), whole.ExchangerAt(Assert.Single(whole.Records(RecordType.Mx))));
        Assert.All(
            Enumerable.Range(12, answer.Length - 12),
            length => Assert.Throws<FormatException>(() => MxAnswer.Read(answer[..length], "a.example", RecordType.Mx))
        );
    }

    [Fact]
    public void An_answer_to_another_question_is_not_read()
    {
        Assert.Throws<FormatException>(() => MxAnswer.Read(Answer(), "b.example", RecordType.Mx));
        Assert.Throws<FormatException>(() => MxAnswer.Read(Answer(), "a.example", RecordType.A));
    }

    [Fact]
    public void Names_that_point_at_themselves_end()
    {
        var answer = Answer();
        // The record's own name, right behind the question: a pointer to itself.
        answer[27] = 0xc0;
        answer[28] = 27;
        Assert.Throws<FormatException>(() => MxAnswer.Read(answer, "a.example", RecordType.Mx));
    }

    /// <summary><c>a.example MX 10 mail.example</c>, with pointers to the question's name.</summary>
    private static byte[] Answer() =>
        [
            .. (byte[])[0, 1, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0],
            .. (byte[])[1, (byte)'a', 7, .. "example"u8, 0, 0, 15, 0, 1],
            .. (byte[])[0xc0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 9],
            .. (byte[])[0, 10, 4, .. "mail"u8, 0xc0, 14],
        ];
}
