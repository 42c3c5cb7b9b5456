using System.Globalization;
using AcmApprover.Cli.Terminal;
using Spectre.Console;

namespace AcmApprover.Cli.Commands.Inspect;

/// <summary>An inspection for a person.</summary>
internal static class InspectReport
{
    internal static void Write(Screen screen, Inspection inspection)
    {
        var mail = inspection.Mail;
        var console = screen.Console;
        Fact(
            "mail",
            !inspection.IsValidationMail
                ? "not a validation mail: it would be ignored"
                : inspection.Claim?.Kind switch
                {
                    "new" => "a validation mail for a new certificate",
                    "renewal" => "a validation mail for a renewal",
                    _ => "a validation mail",
                }
        );
        Fact("from", mail.From);
        Fact("to", mail.Recipient);
        Fact("subject", mail.Subject);
        Fact("received", Received(inspection));
        Fact("domain", inspection.Claim?.Domain);
        Fact("account", inspection.Claim?.AccountId);
        Fact("region", inspection.Claim?.Region);
        Fact("certificate", inspection.Claim?.CertificateArn);
        Fact("sender", Sender(inspection.Authentication));
        if (inspection.Link is { } link)
        {
            Fact("link", $"{link.Host} ({(link.IsTrusted ? "trusted" : "not trusted")})");
        }

        if (inspection.IsValidationMail)
        {
            console.WriteLine();
            if (inspection.Reasons.Count == 0)
            {
                console.MarkupLine("[green]no mail rule fails[/]");
            }

            foreach (var reason in inspection.Reasons)
            {
                screen.Write("refers  ", $"{reason.Code}: {reason.Detail}", "[red]refers[/]  ");
                screen.WriteNextStep(reason, "refers  ".Length);
            }
        }

        void Fact(string label, string? value)
        {
            if (value is not null)
            {
                console.MarkupLineInterpolated($"[grey]{label,-12}[/]{value}");
            }
        }
    }

    private static string Received(Inspection inspection)
    {
        var time = inspection.Mail.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return inspection.ReceivedAtSource switch
        {
            "date" => $"{time} (the mail's own Date)",
            "store" => $"{time} (when it was stored)",
            _ => time,
        };
    }

    private static string Sender(Authentication sender) =>
        !sender.IsStoredBySes
            ? "not proven (not stored by SES)"
            : $"{(sender.IsTrusted ? "proven" : "not proven")} (spf {sender.Spf ?? "none"}, dkim {sender.Dkim ?? "none"}, "
                + $"dmarc {sender.Dmarc ?? "none"}, spam {sender.Spam ?? "none"}, virus {sender.Virus ?? "none"})";
}
