namespace AcmApprover.Cli.Terminal;

/// <summary>A command ends here, and says why.</summary>
/// <param name="message">What is wrong and where: lower-case, no final period.</param>
/// <param name="hint">What would be right; null if the message says it.</param>
/// <param name="exitCode">One of <see cref="Terminal.ExitCode"/>.</param>
/// <param name="innerException">What was thrown below.</param>
internal sealed class CommandException(
    string message,
    string? hint = null,
    int exitCode = ExitCode.NotDone,
    Exception? innerException = null
) : Exception(message, innerException)
{
    internal string? Hint { get; } = hint;

    internal int ExitCode { get; } = exitCode;

    internal static CommandException WrongUsage(string message, string? hint = null) => new(message, hint, Terminal.ExitCode.WrongUsage);
}
