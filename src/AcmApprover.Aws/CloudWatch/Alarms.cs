using AcmApprover.Aws.Client;
using Amazon.Runtime;

namespace AcmApprover.Aws.CloudWatch;

/// <summary>The alarms of Amazon CloudWatch in a region.</summary>
public sealed class Alarms : IDisposable
{
    internal static readonly AwsService Service = new()
    {
        Id = "CloudWatch",
        Prefix = "monitoring",
        Version = "2010-08-01",
        Protocol = AwsProtocol.Query,
    };

    private readonly AwsClient client;

    /// <summary>CloudWatch, as a session asks it.</summary>
    public Alarms(AwsSession session) =>
        client = new AwsClient(Service, new AwsClientConfig(Service, session.Region?.Value), session.Credentials);

    /// <summary>The names of the alarms that are raised. Needs <c>cloudwatch:DescribeAlarms</c>.</summary>
    /// <param name="prefix">What their names begin with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AmazonServiceException">CloudWatch refused it: <c>AccessDenied</c>, <c>Throttling</c>, …</exception>
    public async Task<IReadOnlyList<string>> ListRaisedAsync(string prefix, CancellationToken cancellationToken)
    {
        List<string> names = [];
        string? token = null;
        do
        {
            var call = new AwsCall("DescribeAlarms")
            {
                Parameters = [("AlarmNamePrefix", prefix), ("StateValue", "ALARM"), ("NextToken", token)],
            };
            var answer = await client.CallAsync(call, cancellationToken);
            var page = answer.Xml.Member("DescribeAlarmsResult") ?? throw answer.Without("DescribeAlarmsResult");
            names.AddRange(page.List("MetricAlarms").Select(alarm => alarm.Text("AlarmName") ?? ""));
            token = page.Text("NextToken");
        } while (token is { Length: > 0 });

        return names;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
