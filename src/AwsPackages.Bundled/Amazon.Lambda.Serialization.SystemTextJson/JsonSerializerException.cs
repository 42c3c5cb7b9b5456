namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>An event or an answer that is not JSON of the type asked for.</summary>
public class JsonSerializerException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public JsonSerializerException(string message)
        : base(message) { }

    /// <summary>Says what is wrong, and where it was found.</summary>
    public JsonSerializerException(string message, Exception exception)
        : base(message, exception) { }
}
