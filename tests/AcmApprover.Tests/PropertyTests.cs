using System.Text;
using AcmApprover.Approval.Claims;
using AcmApprover.Approval.Evidence;
using AcmApprover.Approval.Mail;
using AcmApprover.Identifiers;
using AcmApprover.Simulator.Mails;
using AcmApprover.Tests.Support;
using AcmApprover.Text;
using CsCheck;

namespace AcmApprover.Tests;

/// <summary>What holds for every input. A failure prints the seed that shows it again.</summary>
public sealed class PropertyTests
{
    private static readonly byte[] Whole = Valid.Mail.ToBytes();
    private static readonly ValidationMail Mail = Valid.Mail.Read()!;
    private static readonly ApprovalLink Link = Mail.Link!;
    private static readonly PageEvidence Page = Valid.Page.Read();
    private static readonly byte[][] MailVectors = [.. Vector.Names("mails").Select(n => Vector.Mail(n).Bytes)];
    private static readonly string[] PageVectors =
    [
        .. Vector.Names("pages").Select(n => Encoding.UTF8.GetString(Vector.Page(n).Bytes)).Where(p => p.Length < 10_000),
    ];

    private static readonly string[] Fragments =
    [
        "\r\n\r\n",
        "\r\n",
        "\0",
        "=?utf-8?q?=00?=",
        "=?x?b?!!?=",
        "From: ",
        "From: a@b.example\r\n",
        "X-SES-RECEIPT: x\r\n",
        "Content-Type: multipart/mixed; boundary=\r\n",
        "Content-Type: text/html; charset=utf-7\r\n",
        "Content-Transfer-Encoding: base64\r\n",
        "--=_part\r\n",
        "--=_part--\r\n",
        "Domain: ",
        "<a href=\"",
        "&#",
        "https://",
        "(",
        "\"",
        ";",
        "é",
        "Authentication-Results: amazonses.com; dkim=pass header.i=@certificates.amazon.com\r\n",
        "\uFEFF",
        "=\r\n",
        "Content-Type: message/rfc822\r\n\r\n",
        "We received a request to issue an SSL/TLS certificate for ",
    ];

    private static readonly Gen<byte[]> AnyBytes = Gen.OneOf(
        Gen.Byte.Array[0, 400],
        Gen.Select(
                Gen.OneOf(MailVectors),
                Gen.Int[0, 20_000],
                Gen.OneOf(Gen.OneOf(Fragments).Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[1, 8])
            )
            .Select(Insert),
        Gen.Select(Gen.OneOf(MailVectors), Gen.OneOf(MailVectors), Gen.Int[0, 20_000], Gen.Int[0, 20_000]).Select(Splice),
        Gen.OneOf(Fragments).Array[1, 40].Select(f => Encoding.UTF8.GetBytes(string.Concat(f)))
    );

    [Fact]
    public void No_bytes_make_the_reading_of_a_mail_throw() =>
        AnyBytes.Sample(
            bytes =>
            {
                if (ClaimReader.Read(MailReader.Read(MailDraftReading.StoreBytes(bytes))) is { } mail)
                {
                    Assert.NotEqual("", mail.ToString());
                    Assert.NotNull(Walk.Decide(mail, null, null, Valid.Policy, Valid.Now));
                }
            },
            iter: 2000
        );

    [Fact]
    public void No_HTML_makes_the_reading_of_a_page_throw()
    {
        string[] pieces =
        [
            "<form method=post>",
            "</form>",
            "<input type=submit value='I Approve'>",
            "<b>",
            "<td>",
            "<table>",
            "Domain name",
            "<!--",
            "&#0;",
            "<svg>",
            "<select>",
            "<template>",
            "<a href=",
            "\0",
            "<base>",
            "<p>",
            "<frameset>",
        ];
        var any = Gen.OneOf(
            Gen.String,
            Gen.OneOf(pieces).Array[0, 60].Select(string.Concat),
            Gen.Select(
                Gen.OneOf(PageVectors),
                Gen.Int[0, 10_000],
                Gen.OneOf(pieces),
                (page, at, piece) => page.Insert(Math.Min(at, page.Length), piece)
            )
        );
        any.Sample(
            html =>
            {
                var response = new SiteResponse(200, "text/html", html, []);
                Assert.NotNull(PageReader.Read(response, Link));
                return !(PageWords.SayApproved(response) && html.Length == 0);
            },
            iter: 2000
        );
    }

