using AcmApprover.Estate;
using AcmApprover.Identifiers;
using AcmApprover.Migration;
using AcmApprover.Testing;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AcmApprover.Cli.Tests.Estate;

public sealed class ReportTests : IDisposable
{
    private static readonly DateTimeOffset Now = EstateWorld.Now;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    private string Page => Path.Combine(folder.FullName, "estate.html");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_page_shows_every_certificate_totals_windows_and_what_each_owner_has_to_do()
    {
        var (page, transcript) = await ReportAsync(Sample());

        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        Assert.Equal($"{Page}: 3 certificates as of {Now.UtcDateTime:yyyy-MM-dd HH:mm} UTC\n", transcript.Output);
        Assert.Equal(
            ["lapses unused.example.com", "soon soon.example.com", "fine www.example.com"],
            page.QuerySelectorAll("#certificates tbody tr").Select(r => $"{r.Children[0].TextContent} {r.Children[1].TextContent}")
        );
        Assert.Equal(["By severity", "By account", "By owner"], page.QuerySelectorAll("caption").Select(c => c.TextContent));
        Assert.Contains("2027-03-31", page.QuerySelector(".cards")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll("svg rect.known"));
        Assert.Equal(["shop", "no owner"], page.QuerySelectorAll("h3").Select(h => h.TextContent));
    }

