namespace AcmApprover.Cli.Terminal;

/// <summary>The reader of standard output has stopped, as <c>head</c> does. The command ends quietly.</summary>
/// <param name="inner">What was thrown below.</param>
internal sealed class ClosedPipeException(Exception inner) : Exception("nobody reads standard output any more", inner);
