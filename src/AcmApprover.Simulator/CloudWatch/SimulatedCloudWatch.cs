using System.Xml.Linq;
using AcmApprover.Simulator.Aws;
using AcmApprover.Simulator.Http;

namespace AcmApprover.Simulator.CloudWatch;

/// <summary>Amazon CloudWatch: DescribeAlarms, with the alarms that the driver added.</summary>
public sealed class SimulatedCloudWatch : SimulatedAwsService
{
    private static readonly XNamespace Namespace = "http://monitoring.amazonaws.com/doc/2010-08-01/";

    internal SimulatedCloudWatch(Accounts accounts)
        : base(ServiceName.CloudWatch, accounts, "monitoring") { }

    /// <summary>The alarms by name, and their state: <c>OK</c>, <c>ALARM</c>, <c>INSUFFICIENT_DATA</c>.</summary>
    public IDictionary<string, string> Alarms { get; } = new Dictionary<string, string>();

    internal override string OperationOf(SimulatedRequest request) => QueryOperation(request);

    internal override SimulatedResponse Error(int status, string code, string message) => XmlError(Namespace, status, code, message);

    internal override SimulatedResponse Throttled() => Error(400, "Throttling", "Rate exceeded");

    private protected override SimulatedResponse Answer(SimulatedRequest request, Caller caller)
    {
        if (request.Operation != "DescribeAlarms")
        {
            return NotSimulated(request);
        }

        var prefix = request.Form.GetValueOrDefault("AlarmNamePrefix", "");
        var state = request.Form.GetValueOrDefault("StateValue");
        var found = Alarms.Where(alarm =>
            alarm.Key.StartsWith(prefix, StringComparison.Ordinal) && (state is null || alarm.Value == state)
        );
        return Xml(
            Namespace,
            request.Operation,
            new XElement(
                Namespace + "MetricAlarms",
                found.Select(alarm => new XElement(
                    Namespace + "member",
                    new XElement(Namespace + "AlarmName", alarm.Key),
                    new XElement(Namespace + "StateValue", alarm.Value)
                ))
            )
        );
    }
}
