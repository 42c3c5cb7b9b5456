using System.Text;
using AcmApprover.Hosting.Configuration;
using Spectre.Console;

namespace AcmApprover.Cli.Terminal;

/// <summary>What a command meets around itself: streams, environment and clock. A test puts its own in their place.</summary>
public sealed record CommandHost
{
    /// <summary>Wide enough that Spectre.Console breaks no line: it would break ARNs and links too, and what is broken cannot be
    /// copied. A terminal shows a line that is too long for it on two, and knows it for one.</summary>
    private const int Unbroken = 10_000;

    /// <summary>Standard input.</summary>
    public required Stream Input { get; init; }

    /// <summary>Standard output: data and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error: progress, notes, errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The environment variables, by name.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether a person writes standard input.</summary>
    public bool IsInputTerminal { get; init; }

    /// <summary>Whether a person reads standard output.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Whether a person reads standard error.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>How wide the terminal of standard output is, in characters; null without one.</summary>
    public int? Columns { get; init; }

    /// <summary>Those of this process.</summary>
    public static CommandHost OfProcess()
    {
        // Without a byte order mark, which would stand before the first line of a file.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new CommandHost
        {
            Input = Console.OpenStandardInput(),
            Output = Console.IsOutputRedirected ? OutputStream.OpenOutput() : Console.Out,
            Error = Console.IsErrorRedirected ? OutputStream.OpenError() : Console.Error,
            Environment = ProcessEnvironment.Read(),
            IsInputTerminal = !Console.IsInputRedirected,
            IsOutputTerminal = !Console.IsOutputRedirected,
            IsErrorTerminal = !Console.IsErrorRedirected,
            Columns = !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? width : null,
        };
    }

    /// <summary>An environment variable; null if it is not set, or empty.</summary>
    internal string? Variable(string name) => Environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>Standard output for a person, with colours where a terminal has them and <c>NO_COLOR</c> (no-color.org) does not forbid
    /// them.</summary>
    internal Screen CreateScreen()
    {
        var hasColour = IsOutputTerminal && string.IsNullOrEmpty(Environment.GetValueOrDefault("NO_COLOR"));
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(Output),
                Ansi = IsOutputTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = hasColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
            }
        );
        console.Profile.Width = Unbroken;
        return new Screen(console, Columns);
    }
}
