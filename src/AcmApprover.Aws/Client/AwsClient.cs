using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Transform;

namespace AcmApprover.Aws.Client;

/// <summary>
/// A client for any AWS service. Credentials, signing, clock, retries, proxies and endpoints are those of AWSSDK.Core, as in every AWS
/// client; requests and answers are <see cref="AwsCall"/> and <see cref="AwsAnswer"/>.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="config">The settings.</param>
/// <param name="credentials">What to sign with; null for the credentials of environment and profile.</param>
internal sealed class AwsClient(AwsService service, AwsClientConfig config, AWSCredentials? credentials = null)
    : AmazonServiceClient(credentials, config)
{
    private readonly AwsCall.Marshaller marshaller = new(service);

    /// <summary>A client of a session.</summary>
    internal AwsClient(AwsService service, AwsSession session)
        : this(service, new AwsClientConfig(service, session.Region?.Value), session.Credentials) { }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata { get; } = new Metadata(service);

    /// <summary>Calls an operation.</summary>
    /// <exception cref="AmazonServiceException">What the service answered, after the retries of the SDK.</exception>
    /// <exception cref="AmazonClientException">The call could not be made: no credentials, no region.</exception>
    internal Task<AwsAnswer> CallAsync(AwsCall call, CancellationToken cancellationToken) =>
        InvokeAsync<AwsAnswer>(call, new InvokeOptions { RequestMarshaller = marshaller }, cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.ReplaceHandler<Unmarshaller>(new Reader(service));
        pipeline.ReplaceHandler<EndpointResolver>(new AwsEndpoints.Resolver());
        pipeline.AddHandlerAfter<Amazon.Runtime.Internal.Marshaller>(new SigV4());
    }

    private sealed class Metadata(AwsService service) : IServiceMetadata
    {
        public string ServiceId => service.Id;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }

    private sealed class SigV4 : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }

    /// <summary>Reads each answer whole before anything is made of it, and never blocks a thread meanwhile.</summary>
    private sealed class Reader(AwsService service) : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var call = (AwsCall)executionContext.RequestContext.OriginalRequest;
            var cancellationToken = executionContext.RequestContext.CancellationToken;
            try
            {
                await base.InvokeAsync<T>(executionContext);
            }
            catch (HttpErrorResponseException e)
            {
                throw AwsErrors.Read(service, call, e.Response, await ReadAsync(e.Response, cancellationToken), e);
            }

            var head = executionContext.ResponseContext.HttpResponse;
            var answer = new AwsAnswer(service, call, head, await ReadAsync(head, cancellationToken));
            executionContext.ResponseContext.Response = answer;
            return (T)(AmazonWebServiceResponse)answer;
        }

        private static async Task<ReadOnlyMemory<byte>> ReadAsync(IWebResponseData response, CancellationToken cancellationToken)
        {
            using var body = response.ResponseBody;
            var bytes = new MemoryStream();
            await (await body.OpenResponseAsync()).CopyToAsync(bytes, cancellationToken);
            return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        }
    }
}
