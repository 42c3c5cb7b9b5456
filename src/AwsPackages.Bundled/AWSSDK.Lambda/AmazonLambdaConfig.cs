using Amazon.Runtime;
using Amazon.Runtime.Bundled;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;

namespace Amazon.Lambda;

/// <summary>The settings of a client for Lambda; what is not set comes from environment and profile, as in every AWS client.</summary>
public class AmazonLambdaConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString(ServiceId, "4.0.0");

    /// <summary>The default settings.</summary>
    public AmazonLambdaConfig()
        : base(StandardDefaults.Instance)
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "lambda";
        EndpointProvider = new RegionalEndpoints("lambda", fipsPrefixInGovCloud: "lambda-fips");
    }

    /// <summary>The service's id: <c>AWS_ENDPOINT_URL_LAMBDA</c> is named after it.</summary>
    public static new string ServiceId => "Lambda";

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "lambda";

    /// <inheritdoc/>
    public override string ServiceVersion => "2015-03-31";

    /// <inheritdoc/>
    public override string UserAgent => Agent;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(RegionalEndpoints.ParametersOf(this));
}