    [Fact]
    public void Any_text_is_quoted_on_one_bounded_line() =>
        Gen.String.Sample(text =>
        {
            var quoted = OutsideText.Quote(text);
            return quoted.Length <= OutsideText.MaxLength && !quoted.Any(char.IsControl);
        });

    [Fact]
    public void A_secret_among_any_text_is_withheld() =>
        Gen.Select(Gen.String, Gen.OneOf("code=", "context=", "CODE=", "Context%3D"), Gen.String)
            .Sample((before, mark, after) => Secrets.AreNotIn(OutsideText.Quote(before + mark + MailDraft.Code + "&" + after)));

    [Fact]
    public void What_a_value_reads_it_writes_the_same()
    {
        var label = Gen.Select(Gen.Char.AlphaNumeric, Gen.String[Gen.Char.AlphaNumeric, 0, 10], (first, rest) => first + rest);
        Gen.Select(Gen.Bool, label.Array[2, 5], (isWildcard, labels) => (isWildcard ? "*." : "") + string.Join('.', labels))
            .Sample(text =>
                DomainName.Parse(text).Value.Equals(text, StringComparison.OrdinalIgnoreCase)
                && DomainName.Parse(DomainName.Parse(text).Value) == DomainName.Parse(text)
            );
        var region = Gen.OneOf("eu-west-1", "us-gov-east-1", "cn-north-1", "eusc-de-east-1", "ap-southeast-12");
        Gen.Select(
                region,
                Gen.Long[0, 999_999_999_999],
                Gen.Guid,
                (r, account, id) => new CertificateArn(Region.Parse(r), AccountId.Parse($"{account:D12}"), id)
            )
            .Sample(arn => CertificateArn.Parse(arn.ToString()) == arn);
        Gen.String.Sample(text =>
            (!DomainName.TryParse(text, out var name) || DomainName.Parse(name.ToString()) == name)
            && (!AccountId.TryParse(text, out var account) || AccountId.Parse(account.ToString()) == account)
            && (!Region.TryParse(text, out var r) || Region.Parse(r.ToString()) == r)
            && (!CertificateArn.TryParse(text, out var arn) || CertificateArn.Parse(arn.ToString()) == arn)
        );
    }

    [Fact]
    public void A_link_that_is_read_leads_to_the_approval_host_and_nowhere_else()
    {
        var region = Region.Parse("eu-west-1");
        var valid = Valid.Mail.LinkOrDefault;
        Gen.Select(
                Gen.Int[0, valid.Length - 1],
                Gen.OneOf(Gen.String[0, 4], Gen.OneOf("/", "\\", "@", ":", "#", "?", "&", "%2f", ".evil.example", "//", "[", "\t"))
            )
            .Sample(
                (at, piece) =>
                {
                    foreach (var text in new[] { valid.Insert(at, piece), valid[..at] + piece + valid[(at + 1)..] })
                    {
                        if (ApprovalLink.TryParse(text, region, out var link, out _))
                        {
                            var uri = link.Reveal();
                            Assert.Equal(
                                ("https", region.ApprovalHost, 443, "/approvals", "", ""),
                                (uri.Scheme, uri.Host, uri.Port, uri.AbsolutePath, uri.UserInfo, uri.Fragment)
                            );
                            Secrets.AreNotIn(link.ToString());
                            Assert.True(ApprovalLink.TryParse(uri.OriginalString, region, out var again, out _));
                            Assert.Equal(link, again);
                        }
                    }
                }
            );
    }

