namespace Amazon.Lambda.Core;

/// <summary>The function's log.</summary>
public interface ILambdaLogger
{
    /// <summary>Writes text as it is.</summary>
    void Log(string message);

    /// <summary>Writes text and ends the line.</summary>
    void LogLine(string message);
}
