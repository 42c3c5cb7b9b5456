using Amazon.Runtime;

namespace Amazon.Lambda;

/// <summary>Whether an invocation waits. A value that is not listed here is kept as it is.</summary>
public class InvocationType : ConstantClass
{
    /// <summary>Checks the permission only.</summary>
    public static readonly InvocationType DryRun = new("DryRun");

    /// <summary>Queues the event.</summary>
    public static readonly InvocationType Event = new("Event");

    /// <summary>Waits for the answer.</summary>
    public static readonly InvocationType RequestResponse = new("RequestResponse");

    /// <summary>The word as the service writes it.</summary>
    public InvocationType(string value)
        : base(value)
    {
    }

    /// <summary>The listed value of that word, or a new one.</summary>
    public static InvocationType FindValue(string value) => FindValue<InvocationType>(value);

    /// <summary>The same as <see cref="FindValue(string)"/>.</summary>
    public static implicit operator InvocationType(string value) => FindValue(value);
}

/// <summary>Whether the answer holds the end of the log. A value that is not listed here is kept as it is.</summary>
public class LogType : ConstantClass
{
    /// <summary>It does not.</summary>
    public static readonly LogType None = new("None");

    /// <summary>It holds the last 4 KB.</summary>
    public static readonly LogType Tail = new("Tail");

    /// <summary>The word as the service writes it.</summary>
    public LogType(string value)
        : base(value)
    {
    }

    /// <summary>The listed value of that word, or a new one.</summary>
    public static LogType FindValue(string value) => FindValue<LogType>(value);

    /// <summary>The same as <see cref="FindValue(string)"/>.</summary>
    public static implicit operator LogType(string value) => FindValue(value);
}
