using System.CommandLine;
using System.CommandLine.Parsing;

namespace AcmApprover.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal abstract class OperatorCommand(string name, string description, string examples) : Command(name, description)
{
    /// <summary>A command line for each, with its comment.</summary>
    internal string Examples { get; } = examples;

    /// <summary>Sets what the command does: an interrupt cancels it from its first step on.</summary>
    protected void SetInterruptibleAction(Func<ParseResult, CancellationToken, Task<int>> action) =>
        SetAction(
            async (parsed, cancellationToken) =>
            {
                // System.CommandLine listens for interrupts once the action has returned its task. Without this, the processes that an
                // action starts before it first waits would outlive an early interrupt.
                await Task.Yield();
                return await action(parsed, cancellationToken);
            }
        );

    /// <summary>Refuses what is no option of the command: it would be taken for a path, after the mails of the paths before it.</summary>
    protected static void RefuseOptions(ArgumentResult result)
    {
        foreach (var token in result.Tokens.Where(t => t.Value is ['-', _, ..]))
        {
            result.AddError($"there is no option '{token.Value}'");
        }
    }
}
