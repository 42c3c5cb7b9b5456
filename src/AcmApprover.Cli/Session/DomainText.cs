using AcmApprover.Cli.Terminal;
using AcmApprover.Identifiers;

namespace AcmApprover.Cli.Session;

/// <summary>A domain name as a person writes it: with letters of any language, and perhaps with the dot of the root.</summary>
internal static class DomainText
{
    /// <summary>Reads it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">The argument or option, for the message.</param>
    /// <exception cref="CommandException">It is no domain name.</exception>
    internal static DomainName Read(string text, string what) =>
        DomainName.TryParse(AsciiName.Of(text.TrimEnd('.')), out var name)
            ? name
            : throw CommandException.WrongUsage($"{what} is '{text}', but must be a domain name such as www.example.com");
}
