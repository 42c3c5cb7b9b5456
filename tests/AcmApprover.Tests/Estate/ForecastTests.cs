using AcmApprover.Estate;
using AcmApprover.Identifiers;

namespace AcmApprover.Tests.Estate;

public sealed class ForecastTests
{
    private static readonly EstateCalendar Calendar = EstateCalendar.Current;

    [Fact]
    public void The_calendar_names_a_source_for_every_number()
    {
        Assert.All(Calendar.Lifetimes, l => Assert.NotEmpty(l.Source));
        Assert.NotEmpty(Calendar.MailLead.Source);
        Assert.All([Calendar.Ends.Requests, Calendar.Ends.Renewals, Calendar.Ends.Everywhere], e => Assert.NotEmpty(e.Source));
        Assert.Equal(Calendar.Lifetimes.OrderBy(l => l.From), Calendar.Lifetimes);
    }

    [Theory]
    [InlineData("2026-02-17", 395, false)]
    [InlineData("2026-02-18", 198, false)]
    [InlineData("2027-03-14", 198, false)]
    [InlineData("2027-03-15", 100, true)]
    public void A_lifetime_holds_from_its_day(string day, int days, bool isAssumed)
    {
        var lifetime = Calendar.LifetimeAt(EstateCalendar.StartOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal((days, isAssumed), (lifetime.Days, lifetime.IsAssumed));
    }

    [Fact]
    public void The_next_mail_comes_45_days_before_the_expiry()
    {
        var next = Forecast.Of(Facts.Fine, Calendar).Next!;
        Assert.Equal((Facts.Now.AddDays(143), Facts.Now.AddDays(188), WindowBasis.Known), (next.OpensAt, next.ClosesAt, next.Basis));
    }

    [Fact]
    public void Later_mails_follow_until_the_last_renewal_and_say_what_is_assumed()
    {
        var forecast = Forecast.Of(Facts.Fine with { ExpiresAt = Facts.Now.AddDays(60) }, Calendar);

        // 2026-12-15, and 198 days later less 45: 2027-05-17, when ACM may already give no more than 100 days.
        Assert.Equal(new DateOnly(2026, 12, 15), DateOnly.FromDateTime(forecast.Next!.OpensAt.UtcDateTime));
        Assert.Equal(
            [("2027-05-17", WindowBasis.Projected), ("2027-07-11", WindowBasis.Assumed), ("2027-09-04", WindowBasis.Assumed)],
            forecast.Later.Select(w => ($"{w.OpensAt:yyyy-MM-dd}", w.Basis))
        );
        Assert.Equal(new DateTimeOffset(2027, 10, 1, 0, 0, 0, TimeSpan.Zero), forecast.Later[^1].ClosesAt);
        Assert.Equal("2027-12-13", $"{forecast.EndsAt:yyyy-MM-dd}");
    }

    [Fact]
    public void What_expires_after_the_last_renewal_gets_no_mail()
    {
        var expiresAt = new DateTimeOffset(2027, 12, 1, 0, 0, 0, TimeSpan.Zero);
        var forecast = Forecast.Of(Facts.Fine with { ExpiresAt = expiresAt }, Calendar);
        Assert.Equal((null, 0, expiresAt), (forecast.Next, forecast.Later.Count, forecast.EndsAt));
    }

    [Fact]
    public void A_request_waits_for_72_hours()
    {
        var next = Forecast.Of(Facts.Requested, Calendar).Next!;
        Assert.Equal((Facts.Now.AddHours(-10), Facts.Now.AddHours(62)), (next.OpensAt, next.ClosesAt));
    }

    [Theory]
    [InlineData("www.example.com", "example.com")]
    [InlineData("*.test.example.com", "test.example.com")]
    [InlineData("example.com", "example.com")]
    [InlineData("wwww.example.com", "wwww.example.com")]
    public void Mail_goes_to_the_name_without_its_prefix(string name, string expected) =>
        Assert.Equal(expected, (Facts.Name(name) with { ValidationDomain = null }).MailDomain.Value);

    [Fact]
    public void Mail_goes_to_the_validation_domain_where_there_is_one() =>
        Assert.Equal(DomainName.Parse("example.com"), Facts.Name("a.b.example.com").MailDomain);
}
