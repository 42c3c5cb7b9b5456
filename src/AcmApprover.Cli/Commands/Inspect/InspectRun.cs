using System.Text.Json;
using AcmApprover.Approval.Mail;
using AcmApprover.Approval.Verdicts;
using AcmApprover.Cli.Mails;
using AcmApprover.Cli.Terminal;
using AcmApprover.Identifiers;

namespace AcmApprover.Cli.Commands.Inspect;

/// <summary>Inspects mails one after the other, and keeps the sum.</summary>
/// <param name="host">Where it writes.</param>
/// <param name="policyFor">What is trusted, for a mail that claims this account, or none.</param>
/// <param name="isJson">Whether it writes JSON Lines.</param>
internal sealed class InspectRun(CommandHost host, Func<AccountId?, Policy> policyFor, bool isJson)
{
    private readonly Screen screen = host.CreateScreen();
    private int good;
    private int bad;
    private int others;
    private int failed;

    /// <summary>Whether a mail claimed an account.</summary>
    internal bool HasAccounts { get; private set; }

    /// <summary>How the command ends.</summary>
    internal int ExitCode =>
        failed > 0 && Inspected == 0 ? Terminal.ExitCode.NotDone
        : failed + bad > 0 ? Terminal.ExitCode.NeedsOperator
        : Terminal.ExitCode.Done;

    private int Inspected => good + bad + others;

    /// <summary>Inspects a mail. One that cannot be read is an error if it is the only one, and stops no other.</summary>
    internal async Task InspectAsync(MailItem mail, bool isOnly, CancellationToken cancellationToken)
    {
        Inspection inspection;
        try
        {
            var stored = NotAMessageException.Check(await mail.FetchAsync(cancellationToken));
            inspection = Inspection.Of(MailReader.Read(stored), policyFor, host.Time.GetUtcNow());
        }
        catch (NotAMessageException e) when (isOnly)
        {
            throw new CommandException($"{NameOf(mail.Source)} is {e.Message}", "give a mail as it was received", innerException: e);
        }
        catch (Exception e) when (!isOnly && e is NotAMessageException or CommandException or IOException or UnauthorizedAccessException)
        {
            failed++;
            await host.Error.WriteLineAsync($"failed: {NameOf(mail.Source)}: {e.Message}");
            return;
        }

        await WriteAsync(inspection, isOnly);
        HasAccounts |= inspection.Claim?.AccountId is not null;
        _ = inspection switch
        {
            { IsValidationMail: false } => others++,
            { Reasons.Count: 0 } => good++,
            _ => bad++,
        };
    }

    /// <summary>Says the sum of several mails.</summary>
    internal async Task FinishAsync()
    {
        var all = Inspected + failed;
        if (all < 2)
        {
            return;
        }

        (int Count, string What)[] parts =
        [
            (good, "with no failing mail rule"),
            (bad, "with failing mail rules"),
            (others, "no validation mail"),
            (failed, "failed"),
        ];
        await host.Error.WriteLineAsync(
            $"{all:N0} mails: {string.Join(", ", parts.Where(p => p.Count > 0).Select(p => $"{p.Count:N0} {p.What}"))}"
        );
    }

    private async Task WriteAsync(Inspection inspection, bool isOnly)
    {
        if (isJson)
        {
            await host.Output.WriteLineAsync(JsonSerializer.Serialize(inspection, CliJson.Default.Inspection));
            return;
        }

        if (!isOnly)
        {
            if (Inspected > 0)
            {
                await host.Output.WriteLineAsync();
            }

            await host.Output.WriteLineAsync(NameOf(new MailSource(inspection.Mail.Bucket, inspection.Mail.Key)));
        }

        InspectReport.Write(screen, inspection);
    }

    private static string NameOf(MailSource source)
    {
        var name = source.ToString();
        return name == MailPlaces.StandardInput ? "standard input" : name;
    }
}
