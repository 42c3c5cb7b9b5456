using System.Globalization;
using System.Text.Json.Nodes;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Records;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Simulator;
using AcmApprover.Testing;

namespace AcmApprover.Cli.Tests;

/// <summary><c>inspect --page</c>: what is recognised of a saved page, and why the rest is not.</summary>
public sealed class InspectPageTests : IDisposable
{
    private const string Head = "HTTP/1.1 200\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
    private const string Hint =
        "hint: give the page's HTML, an answer as curl -i prints it, or a record's .seen.txt; a mail is inspected without --page\n";

    private const string Arn = "arn:aws:acm:eu-west-1:111122223333:certificate/3b4d78e1-0000-4000-8000-000000000001";

    private static readonly string Pages = RepositoryFiles.PathOf("tests/vectors/pages");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>All pages but the answers to a button.</summary>
    public static IEnumerable<TheoryDataRow<string>> Vectors() =>
        from path in Directory.GetFiles(Pages, "*.html")
        let name = Path.GetFileNameWithoutExtension(path)
        where !Expected(name).Contains("answers: the button")
        select new TheoryDataRow<string>(name);

    [Fact]
    public async Task A_page_that_is_recognised_is_shown_with_its_facts_form_fields_and_button()
    {
        var transcript = await InspectAsync(Page("today"));

        Assert.Equal(
            $$"""
            page        recognised
            domain      www.example.com (the label 'Domain name')
            domain      www.example.com (the field 'domainName')
            account     111122223333 (the label 'AWS account number')
            account     111122223333 (the field 'accountId')
            region      eu-west-1 (the label 'AWS Region')
            region      eu-west-1 (the field 'region')
            certificate {{Arn}} (the label 'Certificate identifier')
            certificate {{Arn}} (the field 'validationArn')
            certificate {{Arn}} (the field 'certificateIdentifier')
            code        the field 'validationToken' must be the link's own
            form        POST https://eu-west-1.acm-certificates.amazon.com/approvevalidation
            field       validationToken = (withheld)
            field       validationArn = {{Arn}}
            field       domainName = www.example.com
            field       accountId = 111122223333
            field       region = eu-west-1
            field       certificateIdentifier = {{Arn}}
            field       validationApprovalStatus = APPROVED
            button      I Approve

            it would be compared with the certificate, and its button pressed

            """,
            transcript.Output
        );
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
    }

    [Fact]
    public async Task A_page_that_is_not_recognised_says_why_and_shows_the_rest()
    {
        var transcript = await InspectAsync(Page("changed-button"));

        Assert.Equal(
            $$"""
            page        not recognised (status 200)
            domain      www.example.com (the label 'Domain name')
            account     111122223333 (the label 'AWS account number')
            region      eu-west-1 (the label 'AWS Region')
            certificate {{Arn}} (the label 'Certificate identifier')
            button      Confirm

            refers  page-unrecognised: it has no form with a button 'I Approve'

            """,
            transcript.Output
        );
        Assert.Equal((1, ""), (transcript.ExitCode, transcript.Error));
    }

