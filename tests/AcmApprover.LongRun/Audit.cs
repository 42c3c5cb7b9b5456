using System.Text.Json.Nodes;

namespace AcmApprover.LongRun;

/// <summary>What must hold at the end of a run.</summary>
internal static class Audit
{
    public static IEnumerable<string> Violations(Lane lane, IReadOnlyList<PostedMail> mails, HashSet<string> dead)
    {
        var decided = Decided(lane, mails);
        foreach (var mail in mails)
        {
            foreach (var violation in Fates(mail, decided.GetValueOrDefault(mail.Key), dead.Contains(mail.Key)))
            {
                yield return violation;
            }
        }

        foreach (var violation in Approvals(lane, mails, decided).Concat(Notices(lane, decided)))
        {
            yield return violation;
        }
    }

    /// <summary>How the mails ended.</summary>
    public static IEnumerable<KeyValuePair<string, int>> Counts(Lane lane, IReadOnlyList<PostedMail> mails, HashSet<string> dead) =>
        Decided(lane, mails).Values
            .GroupBy(record => $"mails that ended as {record["outcome"]}")
            .Select(g => KeyValuePair.Create(g.Key, g.Count()))
            .Append(KeyValuePair.Create("mails in the dead-letter queue", dead.Count))
            .Append(KeyValuePair.Create("buttons pressed with effect", lane.Ledger.Approvals.Count))
            .Append(KeyValuePair.Create("messages to nobody", lane.Ledger.Publications.Count(p => !p.IsHeard)))
            .Append(KeyValuePair.Create("messages to the operator", lane.Ledger.Publications.Count(p => p.IsHeard)))
            .Append(KeyValuePair.Create(
                "messages that were told twice, for a death between telling and noting",
                lane.Ledger.Publications.Where(p => p.IsHeard).GroupBy(p => p.Notice).Sum(g => g.Count() - 1)));

    private static Dictionary<string, JsonNode> Decided(Lane lane, IReadOnlyList<PostedMail> mails) => mails
        .Select(mail => (mail.Key, Record: lane.Record(mail.Key)))
        .Where(m => m.Record is not null)
        .ToDictionary(m => m.Key, m => JsonNode.Parse(m.Record!)!, StringComparer.Ordinal);

    /// <summary>Every mail is decided, and rightly, or in the dead-letter queue.</summary>
    private static IEnumerable<string> Fates(PostedMail mail, JsonNode? record, bool isDead)
    {
        var outcome = (string?)record?["outcome"];
        var isRight = mail.Fate switch
        {
            Fate.Settled => outcome is "Approved" or "AlreadyApproved",
            Fate.Referred => outcome is "Referred",
            Fate.Ignored => outcome is "Ignored",
            _ => outcome is null && isDead,
        };
        if (!isRight)
        {
            var end = outcome ?? (isDead ? "a dead letter" : "nothing");
            yield return $"{mail.Key} ({mail.Fate}) ended as {end}: {record?["reasons"]?.ToJsonString()}";
        }
    }

    /// <summary>No button was pressed twice, and every approval has a record, or a later copy says so.</summary>
    private static IEnumerable<string> Approvals(Lane lane, IReadOnlyList<PostedMail> mails, Dictionary<string, JsonNode> decided)
    {
        foreach (var press in lane.Ledger.WrongPresses)
        {
            yield return press;
        }

        foreach (var (code, count) in lane.Ledger.Approvals)
        {
            var copies = mails.Where(m => m.Request?.Code == code).ToList();
            if (count > 1)
            {
                yield return $"the button of {copies[0].Key} was pressed {count} times";
            }

            if (!copies.Exists(c => (string?)decided.GetValueOrDefault(c.Key)?["outcome"] is "Approved" or "AlreadyApproved"))
            {
                yield return $"{copies[0].Key} was approved, and no record says so";
            }

            if (copies.Exists(c => c.Fate != Fate.Settled))
            {
                yield return $"{copies[0].Key} was approved, and must not be";
            }
        }
    }

    /// <summary>Each referral was told at least once, and twice only where the function died between publishing and noting it.</summary>
    private static IEnumerable<string> Notices(Lane lane, Dictionary<string, JsonNode> decided)
    {
        var heard = lane.Ledger.Publications.Where(p => p.IsHeard).ToLookup(p => p.Notice);
        foreach (var notice in decided.Values.Select(Notice.Of).OfType<Notice>().Distinct())
        {
            if (!heard.Contains(notice))
            {
                yield return $"nobody was told of {notice}";
            }
        }

        foreach (var group in heard)
        {
            // The last may well be noted: all before it must have an excuse.
            if (group.SkipLast(1).Any(p => !p.IsExcused))
            {
                yield return $"the operator was told {group.Count()} times of {group.Key}";
            }
        }
    }
}