    [Fact]
    public void No_change_of_a_byte_of_a_valid_mail_approves_anything_else() =>
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Byte)
            .Sample(
                (at, value) =>
                {
                    var changed = (byte[])Whole.Clone();
                    changed[at] = value;
                    ApprovesTheSameOrNothing(changed);
                },
                iter: 2000
            );

    [Fact]
    public void No_line_that_is_gone_or_twice_or_elsewhere_in_a_valid_mail_approves_anything_else()
    {
        var lines = Encoding.UTF8.GetString(Whole).Split("\r\n");
        for (var i = 0; i < lines.Length; i++)
        {
            ApprovesTheSameOrNothing(Join([.. lines[..i], .. lines[(i + 1)..]]));
            ApprovesTheSameOrNothing(Join([.. lines[..i], lines[i], .. lines[i..]]));
        }

        Gen.Select(Gen.Int[0, lines.Length - 1], Gen.Int[0, lines.Length - 1])
            .Sample(
                (from, to) =>
                {
                    var moved = lines.ToList();
                    moved.RemoveAt(from);
                    moved.Insert(Math.Min(to, moved.Count), lines[from]);
                    ApprovesTheSameOrNothing(Join(moved));
                }
            );

        static byte[] Join(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines));
    }

    [Fact]
    public void No_piece_put_into_a_valid_mail_approves_anything_else() =>
        Gen.Select(Gen.Int[0, Whole.Length], Gen.OneOf(Fragments))
            .Sample((at, piece) => ApprovesTheSameOrNothing(Insert(Whole, at, Encoding.UTF8.GetBytes(piece))), iter: 2000);

    [Fact]
    public void No_change_of_a_valid_page_approves_by_another_form()
    {
        var page = Valid.Page.Html;
        string[] pieces =
        [
            "<form method=post action=/x>",
            "</form>",
            "<base href=//evil.example>",
            "<input type=submit value='I Approve'>",
            "https://evil.example",
            "//evil.example/",
            " formaction=//evil.example",
            "<b>",
            "\"",
            ">",
            "<",
            "&",
            "0",
            "<!--",
        ];
        Gen.Select(Gen.Int[0, page.Length - 1], Gen.OneOf(Gen.OneOf(pieces), Gen.String[0, 3]), Gen.Int[0, 3])
            .Sample(
                (at, piece, removed) =>
                {
                    var html = page[..at] + piece + page[Math.Min(at + removed, page.Length)..];
                    var verdict = Walk.Decide(
                        Mail,
                        Valid.Found,
                        PageReader.Read(new SiteResponse(200, "text/html", html, []), Link),
                        Valid.Policy,
                        Valid.Now
                    );
                    if (verdict is Step.Approve { Warrant: var warrant })
                    {
                        Assert.Equal(
                            (Valid.Arn, Valid.Domain, Link),
                            (warrant.Claim.Certificate, warrant.Claim.Domain, warrant.Claim.Link)
                        );
                        Assert.Equal(
                            ("https", Link.Host, 443, ""),
                            (warrant.Form.Action.Scheme, warrant.Form.Action.Host, warrant.Form.Action.Port, warrant.Form.Action.UserInfo)
                        );
                    }
                },
                iter: 2000
            );
    }

    [Fact]
    public void No_other_certificate_is_approved_for_a_valid_mail()
    {
        var names = Gen.OneOf("www.example.com", "example.com", "*.example.com", "shop.example.com").Select(DomainName.Parse);
        var name = Gen.Select(names, Gen.Enum<ValidationMethod>(), Gen.Enum<NameStatus>(), (d, m, s) => new NameValidation(d, m, s, []));
        Gen.Select(Gen.Enum<ValidationRound>(), name.Array[0, 3], Gen.Bool)
            .Sample(
                (round, list, isOther) =>
                {
                    var state = new CertificateState(
                        isOther ? new CertificateArn(Valid.Arn.Region, Valid.Arn.Account, Guid.Empty) : Valid.Arn,
                        round,
                        "?",
                        list
                    );
                    var found = list.FirstOrDefault(n => n.Domain == Valid.Domain);
                    return Walk.Decide(Mail, new CertificateEvidence.Found(state), Page, Valid.Policy, Valid.Now) is not Step.Approve
                        || (
                            !isOther
                            && round is ValidationRound.Issue or ValidationRound.Renewal
                            && found is { Method: ValidationMethod.Email, Status: NameStatus.Pending }
                        );
                }
            );
    }

    private static void ApprovesTheSameOrNothing(byte[] bytes)
    {
        if (
            ClaimReader.Read(MailReader.Read(MailDraftReading.StoreBytes(bytes))) is { } mail
            && Walk.Decide(mail, Valid.Found, Page, Valid.Policy, Valid.Now) is Step.Approve { Warrant.Claim: var claim }
        )
        {
            Assert.Equal((Valid.Domain, Valid.Arn, Link), (claim.Domain, claim.Certificate, claim.Link));
        }
    }

    private static byte[] Insert(byte[] bytes, int at, byte[] piece) =>
        [.. bytes.AsSpan(0, at % (bytes.Length + 1)), .. piece, .. bytes.AsSpan(at % (bytes.Length + 1))];

    private static byte[] Splice(byte[] one, byte[] other, int end, int start) =>
        [.. one.AsSpan(0, end % (one.Length + 1)), .. other.AsSpan(start % (other.Length + 1))];
}