    [Fact]
    public async Task The_json_is_one_object()
    {
        var transcript = await InspectAsync(Page("today"), "--json");

        Assert.Equal(
            """
            {"isRecognised":true,"saysAlreadyApproved":false,"status":200,
            "facts":[{"fact":"domain","value":"www.example.com","isValid":true,"where":"the label \u0027Domain name\u0027"},
            {"fact":"domain","value":"www.example.com","isValid":true,"where":"the field \u0027domainName\u0027"},
            {"fact":"account","value":"111122223333","isValid":true,"where":"the label \u0027AWS account number\u0027"},
            {"fact":"account","value":"111122223333","isValid":true,"where":"the field \u0027accountId\u0027"},
            {"fact":"region","value":"eu-west-1","isValid":true,"where":"the label \u0027AWS Region\u0027"},
            {"fact":"region","value":"eu-west-1","isValid":true,"where":"the field \u0027region\u0027"},
            {"fact":"certificate","value":"@ARN@","isValid":true,"where":"the label \u0027Certificate identifier\u0027"},
            {"fact":"certificate","value":"@ARN@","isValid":true,"where":"the field \u0027validationArn\u0027"},
            {"fact":"certificate","value":"@ARN@","isValid":true,"where":"the field \u0027certificateIdentifier\u0027"}],
            "tokens":[{"kind":"code","where":"the field \u0027validationToken\u0027"}],
            "form":"https://eu-west-1.acm-certificates.amazon.com/approvevalidation",
            "fields":[{"name":"validationToken","value":null,"isSent":true},
            {"name":"validationArn","value":"@ARN@","isSent":true},
            {"name":"domainName","value":"www.example.com","isSent":true},
            {"name":"accountId","value":"111122223333","isSent":true},{"name":"region","value":"eu-west-1","isSent":true},
            {"name":"certificateIdentifier","value":"@ARN@","isSent":true},
            {"name":"validationApprovalStatus","value":"APPROVED","isSent":true}],
            "buttons":[{"caption":"I Approve","isApprove":true,"canBePressed":true}],"problems":[]}
            """.ReplaceLineEndings("").Replace("@ARN@", Arn, StringComparison.Ordinal),
            transcript.Lines.Single()
        );
        Assert.Equal((0, ""), (transcript.ExitCode, transcript.Error));
    }

