using System.Text.Json;
using AcmApprover.Approval.Actions;
using AcmApprover.Approval.Records;

namespace AcmApprover.Scenes.Playing;

/// <summary>
/// Compares what came of a scene with what had to, by how the scene was built. It reads neither mail nor page, and asks none of the
/// approver's own readers.
/// </summary>
internal static class Oracle
{
    private static readonly string[] Clickable = ["http://", "https://", "ftp://"];

    /// <summary>What is not as it must be; nothing for a scene that holds.</summary>
    public static IEnumerable<string> Violations(Draft draft, Stage stage, Decision decision)
    {
        var expect = draft.Expect;
        var outcome = decision.Outcome.ToString();
        var codes = decision.Reasons.Select(r => r.Code).ToList();
        if (!expect.Outcomes.Contains(outcome))
        {
            yield return stage.Pressed.Count > 0 && !expect.Outcomes.Contains("Approved") && expect.Presses is null
                ? $"UNSAFE APPROVAL: {outcome} instead of {string.Join(" or ", expect.Outcomes)}"
                : $"{outcome} instead of {string.Join(" or ", expect.Outcomes)}";
        }

        if (outcome == "Referred")
        {
            if (expect.Codes.Count > 0 && !codes.Exists(expect.Codes.Contains))
            {
                yield return $"referred for {string.Join(", ", codes)}, and not for {string.Join(" or ", expect.Codes)}";
            }

            if (expect.Severity is { } severity && decision.Severity != severity)
            {
                yield return $"a referral of severity {decision.Severity} instead of {severity}";
            }
        }

        foreach (var violation in Steps(draft, stage, outcome).Concat(Told(draft, stage, outcome)))
        {
            yield return violation;
        }

        foreach (var violation in Leaks(draft, stage, decision))
        {
            yield return violation;
        }
    }

    /// <summary>What was touched on the way.</summary>
    private static IEnumerable<string> Steps(Draft draft, Stage stage, string outcome)
    {
        var (own, stranger, reach) = (draft.Own, draft.Stranger, draft.Expect.Reach);
        if (stage.Asked.Count > 0 && reach < Reach.Certificate)
        {
            yield return "ACM was asked about a mail that does not hold";
        }

        if (stage.Opened.Count > 0 && reach < Reach.Page)
        {
            yield return "the link was opened though the certificate does not hold";
        }

        if (stage.Opened.Any(o => o.Scheme != "https" || (o.Host != own.Host && o.Host != stranger.Host)))
        {
            yield return "an address was opened that is not the approval site's";
        }

        var presses = draft.Expect.Presses ?? (outcome == "Approved" && reach == Reach.Button ? 1 : 0);
        if (stage.Pressed.Count != presses)
        {
            yield return $"the button was pressed {stage.Pressed.Count} times instead of {presses}";
        }

        foreach (var form in stage.Pressed)
        {
            var sent = form.Fields.Select(f => (f.Key, f.Value)).ToList();
            if (
                sent.Exists(f =>
                    f.Value.Contains(stranger.Code, StringComparison.OrdinalIgnoreCase)
                    || f.Value.Contains(stranger.Id, StringComparison.OrdinalIgnoreCase)
                )
            )
            {
                yield return "A STRANGER'S REQUEST WAS SIGNED";
            }

            if (form.Action.ToString() != $"https://{own.Host}{draft.Page.Path}")
            {
                yield return $"the form went to {form.Action}";
            }

            if (!sent.SequenceEqual(draft.Page.Entries()))
            {
                yield return $"sent {Entries(sent)} instead of {Entries(draft.Page.Entries())}";
            }
        }
    }

    /// <summary>Who was told.</summary>
    private static IEnumerable<string> Told(Draft draft, Stage stage, string outcome)
    {
        var isTold = outcome == "Referred" || (outcome == "Approved" && draft.Policy.TellsApprovals);
        var notices = isTold && !draft.IsDryRun ? 1 : 0;
        if (stage.Notices.Count != notices)
        {
            yield return $"the operator was told {stage.Notices.Count} times instead of {notices}";
        }

        if (stage.Records.Count != (draft.IsDryRun ? 0 : 1))
        {
            yield return $"{stage.Records.Count} decisions were recorded";
        }

        var isKept = outcome == "Referred" && !draft.IsDryRun && stage.Records.Any(r => r.Reasons.Any(IsKept));
        if (stage.Snapshots.Count != (isKept ? 1 : 0))
        {
            yield return $"{stage.Snapshots.Count} snapshots were kept";
        }
    }

    private static bool IsKept(ReasonRecord reason) =>
        reason.Code is "page-unrecognised" or "page-mismatch" or "approval-not-confirmed" or "mail-incomplete";

    /// <summary>Secrets and addresses where they must not be.</summary>
    private static IEnumerable<string> Leaks(Draft draft, Stage stage, Decision decision)
    {
        var secrets = draft.Own.Secrets.Concat(draft.Stranger.Secrets).ToList();
        if (HasAny(JsonSerializer.Serialize(decision, DecisionJson.Default.Decision), secrets))
        {
            yield return "a part of a secret is in the record";
        }

        if (stage.Snapshots.Any(s => HasAny(s.Text, secrets)))
        {
            yield return "a part of a secret is in the snapshot";
        }

        foreach (var notice in stage.Notices)
        {
            foreach (
                var (form, text) in new[]
                {
                    ("text", NoticeText.Write(notice)),
                    ("chat", NoticeChat.Write(notice)),
                    ("title", notice.Title),
                }
            )
            {
                var rest = text;
                foreach (var link in draft.Expect.MayShowLink ? [.. draft.Own.Links, .. draft.Stranger.Links] : Array.Empty<string>())
                {
                    rest = rest.Replace(link, "(the link)", StringComparison.Ordinal);
                }

                if (HasAny(rest, secrets))
                {
                    yield return $"a part of a secret is in the notice as {form}";
                }

                if (form == "text" && HasAny(rest, Clickable))
                {
                    yield return "an address in the notice can be clicked";
                }
            }
        }
    }

    private static bool HasAny(string text, IReadOnlyCollection<string> parts) =>
        parts.Any(p => text.Contains(p, StringComparison.OrdinalIgnoreCase));

    private static string Entries(IEnumerable<(string Name, string Value)> entries) =>
        $"[{string.Join(", ", entries.Select(e => $"{e.Name}={e.Value.Replace("\r", "\\r").Replace("\n", "\\n")}"))}]";
}
