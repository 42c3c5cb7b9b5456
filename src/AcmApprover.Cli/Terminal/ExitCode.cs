namespace AcmApprover.Cli.Terminal;

/// <summary>How a command ends; a public contract.</summary>
internal static class ExitCode
{
    /// <summary>Done, also when there was nothing to do.</summary>
    internal const int Done = 0;

    /// <summary>Done, and something needs the operator.</summary>
    internal const int NeedsOperator = 1;

    /// <summary>The command line, or a setting, is wrong; nothing was done.</summary>
    internal const int WrongUsage = 2;

    /// <summary>It could not be done.</summary>
    internal const int NotDone = 3;

    /// <summary>Somebody interrupted it (128 and SIGINT's number, as shells have it).</summary>
    internal const int Interrupted = 130;

    /// <summary>The reader of its output has stopped (128 and SIGPIPE's number): what is not shown may not be done.</summary>
    internal const int ClosedPipe = 141;
}