    /// <summary>As it was saved, and as the approver keeps it, with its secrets masked.</summary>
    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task It_is_recognised_as_the_approver_recognises_it(string name)
    {
        var expected = Expected(name);
        var status = expected.SingleOrDefault(l => l.StartsWith("status: ", StringComparison.Ordinal))?["status: ".Length..] ?? "200";
        var saysApproved = expected.Contains("outcome: SaysAlreadyApproved");
        var isRecognised =
            !saysApproved && !expected.Contains("reasons: page-unrecognised") && !expected.Contains("reasons: link-rejected");
        var response = new SiteResponse(int.Parse(status, CultureInfo.InvariantCulture), "text/html", Page(name), []);
        var kept = Snapshot.Of(Mail, new Referral([], Severity.Warning) { Answer = response }, DateTimeOffset.UnixEpoch)!;

        foreach (var page in new[] { $"HTTP/1.1 {status} \nContent-Type: text/html\n\n{Page(name)}", kept.Text })
        {
            var transcript = await InspectAsync(page, "--json");

            var json = JsonNode.Parse(transcript.Output)!;
            Assert.Equal((isRecognised, saysApproved), ((bool)json["isRecognised"]!, (bool)json["saysAlreadyApproved"]!));
            Assert.Equal(isRecognised || saysApproved ? 0 : 1, transcript.ExitCode);
            Assert.Equal(transcript.ExitCode == 1, json["problems"]!.AsArray().Count > 0);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>", "link-rejected: the site answers with status 404")]
    [InlineData("HTTP/2 302\ncontent-type: text/html\n\n", "page-unrecognised: the site answers with status 302")]
    [InlineData("HTTP/2 200\ncontent-type: application/json\n\n{}", "page-unrecognised: it is not HTML but 'application/json'")]
    [InlineData("HTTP/2 200\n\n<p>", "page-unrecognised: it is not HTML but ''")]
    [InlineData("<p>Hello</p>", "page-unrecognised: it has no form with a button 'I Approve'")]
    public async Task An_answer_is_read_with_its_head(string answer, string problem)
    {
        var transcript = await InspectAsync(answer);

        Assert.Equal(1, transcript.ExitCode);
        Assert.Contains($"refers  {problem}\n", transcript.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_too_long_is_not_recognised()
    {
        var transcript = await InspectAsync(Head + Page("today") + new string(' ', 512 * 1024));

        Assert.Contains("refers  page-unrecognised: it is longer than 524,288 bytes\n", transcript.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_without_a_region_is_judged_for_one_and_that_is_said()
    {
        var transcript = await InspectAsync(Page("current").Replace("Region", "Ort", StringComparison.Ordinal));

        Assert.Equal(1, transcript.ExitCode);
        Assert.Contains("it does not state the region", transcript.Output, StringComparison.Ordinal);
        Assert.Equal(
            "note: the page states no region; whether its form goes to the right host was judged for us-east-1\n",
            transcript.Error
        );
    }

    [Fact]
    public async Task Keys_are_not_shown()
    {
        const string secret = "k-93";
        var page = Page("current").Replace("</form>", $"<input type=hidden name=csrf value={secret}></form>", StringComparison.Ordinal);

        var outputs = (await InspectAsync(page)).Output + (await InspectAsync(page, "--json")).Output;

        Assert.Contains("csrf", outputs, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, outputs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_read_as_a_file_is()
    {
        var transcript = await Transcript.OfAsync(["inspect", "--page", "-", "--json"], Page("today"));

        Assert.Equal((await InspectAsync(Page("today"), "--json")).Output, transcript.Output);
    }

    [Fact]
    public async Task In_S3_only_the_page_is_read()
    {
        await using var world = await SimulatedWorld.StartAsync(cancelled: TestContext.Current.CancellationToken);
        world.S3.AddBucket("mail-bucket");
        world.S3.Put("mail-bucket", "decisions/inbound/one.seen.txt", System.Text.Encoding.UTF8.GetBytes(Head + Page("today")));

        var transcript = await Transcript.OfAsync(
            world,
            ["inspect", "--page", "s3://mail-bucket/decisions/inbound/one.seen.txt", "--json"]
        );

        Assert.Equal((await InspectAsync(Page("today"), "--json")).Output, transcript.Output);
        Assert.Equal(["GetObject"], world.Requests.All.Select(r => r.Operation));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\u0089PNG\r\n\0\0", "is not text")]
    [InlineData("From: a@example.com\r\nSubject: b\r\n\r\n<p>", "does not begin like an HTML page")]
    [InlineData(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
        "begins like an HTTP answer, but has no status or no empty line behind its head"
    )]
    [InlineData("HTTP/1.1 fine\r\n\r\n", "begins like an HTTP answer, but has no status or no empty line behind its head")]
    public async Task What_is_no_page_says_what_would_be_right(string content, string problem)
    {
        var path = Write(content);

        await ExpectAsync(3, ["inspect", "--page", path], $"error: {path} {problem}\n{Hint}");
    }

    [Fact]
    public async Task Wrong_usage_is_told()
    {
        await ExpectAsync(
            2,
            ["inspect", "mail.eml", "--page", "page.html"],
            "error: a mail and a page are given\nhint: inspect one of them at a time\n"
        );
        await ExpectAsync(
            2,
            ["inspect", "--page", "page.html", "--account", "111122223333"],
            "error: --account is for mails: a page is not compared with anything\n"
        );
        await ExpectAsync(
            2,
            ["inspect", "--page"],
            "error: required argument missing for option: '--page'\nhint: acm-approver inspect --help\n"
        );
        await ExpectAsync(2, ["inspect", "--page", "s3://bucket"], "error: 's3://bucket' names no object\nhint: s3://bucket/key\n");
        await ExpectAsync(
            3,
            ["inspect", "--page", "/nowhere/page.html"],
            "error: there is no file or folder /nowhere/page.html\n"
                + "hint: give a path that exists, - for standard input, or s3://bucket/key\n"
        );
    }

    private static ValidationMail Mail
    {
        get
        {
            var bytes = File.ReadAllBytes(RepositoryFiles.PathOf("tests/vectors/mails/new-request.eml"));
            var stored = new StoredMail(new MailSource(null, "new-request.eml"), bytes, bytes.Length, DateTimeOffset.UnixEpoch);
            return ClaimReader.Read(MailReader.Read(stored))!;
        }
    }

    private static string[] Expected(string name) => File.ReadAllLines(Path.Combine(Pages, name + ".expect"));

    private static string Page(string name) => File.ReadAllText(Path.Combine(Pages, name + ".html"));

    private static async Task ExpectAsync(int exitCode, string[] arguments, string error)
    {
        var transcript = await Transcript.OfAsync(arguments);
        Assert.Equal((exitCode, "", error), (transcript.ExitCode, transcript.Output, transcript.Error));
    }

    private Task<Transcript> InspectAsync(string page, params string[] options) =>
        Transcript.OfAsync(["inspect", "--page", Write(page), .. options]);

    private string Write(string content)
    {
        var path = Path.Combine(folder.FullName, "page.html");
        File.WriteAllText(path, content);
        return path;
    }
}
