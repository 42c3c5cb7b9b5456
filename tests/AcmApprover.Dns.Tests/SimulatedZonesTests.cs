using AcmApprover.MailPath;
using AcmApprover.Simulator.Dns;

namespace AcmApprover.Dns.Tests;

/// <summary>Every finding on DNS, and names of which nothing is found, over the real protocol.</summary>
public sealed class SimulatedZonesTests : IAsyncDisposable
{
    private readonly SimulatedNameServer server = Start();
    private readonly SimulatedNameServer other = Start();

    public static TheoryData<string> Names { get; } = [.. Case.OfZones.Select(each => each.Name)];

    private NameServer First => new(server.Endpoint);

    private NameServer Second => new(other.Endpoint);

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await other.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_zone_is_found_to_be_as_it_is(string name) => Case.OfZones.Single(each => each.Name == name).ExpectAsync([First, Second]);

    [Fact]
    public async Task Where_all_is_right_every_check_says_what_it_saw_and_who_answered()
    {
        var results = await Case.ExamineAsync("www.ses.example", "ses.example", [First, Second]);

        Assert.Equal(
            [
                ("dns", $"{First} and {Second} answered"),
                ("dnssec", "not signed, or not validated; that is fine"),
                ("mx", "inbound-smtp.eu-west-1.amazonaws.com (SES in eu-west-1)"),
                ("caa", "no CAA records up to the root: anybody may issue"),
            ],
            results.Select(result => (result.Check, result.Seen))
        );
    }

    [Fact]
    public async Task Signatures_that_are_valid_are_seen()
    {
        server.Fail("ses.example", NameServerFault.Authentic);

        var results = await Case.ExamineAsync("ses.example", "ses.example", [First]);

        Assert.Equal("signed, and valid", results.Single(result => result.Check == "dnssec").Seen);
    }

    [Fact]
    public async Task Signatures_that_two_resolvers_do_not_believe_are_bogus()
    {
        server.Fail("bogus.example", NameServerFault.Bogus);
        other.Fail("bogus.example", NameServerFault.Bogus);

        await new Case("www.ses.example", "bogus.example", "dnssec-bogus").ExpectAsync([First, Second]);
        await new Case("www.ses.example", "bogus.example", "dnssec-bogus").ExpectAsync([First]);
        Assert.Contains("bogus.example MX CD", server.Questions);
    }

    [Fact]
    public async Task Signatures_that_one_resolver_does_not_believe_are_disputed()
    {
        server.Fail("bogus.example", NameServerFault.Bogus);

        await new Case("www.ses.example", "bogus.example", "dnssec-disputed").ExpectAsync([First, Second]);
    }

    [Fact]
    public async Task A_failure_that_does_not_vanish_with_checking_disabled_is_the_name_servers_own()
    {
        server.Fail("dead.example", NameServerFault.ServerFailure);
        other.Fail("dead.example", NameServerFault.ServerFailure);

        await new Case("www.ses.example", "dead.example", "dns-fails").ExpectAsync([First, Second]);
    }

    [Fact]
    public async Task A_failure_at_one_resolver_alone_decides_nothing()
    {
        server.Fail("dead.example", NameServerFault.ServerFailure);

        await new Case("www.ses.example", "dead.example", "dns-disputed").ExpectAsync([First, Second]);
    }

    [Theory]
    [InlineData(NameServerFault.Silent, "no answer")]
    [InlineData(NameServerFault.Refused, "a refusal")]
    public async Task Without_an_answer_nothing_is_taken_for_right(NameServerFault fault, string word)
    {
        server.Fail("dead.example", fault);

        var results = await Case.ExamineAsync("www.ses.example", "dead.example", [First]);

        var found = results.SelectMany(result => result.Findings).Single();
        Assert.Equal(("dns-unanswered", Readiness.CannotTell, $"{First}: {word}"), (found.Kind.Code, found.Kind.Readiness, found.Seen));
        Assert.Equal(["dns", "caa"], results.Select(result => result.Check));
    }

