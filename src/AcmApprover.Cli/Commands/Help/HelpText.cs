using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using AcmApprover.Cli.Terminal;
using Spectre.Console;

namespace AcmApprover.Cli.Commands.Help;

/// <summary>
/// The help as System.CommandLine writes it; below it a command's examples, or the program's, with its exit codes and settings.
/// </summary>
internal sealed class HelpText(HelpAction help, CommandHost host) : SynchronousCommandLineAction
{
    private static readonly string[] Examples =
    [
        "acm-approver demo                                  # the whole system on this machine, AWS simulated",
        "acm-approver inspect mail.eml                      # what a mail claims, and every rule that it fails",
        "acm-approver replay s3://BUCKET/inbound/           # what would become of stored mails: a dry run",
        "acm-approver explain account-not-trusted           # what a reason means, and what to do",
    ];

    private static readonly (string Code, string Meaning)[] ExitCodes =
    [
        ("0", "done, also when there was nothing to do"),
        ("1", "done, and something needs you: a referred mail, a mail that failed, a finding"),
        ("2", "the command line or a setting is wrong; nothing was done"),
        ("3", "it could not be done"),
        ("130", "interrupted"),
        ("141", "the reader of the output has stopped, as head does"),
    ];

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var screen = host.CreateScreen();
        if (parseResult.CommandResult.Command is OperatorCommand command)
        {
            WriteExamples(screen, command.Examples.Split('\n'));
            screen.Console.WriteLine("Exit codes and settings: acm-approver help");
            screen.Console.WriteLine();
        }
        else
        {
            WriteExamples(screen, Examples);
            WriteTable(screen, "Exit codes:", ExitCodes);
            WriteTable(screen, "Settings (environment variables; the function has the same):", SettingsHelp.Lines);
        }

        return exitCode;
    }

    /// <summary>As they stand: a line that is to be copied is not broken.</summary>
    private static void WriteExamples(Screen screen, IEnumerable<string> examples)
    {
        screen.Console.WriteLine("Examples:");
        foreach (var line in examples)
        {
            screen.Console.WriteLine($"  {line}");
        }

        screen.Console.WriteLine();
    }

    private static void WriteTable(Screen screen, string title, IReadOnlyList<(string Name, string Meaning)> rows)
    {
        screen.Console.WriteLine(title);
        var width = rows.Max(r => r.Name.Length);
        foreach (var (name, meaning) in rows)
        {
            screen.Write($"  {name.PadRight(width)}  ", meaning);
        }

        screen.Console.WriteLine();
    }
}
