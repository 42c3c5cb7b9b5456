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
    [InlineData(PageStyle.Rails2017, "cn-north-1", "You have approved an SSL/TLS certificate")]
    public async Task TheButtonIssuesTheCertificate(PageStyle style, string region, string success)
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        world.ApprovalSite.Style = style;
        var mailing = world.Acm.RequestCertificate(Home, region, ["example.com"])[0];
        using var browser = Browser(world);
        var (page, answer) = await OpenAndPressAsync(browser, mailing);
        Assert.Contains(style == PageStyle.Current ? mailing.CertificateArn : "1111-2222-3333", page, StringComparison.Ordinal);
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
    public async Task TheButtonWantsCookieRefererAndEveryField()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
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
    public async Task UnknownAndOtherRegionsLinksAreNotFound()
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
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri(link), Cancelled)).StatusCode);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("https://eu-west-1.acm-certificates.amazon.com:8443/approvals")]
    [InlineData("https://eu-west-1.certificates.amazon.com/approvals")]
    [InlineData("https://acm-certificates.amazon.com/approvals")]
    [InlineData("https://cn-north-1.acm-certificates.amazon.com/approvals")]
    public async Task TheProxyLeadsNowhereElse(string url)
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        using var browser = Browser(world);
        await Assert.ThrowsAsync<HttpRequestException>(() => browser.GetAsync(new Uri(url), Cancelled));
        var refused = Assert.Single(world.Requests.All);
        Assert.Equal((403, new Uri(url).Authority.Split(':')[0]), (refused.Status, refused.Host.Split(':')[0]));
    }

    [Fact]
    public async Task WhoDoesNotKnowTheAuthorityDoesNotBelieveTheSite()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: Cancelled);
        var mailing = world.Acm.RequestCertificate(Home, "eu-west-1", ["example.com"])[0];
        using var browser = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(world.Proxy.Endpoint) });
        await Assert.ThrowsAsync<HttpRequestException>(() => browser.GetAsync(new Uri(mailing.Link), Cancelled));
        Assert.Empty(world.Requests.Of(ServiceName.ApprovalSite));
    }

    private static async Task<(string Page, HttpResponseMessage Answer)> OpenAndPressAsync(
        HttpClient browser, ValidationRequest mailing, Action<HttpRequestMessage>? change = null, HttpClient? presser = null)
    {
        var opened = await browser.GetAsync(new Uri(mailing.Link), Cancelled);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        var page = await TextAsync(opened);
        var fields = InputPattern().Matches(page)
            .Select(input => input.Value)
            .Where(input => input.Contains("name=", StringComparison.Ordinal))
            .Select(input => KeyValuePair.Create(
                NamePattern().Match(input).Groups[1].Value, WebUtility.HtmlDecode(ValuePattern().Match(input).Groups[1].Value)));
        var press = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(mailing.Link), ActionPattern().Match(page).Groups[1].Value))
        {
            Content = new FormUrlEncodedContent(fields),
        };
        press.Headers.Referrer = new Uri(mailing.Link);
        change?.Invoke(press);
        return (page, await (presser ?? browser).SendAsync(press, Cancelled));
    }

    [GeneratedRegex("<input [^>]*>")]
    private static partial Regex InputPattern();

    [GeneratedRegex(" name=\"([^\"]*)\"")]
    private static partial Regex NamePattern();

    [GeneratedRegex(" value=\"([^\"]*)\"")]
    private static partial Regex ValuePattern();

    [GeneratedRegex(" action=\"([^\"]*)\"")]
    private static partial Regex ActionPattern();
}