    [Fact]
    public async Task A_resolver_without_an_answer_does_not_hide_what_another_one_answers()
    {
        server.Fail("ses.example", NameServerFault.Silent, "MX");

        await new Case("www.ses.example", "ses.example").ExpectAsync([First, Second]);
    }

    [Fact]
    public async Task Resolvers_that_contradict_each_other_decide_nothing()
    {
        other.AddZone("ses.example", "@ IN MX 10 aspmx.l.google.com.");

        await new Case("ses.example", "ses.example", "dns-disputed").ExpectAsync([First, Second]);
    }

    [Fact]
    public async Task What_this_machine_alone_sees_decides_nothing()
    {
        other.AddZone("ses.example", "@ IN MX 10 mail.internal.example.");

        await new Case("ses.example", "ses.example", "dns-split-horizon").ExpectAsync([First], local: Second);
        await new Case("null.example", "null.example", "mx-null").ExpectAsync([First], local: Second);
    }

    [Theory]
    [InlineData(NameServerFault.ServerFailure)]
    [InlineData(NameServerFault.Silent)]
    public async Task Questions_for_CAA_records_that_nobody_answers_keep_Amazon_from_issuing(NameServerFault fault)
    {
        server.Fail("ses.example", fault, "CAA");
        other.Fail("ses.example", fault, "CAA");

        await new Case("www.shop.ses.example", "ses.example", "caa-fails").ExpectAsync([First, Second]);
    }

    [Fact]
    public async Task Questions_for_CAA_records_that_one_resolver_does_not_answer_decide_nothing()
    {
        server.Fail("ses.example", NameServerFault.ServerFailure, "CAA");

        await new Case("www.ses.example", "ses.example", "caa-unanswered").ExpectAsync([First, Second]);
    }

    [Fact]
    public async Task Where_no_resolver_answers_anything_the_network_may_be_at_fault()
    {
        foreach (var name in new[] { "shop.ses.example", "ses.example" })
        {
            server.Fail(name, NameServerFault.Silent);
        }

        await new Case("shop.ses.example", "ses.example", "dns-unanswered", "caa-unanswered").ExpectAsync([First]);
    }

    [Fact]
    public async Task An_answer_that_is_cut_over_UDP_is_asked_for_over_TCP()
    {
        var results = await Case.ExamineAsync("long.example", "long.example", [First]);

        Assert.Contains("long.example MX TCP", server.Questions);
        Assert.Contains("Microsoft 365 receives", results.Single(r => r.Check == "mx").Findings.Single().Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_question_is_asked_once_however_many_names_need_it()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var dns = new MailDomainReader([First], local: null, parallel: 4);
        var domain = Identifiers.DomainName.Parse("ses.example");

        for (var i = 0; i < 20; i++)
        {
            await dns.ReadDomainAsync(domain, region: null, cancellationToken);
            await dns.ReadNameAsync(Identifiers.DomainName.Parse($"n{i}.ses.example"), cancellationToken);
        }

        Assert.Single(server.Questions, "ses.example MX");
        Assert.Single(server.Questions, "ses.example CAA");
    }

    [Theory]
    [InlineData("google.example", "Google Workspace receives the mail of google.example")]
    [InlineData("microsoft.example", "Microsoft 365 receives the mail of microsoft.example")]
    [InlineData("filtered.example", "Proofpoint and Google Workspace receives the mail of filtered.example")]
    [InlineData("own.example", "mail.own.example receives the mail of own.example")]
    public async Task Another_mail_system_is_named_and_the_way_round_it(string domain, string seen)
    {
        var results = await Case.ExamineAsync(domain, domain, [First]);

        var found = results.Single(result => result.Check == "mx").Findings.Single();
        Assert.Equal(seen, found.Seen);
        Assert.Contains("docs/behind-another-mail-system.md", found.Todo, StringComparison.Ordinal);
    }

    private static SimulatedNameServer Start()
    {
        var server = SimulatedNameServer.Start();
        foreach (var (origin, records) in Zones.All)
        {
            server.AddZone(origin, records);
        }

        return server;
    }
}
