using Amazon.Runtime.Internal;

namespace Amazon.Runtime.Bundled;

/// <summary>The service's id, by which its settings and its part of the user agent are named.</summary>
internal sealed class ServiceMetadata(string serviceId) : IServiceMetadata
{
    public string ServiceId { get; } = serviceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