    [Fact]
    public async Task The_page_fetches_nothing()
    {
        var (page, _) = await ReportAsync(Sample());
        Assert.Empty(page.QuerySelectorAll("[src], [href], iframe, object, embed, link, base"));
        var policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content");
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("{{ count }}{% raw %}</table>")]
    [InlineData("' onmouseover='alert(1)")]
    public async Task No_value_breaks_out_of_its_place(string hostile)
    {
        var sample = Sample();
        var (page, _) = await ReportAsync(
            sample with
            {
                Accounts = [new EstateAccount(AccountId.Parse(EstateWorld.Own), hostile)],
                Certificates = [.. sample.Certificates.Select(c => c with { Owner = hostile, Reason = hostile })],
                Problems = [new EstateProblem(AccountId.Parse(EstateWorld.Own), [], hostile, null, hostile)],
            }
        );

        Assert.Single(page.Scripts);
        Assert.Empty(page.QuerySelectorAll("img"));
        Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.Ordinal));
        Assert.Equal(hostile, page.QuerySelector("#certificates tbody tr")!.Children[4].TextContent);
        Assert.Equal(3, page.QuerySelectorAll("#certificates tbody tr").Length);
    }

    [Fact]
    public async Task Screen_readers_find_headings_headers_and_names()
    {
        var (page, _) = await ReportAsync(Sample());
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.All(page.QuerySelectorAll("thead th"), h => Assert.Equal("col", h.GetAttribute("scope")));
        Assert.NotEmpty(page.QuerySelector("svg")!.GetAttribute("aria-label")!);
        Assert.NotNull(page.QuerySelector("label input#filter"));
        Assert.Equal("status", page.QuerySelector("#shown")!.GetAttribute("role"));
    }

    [Fact]
    public async Task An_empty_estate_is_a_page_too()
    {
        var (page, transcript) = await ReportAsync(Sample() with { Certificates = [] });
        Assert.Equal(0, transcript.ExitCode);
        Assert.Contains("Nothing for now.", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_and_its_status_show_who_is_how_far_and_who_is_waited_for()
    {
        var estate = Sample();
        var plan = Path.Combine(folder.FullName, "plan.json");
        using (var file = File.Create(plan))
        {
            PlanJson.Write(file, new MigrationPlan { MadeAt = Now.AddDays(-1), Certificates = [.. PlanLines(estate)] });
        }

        var status = Path.Combine(folder.FullName, "status.jsonl");
        await File.WriteAllTextAsync(
            status,
            $$"""{"certificateArn": "{{estate.Certificates[0].Arn}}", "domains": [], "state": "running", "hoursLeft": 70.4, """
                + """ "isFallBack": false, "records": []}""",
            TestContext.Current.CancellationToken
        );

        var (page, transcript) = await ReportAsync(estate, "--plan", plan, "--status", status);

        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
        Assert.Equal(
            [
                "waiting for Cloudflare to publish its records",
                "started 70 hours left; waits for ACM",
                "planned canary, Route 53",
                "done depends on e-mail no more",
            ],
            page.QuerySelectorAll("#migration tbody tr").Select(row => $"{row.Children[0].TextContent} {row.Children[3].TextContent}")
        );
        Assert.Equal(
            ["waiting 1 1", "started 1 0", "planned 1 0", "done 1 0"],
            page.QuerySelectorAll("#steps tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent)))
        );
    }

    [Fact]
    public async Task A_status_without_its_plan_is_refused()
    {
        var transcript = await Transcript.OfAsync(["report", "--inventory", Write(Sample()), "--status", "status.jsonl"]);
        Assert.Equal(2, transcript.ExitCode);
        Assert.Contains("give the plan as well", transcript.Error, StringComparison.Ordinal);
    }

    /// <summary>The first three certificates of the inventory, and one that is not in it any more.</summary>
    private static IEnumerable<PlanEntry> PlanLines(Inventory estate)
    {
        var first = estate.Certificates[0].Arn.ToString();
        return estate
            .Certificates.Select(item => item.Arn)
            .Append(CertificateArn.Parse(first[..^12] + "0123456789ab"))
            .Select(
                (arn, i) =>
                    new PlanEntry
                    {
                        Certificate = arn,
                        Domains = [DomainName.Parse("www.example.com")],
                        Action = i == 1 ? PlanAction.Wait : PlanAction.Switch,
                        Batch = 0,
                        Records =
                        [
                            new PlanRecord(
                                [DomainName.Parse("www.example.com")],
                                null,
                                null,
                                null,
                                null,
                                null,
                                i == 1 ? "Cloudflare" : "Route 53"
                            ),
                        ],
                    }
            );
    }

    [Fact]
    public async Task The_page_goes_to_standard_output_where_that_is_asked_for()
    {
        var transcript = await Transcript.OfAsync(["report", "--inventory", Write(Sample()), "--output", "-"]);
        Assert.StartsWith("<!doctype html>", transcript.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_says_what_was_written()
    {
        var transcript = await Transcript.OfAsync(["report", "--inventory", Write(Sample()), "--output", Page, "--json"]);
        Assert.Equal($$"""{"file":"{{Page}}","certificates":3}""" + "\n", transcript.Output);
    }

    [Fact]
    public async Task What_is_no_inventory_is_refused()
    {
        var file = Path.Combine(folder.FullName, "x.json");
        await File.WriteAllTextAsync(file, "[]");
        var transcript = await Transcript.OfAsync(["report", "--inventory", file, "--output", Page]);
        Assert.Equal(2, transcript.ExitCode);
        Assert.False(File.Exists(Page));
    }

    [Fact]
    public async Task A_browser_reads_the_table_sorts_it_and_draws_it_light_and_dark()
    {
        await ReportAsync(Sample());
        await using var browser = await Browser.StartAsync(folder.FullName);
        await browser.OpenAsync(new Uri(Page));

        Assert.Equal("unused.example.com soon.example.com www.example.com", await browser.EvaluateAsync(Names));
        await browser.EvaluateAsync("document.querySelectorAll('#certificates th button')[1].click()");
        Assert.Equal("soon.example.com unused.example.com www.example.com", await browser.EvaluateAsync(Names));
        Assert.Equal("ascending", await browser.EvaluateAsync("document.querySelectorAll('#certificates th')[1].ariaSort"));
        await browser.EvaluateAsync(
            "(() => { const f = document.getElementById('filter'); f.value = 'WWW'; f.dispatchEvent(new Event('input')); })()"
        );
        Assert.Equal("1 of 3", await browser.EvaluateAsync("document.getElementById('shown').textContent"));

        var light = await browser.DrawAsync("light");
        var dark = await browser.DrawAsync("dark");
        Assert.NotEqual(light, dark);
        Assert.All([light, dark], image => Assert.Equal("PNG"u8, image.AsSpan(1, 3)));
    }

    private const string Names =
        "[...document.querySelectorAll('#certificates tbody tr')].map(r => r.cells[1].textContent).join(' ')";

    private async Task<(IHtmlDocument Page, Transcript Transcript)> ReportAsync(Inventory inventory, params string[] further)
    {
        var transcript = await Transcript.OfAsync(["report", "--inventory", Write(inventory), "--output", Page, .. further]);
        return (await new HtmlParser().ParseDocumentAsync(await File.ReadAllTextAsync(Page)), transcript);
    }

    private string Write(Inventory inventory)
    {
        var file = Path.Combine(folder.FullName, "estate.json");
        using var stream = File.Create(file);
        InventoryJson.Write(stream, inventory);
        return file;
    }

    private static Inventory Sample()
    {
        var fine = new CertificateFacts
        {
            Arn = CertificateArn.Parse($"arn:aws:acm:eu-west-1:{EstateWorld.Own}:certificate/{Guid.NewGuid()}"),
            Status = CertificateStatus.Issued,
            IssuedAt = Now.AddDays(-10),
            ExpiresAt = Now.AddDays(188),
            UsedBy = [EstateWorld.Balancer],
            Names =
            [
                new NameFacts
                {
                    Name = DomainName.Parse("www.example.com"),
                    Method = EstateMethod.Email,
                    State = EstateNameState.Validated,
                },
            ],
        };
        CertificateFacts Named(string name, CertificateFacts facts) =>
            facts with
            {
                Arn = CertificateArn.Parse($"arn:aws:acm:eu-west-1:{EstateWorld.Own}:certificate/{Guid.NewGuid()}"),
                Names = [facts.Names[0] with { Name = DomainName.Parse(name) }],
            };
        InventoryItem Judged(CertificateFacts facts) =>
            InventoryItem.Judge(facts, EstateCalendar.Current, Now, RiskAssessment.Soon);
        return new Inventory
        {
            TakenAt = Now,
            Accounts = [new EstateAccount(AccountId.Parse(EstateWorld.Own), "shop")],
            Regions = [Region.Parse("eu-west-1")],
            Certificates =
            [
                Judged(fine),
                Judged(Named("soon.example.com", fine with { ExpiresAt = Now.AddDays(60), Owner = "shop" })),
                Judged(Named("unused.example.com", fine with { UsedBy = [] })),
            ],
        };
    }
}
