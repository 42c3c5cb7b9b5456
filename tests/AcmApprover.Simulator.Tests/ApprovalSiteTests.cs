using System.Net;
using System.Text.RegularExpressions;
using AcmApprover.Simulator.Acm;
using AcmApprover.Simulator.ApprovalSite;
using static AcmApprover.Simulator.Tests.Client;

namespace AcmApprover.Simulator.Tests;

public sealed partial class ApprovalSiteTests
{
    [Theory]
    [InlineData(PageStyle.Current, "eu-west-1", "You have <b>APPROVED</b> this validation request")]
    [InlineData(PageStyle.Since2019, "us-gov-west-1", "You have <b>APPROVED</b> this validation request")]
    [InlineData(PageStyle.Rails2017, "cn-north-1", "You have approved an SSL/TLS certificate")]
    public async Task The_button_issues_the_certificate(PageStyle style, string region, string success)
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.ApprovalSite.Style = style;
        var mailing = world.Acm.RequestCertificate(Home, region, ["example.com"])[0];
        using var browser = Browser(world);
        var (page, answer) = await OpenAndPressAsync(browser, mailing);
        Assert.Contains(style == PageStyle.Rails2017 ? "1111-2222-3333" : mailing.CertificateArn, page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(success, await TextAsync(answer), StringComparison.Ordinal);
        Assert.Equal("ISSUED", world.Acm.StatusOf(mailing.CertificateArn));

        var again = await browser.GetAsync(new Uri(mailing.Link), Cancelled);
        Assert.Contains("already approved", await TextAsync(again), StringComparison.Ordinal);
        Assert.Equal([200], world.Requests.Of(ServiceName.ApprovalSite, "PressButton").Select(request => request.Status));
        var tunnel = Assert.Single(world.Requests.Of(ServiceName.Proxy));
        Assert.Equal((200, $"{mailing.Host}:443"), (tunnel.Status, tunnel.Host));
    }

