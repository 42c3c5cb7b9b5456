using System.Text;
using AcmApprover.Aws.Client;
using AcmApprover.Testing;
using static AcmApprover.Aws.Tests.Client.SampleServices;

namespace AcmApprover.Aws.Tests.Client;

/// <summary>A call of each protocol: what goes out, and what is made of the answer.</summary>
public sealed class AwsClientTests
{
    [Fact]
    public async Task A_call_in_JSON_names_the_operation_in_a_header_and_leaves_out_what_is_null()
    {
        using var server = new ScriptedServer(
            new ScriptedAnswer(
                200,
                """{"Accounts": [{"Id": "111122223333", "Name": null}, {"Id": 7}], "NextToken": "more"}""",
                ("x-amzn-RequestId", "r-1")
            )
        );
        using var client = SampleServices.Organizations.At(server);
        string? token = null;

        var answer = await client.CallAsync(
            new AwsCall("ListAccounts")
            {
                Json = json =>
                {
                    json.WriteText("NextToken", token);
                    json.WriteNumber("MaxResults", 20);
                },
            },
            CancellationToken.None
        );

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/", """{"MaxResults":20}"""), (request.Method, request.Path, request.Body));
        Assert.Equal("AWSOrganizationsV20161128.ListAccounts", request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", request.Headers["Content-Type"]);
        Assert.Contains("api/Organizations", request.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal(["111122223333", null], answer.Json.List("Accounts").Select(account => account.Text("Id")));
        Assert.Equal([null, null], answer.Json.List("Accounts").Select(account => account.Text("Name")));
        Assert.Equal(("more", null), (answer.Json.Text("NextToken"), answer.Json.Text("Nothing")));
        Assert.Equal("r-1", answer.ResponseMetadata.RequestId);
        Assert.Empty(answer.Json.List("NextToken"));
    }

    [Fact]
    public async Task A_call_in_the_query_protocol_is_a_form_and_its_answer_XML()
    {
        using var server = new ScriptedServer(
            new ScriptedAnswer(
                200,
                """
                <?xml version="1.0"?>
                <!-- namespaces, white space and entities -->
                <GetIdentityVerificationAttributesResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">
                  <GetIdentityVerificationAttributesResult>
                    <VerificationAttributes>
                      <entry><key>example.com</key><value><VerificationToken>a &amp; <![CDATA[<b>]]></VerificationToken></value></entry>
                      <entry><key>example.org</key><value><VerificationToken/></value></entry>
                    </VerificationAttributes>
                  </GetIdentityVerificationAttributesResult>
                </GetIdentityVerificationAttributesResponse>
                """
            )
        );
        using var client = SampleServices.Ses.At(server);

        var answer = await client.CallAsync(
            new AwsCall("GetIdentityVerificationAttributes")
            {
                Parameters = [("Identities.member.1", "münchen.example & co"), ("Identities.member.2", "b c+d"), ("Nothing", null)],
            },
            CancellationToken.None
        );

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/"), (request.Method, request.Path));
        Assert.Equal("application/x-www-form-urlencoded; charset=utf-8", request.Headers["Content-Type"]);
        Assert.Equal(
            [
                "Action=GetIdentityVerificationAttributes",
                "Identities.member.1=münchen.example & co",
                "Identities.member.2=b c+d",
                "Version=2010-12-01",
            ],
            request.Body.Split('&').Select(Uri.UnescapeDataString).Order(StringComparer.Ordinal)
        );
        var entries = answer.Xml.Member("GetIdentityVerificationAttributesResult")!.List("VerificationAttributes", "entry").ToList();
        Assert.Equal(["example.com", "example.org"], entries.Select(entry => entry.Text("key")));
        Assert.Equal(["a & <b>", ""], entries.Select(entry => entry.Member("value")?.Text("VerificationToken")));
        Assert.Null(entries[0].Text("Nothing"));
        Assert.Empty(entries[0].List("Nothing"));
    }

    [Fact]
    public async Task A_call_in_REST_with_JSON_has_its_path_and_a_body()
    {
        using var server = new ScriptedServer(new ScriptedAnswer(200, """{"Regions": [{"RegionName": "eu-west-1"}]}"""));
        using var client = Account.At(server);

        var answer = await client.CallAsync(
            new AwsCall("ListRegions")
            {
                Path = "/listRegions",
                Json = json =>
                {
                    json.WriteStartArray("RegionOptStatusContains");
                    json.WriteStringValue("ENABLED");
                    json.WriteEndArray();
                },
            },
            CancellationToken.None
        );

        var request = Assert.Single(server.Requests);
        Assert.Equal(
            ("POST", "/listRegions", """{"RegionOptStatusContains":["ENABLED"]}""", "application/json"),
            (request.Method, request.Path, request.Body, request.Headers["Content-Type"])
        );
        Assert.Equal("eu-west-1", Assert.Single(answer.Json.List("Regions")).Text("RegionName"));
    }

    [Fact]
    public async Task A_call_in_REST_with_XML_has_labels_in_its_path_and_a_query_string()
    {
        using var server = new ScriptedServer(
            new ScriptedAnswer(200, "<ListResourceRecordSetsResponse><IsTruncated>false</IsTruncated></ListResourceRecordSetsResponse>")
        );
        using var client = SampleServices.Route53.At(server);

        var answer = await client.CallAsync(
            new AwsCall("ListResourceRecordSets")
            {
                Method = "GET",
                Path = "/2013-04-01/hostedzone/{Id}/rrset",
                Labels = new Dictionary<string, string> { ["Id"] = "Z1/a b" },
                Parameters = [("name", "ü & =.example"), ("type", "CNAME"), ("identifier", null)],
            },
            CancellationToken.None
        );

        var request = Assert.Single(server.Requests);
        Assert.Equal(
            ("GET", "/2013-04-01/hostedzone/Z1%2Fa%20b/rrset?name=%C3%BC%20%26%20%3D.example&type=CNAME", ""),
            (request.Method, request.Path, request.Body)
        );
        Assert.Equal("false", answer.Xml.Text("IsTruncated"));
    }

    [Fact]
    public async Task A_body_in_XML_goes_out_as_it_is()
    {
        using var server = new ScriptedServer(new ScriptedAnswer(200, ""));
        using var client = SampleServices.Route53.At(server);

        var answer = await client.CallAsync(
            new AwsCall("ChangeResourceRecordSets") { Path = "/hostedzone/Z1/rrset", Xml = "<ChangeResourceRecordSetsRequest/>" },
            CancellationToken.None
        );

        var request = Assert.Single(server.Requests);
        Assert.Equal(("<ChangeResourceRecordSetsRequest/>", "application/xml"), (request.Body, request.Headers["Content-Type"]));
        Assert.Null(answer.Xml.Text("ChangeInfo"));
    }

    [Fact]
    public async Task An_answer_without_a_body_has_no_members()
    {
        using var server = new ScriptedServer(new ScriptedAnswer(200, ""));
        using var client = CertificateManager.At(server);

        var answer = await client.CallAsync(new AwsCall("ResendValidationEmail"), CancellationToken.None);

        Assert.Equal("{}", Assert.Single(server.Requests).Body);
        Assert.Null(answer.Json.Member("Anything"));
    }

    [Fact]
    public async Task A_payload_and_its_answer_are_bytes()
    {
        using var server = new ScriptedServer(new ScriptedAnswer(200, "not JSON", ("X-Amz-Function-Error", "Unhandled")));
        using var client = Aws.LambdaFunctions.LambdaFunction.Service.At(server);

        var answer = await client.CallAsync(new AwsCall("Invoke") { Payload = "ü"u8.ToArray() }, CancellationToken.None);

        var request = Assert.Single(server.Requests);
        Assert.Equal(("ü", "application/octet-stream"), (request.Body, request.Headers["Content-Type"]));
        Assert.Equal("not JSON", Encoding.UTF8.GetString(answer.Payload.Span));
        Assert.Equal(("Unhandled", null), (answer.Header("X-Amz-Function-Error"), answer.Header("X-Other")));
    }
}
