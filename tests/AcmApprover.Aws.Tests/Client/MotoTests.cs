using AcmApprover.Aws.Client;
using static AcmApprover.Aws.Tests.Client.SampleServices;

namespace AcmApprover.Aws.Tests.Client;

/// <summary>Every protocol against somebody else's idea of the services.</summary>
public sealed class MotoTests(Surroundings surroundings)
{
    [Fact]
    public async Task A_certificate_is_requested_listed_and_deleted()
    {
        using var client = CertificateManager.At((await surroundings.MotoAsync()).Endpoint);
        var requested = await client.CallAsync(
            new AwsCall("RequestCertificate")
            {
                Json = json =>
                {
                    json.WriteString("DomainName", "generic.example.com");
                    json.WriteString("ValidationMethod", "EMAIL");
                },
            },
            CancellationToken.None
        );
        var arn = requested.Json.Text("CertificateArn");

        var listed = await client.CallAsync(new AwsCall("ListCertificates"), CancellationToken.None);

        Assert.Contains(arn, listed.Json.List("CertificateSummaryList").Select(certificate => certificate.Text("CertificateArn")));
        var delete = new AwsCall("DeleteCertificate") { Json = json => json.WriteString("CertificateArn", arn) };
        await client.CallAsync(delete, CancellationToken.None);
        var e = await Assert.ThrowsAsync<AwsException>(() => client.CallAsync(delete, CancellationToken.None));
        Assert.Equal("ResourceNotFoundException", e.ErrorCode);
    }

    [Fact]
    public async Task Regions_are_described_in_the_EC2_protocol()
    {
        using var client = Ec2.At((await surroundings.MotoAsync()).Endpoint);

        var answer = await client.CallAsync(
            new AwsCall("DescribeRegions") { Parameters = [("RegionName.1", "eu-west-1")] },
            CancellationToken.None
        );

        Assert.Equal("eu-west-1", Assert.Single(answer.Xml.List("regionInfo", "item")).Text("regionName"));
        var e = await Assert.ThrowsAsync<AwsException>(() =>
            client.CallAsync(new AwsCall("DescribeVpcs") { Parameters = [("VpcId.1", "vpc-00000000")] }, CancellationToken.None)
        );
        Assert.Equal("InvalidVpcID.NotFound", e.ErrorCode);
    }

    [Fact]
    public async Task Identities_are_verified_in_the_query_protocol()
    {
        using var client = SampleServices.Ses.At((await surroundings.MotoAsync()).Endpoint);
        var verify = new AwsCall("VerifyDomainIdentity") { Parameters = [("Domain", "generic.example.com")] };
        await client.CallAsync(verify, CancellationToken.None);

        var answer = await client.CallAsync(
            new AwsCall("GetIdentityVerificationAttributes") { Parameters = [("Identities.member.1", "generic.example.com")] },
            CancellationToken.None
        );

        var attributes = answer.Xml.Member("GetIdentityVerificationAttributesResult")!.List("VerificationAttributes", "entry");
        Assert.Equal("Success", Assert.Single(attributes).Member("value")?.Text("VerificationStatus"));
    }

    [Fact]
    public async Task A_record_is_created_in_REST_with_XML_and_not_twice()
    {
        using var client = SampleServices.Route53.At((await surroundings.MotoAsync()).Endpoint);
        const string Namespace = "https://route53.amazonaws.com/doc/2013-04-01/";
        var zone = await client.CallAsync(
            new AwsCall("CreateHostedZone")
            {
                Path = "/2013-04-01/hostedzone",
                Xml = $"""
                <CreateHostedZoneRequest xmlns="{Namespace}"><Name>generic.example</Name>
                <CallerReference>1</CallerReference></CreateHostedZoneRequest>
                """,
            },
            CancellationToken.None
        );
        var change = new AwsCall("ChangeResourceRecordSets")
        {
            Path = "/2013-04-01/hostedzone/{Id}/rrset",
            Labels = new Dictionary<string, string> { ["Id"] = zone.Xml.Member("HostedZone")!.Text("Id")!.Split('/')[^1] },
            Xml = $"""
                <ChangeResourceRecordSetsRequest xmlns="{Namespace}"><ChangeBatch><Changes><Change><Action>CREATE</Action>
                <ResourceRecordSet><Name>_a.generic.example</Name><Type>CNAME</Type><TTL>300</TTL>
                <ResourceRecords><ResourceRecord><Value>_b.example</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>
                </Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>
                """,
        };

        Assert.Equal("INSYNC", (await client.CallAsync(change, CancellationToken.None)).Xml.Member("ChangeInfo")?.Text("Status"));
        var e = await Assert.ThrowsAsync<AwsException>(() => client.CallAsync(change, CancellationToken.None));
        Assert.Equal("InvalidChangeBatch", e.ErrorCode);
    }
}
