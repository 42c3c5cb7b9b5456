using System.Text;
using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Session;

/// <summary>Asks for the code of an MFA device, which a role demands; on a terminal only.</summary>
internal static class MfaPrompt
{
    /// <summary>Asks.</summary>
    /// <param name="host">The terminal.</param>
    /// <param name="device">The device: its ARN or serial number.</param>
    /// <param name="profile">The profile that needs the code.</param>
    /// <param name="interrupted">Ends the wait.</param>
    /// <exception cref="CommandException">There is no terminal, or what was typed is no code.</exception>
    internal static string Ask(CommandHost host, string device, string profile, CancellationToken interrupted)
    {
        if (!host.IsInputTerminal || !host.IsErrorTerminal)
        {
            throw new CommandException(
                $"the profile '{profile}' needs a code of the MFA device {device}, and there is no terminal to ask for it",
                $"run: eval \"$(aws configure export-credentials --profile {profile} --format env)\", and give no --profile"
            );
        }

        host.Error.Write($"code of the MFA device {device}: ");
        host.Error.Flush();
        var line = Task.Run(() => ReadLine(host.Input), interrupted);
        line.Wait(interrupted);
        return line.Result is { Length: 6 } code && code.All(char.IsAsciiDigit)
            ? code
            : throw new CommandException("what was typed is no MFA code", "a code is the six digits that the device shows now");
    }

    private static string ReadLine(Stream input)
    {
        var line = new StringBuilder();
        for (var next = input.ReadByte(); next is not (-1 or '\n'); next = input.ReadByte())
        {
            line.Append((char)next);
        }

        return line.ToString().Trim();
    }
}