    [Fact]
    public async Task The_button_wants_cookie_referer_and_every_field()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.ApprovalSite.Style = PageStyle.Since2019;
        var mailing = world.Acm.RequestCertificate(Home, "eu-west-1", ["example.com"])[0];
        using var browser = Browser(world);
        using var forgetful = Browser(world);
        var (_, noCookie) = await OpenAndPressAsync(browser, mailing, presser: forgetful);
        var (_, noReferer) = await OpenAndPressAsync(browser, mailing, request => request.Headers.Referrer = null);
        var (_, noFields) = await OpenAndPressAsync(browser, mailing, request => request.Content = new FormUrlEncodedContent([]));
        var (_, elsewhere) = await OpenAndPressAsync(browser, mailing, request => request.RequestUri = new Uri(mailing.Link));
        Assert.Equal([403, 403, 422, 404], new[] { noCookie, noReferer, noFields, elsewhere }.Select(answer => (int)answer.StatusCode));
        Assert.Equal("PENDING_VALIDATION", world.Acm.StatusOf(mailing.CertificateArn));
    }

    [Fact]
    public async Task The_page_of_today_states_in_its_form_what_is_approved()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var mailing = world.Acm.RequestCertificate(Home, "eu-west-1", ["example.com"])[0];
        using var browser = Browser(world);
        var (page, answer) = await OpenAndPressAsync(browser, mailing);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal($"https://{mailing.Host}/approvevalidation", ActionPattern().Match(page).Groups[1].Value);
        var expected = new Dictionary<string, string>
        {
            ["validationToken"] = mailing.Code,
            ["validationArn"] = mailing.CertificateArn,
            ["domainName"] = "example.com",
            ["accountId"] = Home,
            ["region"] = "eu-west-1",
            ["certificateIdentifier"] = mailing.CertificateArn,
            ["validationApprovalStatus"] = "APPROVED",
        };
        Assert.Equal(expected, Assert.Single(world.Requests.Of(ServiceName.ApprovalSite, "PressButton")).Form);
    }

    [Fact]
    public async Task A_form_that_lies_is_not_accepted()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var mailing = world.Acm.RequestCertificate(Home, "eu-west-1", ["example.com"])[0];
        var stranger = world.Acm.RequestCertificate(Other, "eu-west-1", ["example.com"])[0];
        using var browser = Browser(world);
        (Func<SimulatedForm, SimulatedForm> Lie, string Shown, int Status)[] lies =
        [
            (form => form.With("accountId", Other), Other, 422),
            (form => form.With("domainName", "example.net"), "example.net", 422),
            (form => form.With("certificateIdentifier", stranger.CertificateArn), stranger.CertificateArn, 422),
            (form => form.With("validationToken", stranger.Code), stranger.Code, 403),
            (form => form.WithStatusField("REJECTED"), "name=\"validationApprovalStatus\" value=\"REJECTED\"", 422),
            (form => form.WithStatusField(""), "name=\"validationApprovalStatus\" value=\"\"", 422),
        ];
        foreach (var (lie, shown, status) in lies)
        {
            world.ApprovalSite.ShowInstead = lie;
            var (page, answer) = await OpenAndPressAsync(browser, mailing);
            Assert.Contains(shown, page, StringComparison.Ordinal);
            Assert.Equal(status, (int)answer.StatusCode);
        }

        Assert.All([mailing, stranger], each => Assert.True(world.Acm.IsPending(each.CertificateArn)));
    }

    [Fact]
    public async Task Unknown_and_other_regions_links_are_not_found()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var mailing = world.Acm.RequestCertificate(Home, "eu-west-1", ["example.com"])[0];
        using var browser = Browser(world);
        string[] links =
        [
            mailing.Link.Replace(mailing.Code, Guid.NewGuid().ToString(), StringComparison.Ordinal),
            mailing.Link.Replace("https://eu-west-1", "https://us-east-1", StringComparison.Ordinal),
            $"{mailing.Link}&more=1",
        ];
        foreach (var link in links)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri(link), Cancelled)).StatusCode);
        }
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("https://eu-west-1.acm-certificates.amazon.com:8443/approvals")]
    [InlineData("https://eu-west-1.certificates.amazon.com/approvals")]
    [InlineData("https://acm-certificates.amazon.com/approvals")]
    [InlineData("https://cn-north-1.acm-certificates.amazon.com/approvals")]
    public async Task The_proxy_leads_nowhere_else(string url)
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        using var browser = Browser(world);
        await Assert.ThrowsAsync<HttpRequestException>(() => browser.GetAsync(new Uri(url), Cancelled));
        var refused = Assert.Single(world.Requests.All);
        Assert.Equal((403, new Uri(url).Authority.Split(':')[0]), (refused.Status, refused.Host.Split(':')[0]));
    }

    [Fact]
    public async Task Who_does_not_know_the_authority_does_not_believe_the_site()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var mailing = world.Acm.RequestCertificate(Home, "eu-west-1", ["example.com"])[0];
        using var browser = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(world.Proxy.Endpoint) });
        await Assert.ThrowsAsync<HttpRequestException>(() => browser.GetAsync(new Uri(mailing.Link), Cancelled));
        Assert.Empty(world.Requests.Of(ServiceName.ApprovalSite));
    }

    private static async Task<(string Page, HttpResponseMessage Answer)> OpenAndPressAsync(
        HttpClient browser,
        ValidationRequest mailing,
        Action<HttpRequestMessage>? change = null,
        HttpClient? presser = null
    )
    {
        var opened = await browser.GetAsync(new Uri(mailing.Link), Cancelled);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        var page = await TextAsync(opened);
        var fields = InputPattern()
            .Matches(page)
            .Select(input => input.Value)
            .Where(input => input.Contains("name=", StringComparison.Ordinal))
            .Select(input =>
                KeyValuePair.Create(
                    NamePattern().Match(input).Groups[1].Value,
                    WebUtility.HtmlDecode(ValuePattern().Match(input).Groups[1].Value)
                )
            );
        var press = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(mailing.Link), ActionPattern().Match(page).Groups[1].Value))
        {
            Content = new FormUrlEncodedContent(fields),
        };
        press.Headers.Referrer = new Uri(mailing.Link);
        change?.Invoke(press);
        return (page, await (presser ?? browser).SendAsync(press, Cancelled));
    }

    [GeneratedRegex("<(input|button) [^>]*>")]
    private static partial Regex InputPattern();

    [GeneratedRegex(" name=\"([^\"]*)\"")]
    private static partial Regex NamePattern();

    [GeneratedRegex(" value=\"([^\"]*)\"")]
    private static partial Regex ValuePattern();

    [GeneratedRegex(" action=\"([^\"]*)\"")]
    private static partial Regex ActionPattern();
}
