namespace Amazon.Lambda.Core;

/// <summary>Turns an event into the handler's input and the handler's output into the answer.</summary>
public interface ILambdaSerializer
{
    /// <summary>Reads the event to its end.</summary>
    T Deserialize<T>(Stream requestStream);

    /// <summary>Writes the answer and leaves the stream open.</summary>
    void Serialize<T>(T response, Stream responseStream);
}
