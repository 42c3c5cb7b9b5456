using Amazon.Runtime;
using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService;

/// <summary>SNS, as far as it is called here.</summary>
public interface IAmazonSimpleNotificationService : IDisposable
{
    /// <summary>The client's settings.</summary>
    IClientConfig Config { get; }

    /// <summary>Sends a message to a topic. Once this returns, SNS has stored it.</summary>
    /// <exception cref="NotFoundException">The topic does not exist.</exception>
    /// <exception cref="AuthorizationErrorException">The caller may not publish to it.</exception>
    /// <exception cref="AmazonSimpleNotificationServiceException">Any other error that SNS answered with, after the retries.</exception>
    Task<PublishResponse> PublishAsync(PublishRequest request, CancellationToken cancellationToken = default);
}
