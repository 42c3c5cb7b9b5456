using System.Xml.Linq;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.Regions;

/// <summary>Amazon EC2: DescribeRegions (EC2 query).</summary>
public sealed class SimulatedEc2 : SimulatedAwsService
{
    private static readonly XNamespace Namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";
    private readonly RegionCatalog regions;

    internal SimulatedEc2(Accounts accounts, RegionCatalog regions)
        : base(ServiceName.Ec2, accounts, "ec2") => this.regions = regions;

    internal override string OperationOf(SimulatedRequest request) => QueryOperation(request);

    internal override SimulatedResponse Error(int status, string code, string message) =>
        SimulatedResponse.Of(
            status,
            "text/xml",
            new XElement(
                "Response",
                new XElement("Errors", new XElement("Error", new XElement("Code", code), new XElement("Message", message))),
                new XElement("RequestID", NewId())
            ).ToString(SaveOptions.DisableFormatting)
        );

    internal override SimulatedResponse Throttled() => Error(503, "RequestLimitExceeded", "Request limit exceeded.");

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller) =>
        request.Operation == "DescribeRegions"
            ? SimulatedResponse.Of(
                200,
                "text/xml",
                new XElement(
                    Namespace + "DescribeRegionsResponse",
                    new XElement(Namespace + "requestId", NewId()),
                    new XElement(
                        Namespace + "regionInfo",
                        regions
                            .Of(caller.Account)
                            .Select(region => new XElement(Namespace + "item", new XElement(Namespace + "regionName", region)))
                    )
                ).ToString(SaveOptions.DisableFormatting)
            )
            : NotSimulated(request);
}
