using Amazon.Lambda.Model;
using Amazon.Runtime;

namespace Amazon.Lambda;

/// <summary>Lambda, as far as it is called here.</summary>
public interface IAmazonLambda : IDisposable
{
    /// <summary>The client's settings.</summary>
    IClientConfig Config { get; }

    /// <summary>Hands an event to a function. A function that fails is an answer too: see <see cref="InvokeResponse.FunctionError"/>.</summary>
    /// <exception cref="ResourceNotFoundException">There is no such function in this account and region.</exception>
    /// <exception cref="TooManyRequestsException">The concurrency is used up, also after the retries.</exception>
    /// <exception cref="AmazonLambdaException">Any other error that the service answered with, after the retries.</exception>
    Task<InvokeResponse> InvokeAsync(InvokeRequest request, CancellationToken cancellationToken = default);
}
