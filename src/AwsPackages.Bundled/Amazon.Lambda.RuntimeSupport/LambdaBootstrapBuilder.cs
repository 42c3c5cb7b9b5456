using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Work to be done once, before the first event. False ends the bootstrap without an error.</summary>
public delegate Task<bool> LambdaBootstrapInitializer();

/// <summary>Puts a handler behind the Lambda Runtime API.</summary>
public class LambdaBootstrapBuilder
{
    private readonly Func<Stream, ILambdaContext, Task<Stream>> handler;
    private LambdaBootstrapInitializer initializer;

    private LambdaBootstrapBuilder(Func<Stream, ILambdaContext, Task<Stream>> handler) => this.handler = handler;

    /// <summary>A handler between whose input and output stands a serializer.</summary>
    public static LambdaBootstrapBuilder Create<TInput, TOutput>(
        Func<TInput, ILambdaContext, Task<TOutput>> handler,
        ILambdaSerializer serializer
    ) =>
        new(
            async (input, context) =>
            {
                var output = await handler(serializer.Deserialize<TInput>(input), context);
                var answer = new MemoryStream();
                serializer.Serialize(output, answer);
                answer.Position = 0;
                return answer;
            }
        );

    /// <summary>Runs <paramref name="lambdaBootstrapInitializer"/> before the first event.</summary>
    public LambdaBootstrapBuilder UseBootstrapHandler(LambdaBootstrapInitializer lambdaBootstrapInitializer)
    {
        initializer = lambdaBootstrapInitializer;
        return this;
    }

    /// <summary>The bootstrap, ready to run.</summary>
    /// <exception cref="InvalidOperationException"><c>AWS_LAMBDA_RUNTIME_API</c> is not set: this is no Lambda environment.</exception>
    public LambdaBootstrap Build() => new(handler, initializer);
}
