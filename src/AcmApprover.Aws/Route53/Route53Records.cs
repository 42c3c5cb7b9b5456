using System.Text;
using System.Xml;
using AcmApprover.Aws.Client;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Publishing;
using AcmApprover.Migration.Zones;
using Amazon.Runtime;

namespace AcmApprover.Aws.Route53;

/// <summary>
/// The records of hosted zones. Needs <c>route53:ListResourceRecordSets</c>, <c>route53:ChangeResourceRecordSets</c> (which a policy can
/// limit to <c>CREATE</c> of <c>CNAME</c>) and <c>route53:GetChange</c>.
/// </summary>
/// <param name="session">Whose zones; its region chooses the partition.</param>
public sealed class Route53Records(AwsSession session) : IZoneRecords, IDisposable
{
    private const string Namespace = "https://route53.amazonaws.com/doc/2013-04-01/";

    private readonly AwsClient client = new(Route53Service.Service, session);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExistingRecord>> ReadAsync(HostedZone zone, RecordName name, CancellationToken cancellationToken)
    {
        // A name has at most a record set of each type, but for routing policies, which a validation name has no use for: one page is
        // enough.
        var call = new AwsCall("ListResourceRecordSets")
        {
            Method = "GET",
            Path = "/2013-04-01/hostedzone/{Id}/rrset",
            Labels = LabelsOf(zone),
            Parameters = [("name", name.Absolute), ("maxitems", "100")],
        };
        var answer = await AwsCalls.RunAsync(Route53Service.Name, token => client.CallAsync(call, token), cancellationToken);
        return
        [
            .. answer
                .Xml.List("ResourceRecordSets", "ResourceRecordSet")
                .TakeWhile(set => RecordName.TryParse(set.Text("Name"), out var at) && at == name)
                .Select(set => new ExistingRecord(
                    set.Text("Type") ?? "",
                    [.. set.List("ResourceRecords", "ResourceRecord").Select(record => record.Text("Value") ?? "")]
                )),
        ];
    }

    /// <inheritdoc/>
    public async Task<ZoneChange?> CreateAsync(
        HostedZone zone,
        IReadOnlyList<ValidationRecord> records,
        CancellationToken cancellationToken
    )
    {
        var call = new AwsCall("ChangeResourceRecordSets")
        {
            Path = "/2013-04-01/hostedzone/{Id}/rrset",
            Labels = LabelsOf(zone),
            Xml = Write(records),
        };
        try
        {
            var answer = await AwsCalls.RunAsync(Route53Service.Name, token => client.CallAsync(call, token), cancellationToken);
            return new ZoneChange(Route53Service.IdOf(answer.Xml.Member("ChangeInfo")?.Text("Id") ?? throw answer.Without("Id")));
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "InvalidChangeBatch")
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsInSyncAsync(ZoneChange change, CancellationToken cancellationToken)
    {
        var call = new AwsCall("GetChange")
        {
            Method = "GET",
            Path = "/2013-04-01/change/{Id}",
            Labels = new Dictionary<string, string> { ["Id"] = change.Id },
        };
        var answer = await AwsCalls.RunAsync(Route53Service.Name, token => client.CallAsync(call, token), cancellationToken);
        return answer.Xml.Member("ChangeInfo")?.Text("Status") == "INSYNC";
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static Dictionary<string, string> LabelsOf(HostedZone zone) => new() { ["Id"] = zone.Id };

    private static string Write(IReadOnlyList<ValidationRecord> records)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("ChangeResourceRecordSetsRequest", Namespace);
            xml.WriteStartElement("ChangeBatch");
            xml.WriteStartElement("Changes");
            foreach (var record in records)
            {
                xml.WriteStartElement("Change");
                xml.WriteElementString("Action", "CREATE");
                xml.WriteStartElement("ResourceRecordSet");
                xml.WriteElementString("Name", record.Name.Absolute);
                xml.WriteElementString("Type", "CNAME");
                xml.WriteElementString("TTL", $"{RecordToPublish.TimeToLive}");
                xml.WriteStartElement("ResourceRecords");
                xml.WriteStartElement("ResourceRecord");
                xml.WriteElementString("Value", record.Target.Absolute);
                xml.WriteEndElement();
                xml.WriteEndElement();
                xml.WriteEndElement();
                xml.WriteEndElement();
            }
        }

        return text.ToString();
    }
}
