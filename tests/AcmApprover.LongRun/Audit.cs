using System.Text.Json.Nodes;

namespace AcmApprover.LongRun;

/// <summary>What must hold of a lane at the end of a run.</summary>
internal sealed class Audit(Lane lane, IReadOnlyList<GeneratedMail> mails, IReadOnlySet<string> dead)
{
    private readonly Dictionary<string, JsonNode> records = mails
        .Select(mail => (mail.Key, Record: lane.Record(mail.Key)))
        .Where(m => m.Record is not null)
        .ToDictionary(m => m.Key, m => m.Record!, StringComparer.Ordinal);

    /// <summary>What does not hold.</summary>
    public IEnumerable<string> Violations => [.. Fates(), .. lane.Ledger.WrongPresses, .. Approvals(), .. Notices()];

    /// <summary>How the mails ended.</summary>
    public IReadOnlyDictionary<string, int> Counts
    {
        get
        {
            var heard = lane.Ledger.Publications.Where(p => p.IsHeard).ToList();
            return new Dictionary<string, int>(
                records
                    .Values.GroupBy(record => $"mails that ended as {record["outcome"]}")
                    .Select(g => KeyValuePair.Create(g.Key, g.Count()))
            )
            {
                ["mails in the dead-letter queue"] = dead.Count,
                ["buttons pressed with effect"] = lane.Ledger.Approvals.Count,
                ["messages to the operator"] = heard.Count,
                ["messages to the operator that repeat one that could not be noted"] =
                    heard.Count - heard.DistinctBy(p => p.Notice).Count(),
                ["messages to nobody"] = lane.Ledger.Publications.Count - heard.Count,
            };
        }
    }

    /// <summary>Every mail is decided, and rightly, or in the dead-letter queue.</summary>
    private IEnumerable<string> Fates()
    {
        foreach (var mail in mails)
        {
            var record = records.GetValueOrDefault(mail.Key);
            var outcome = (string?)record?["outcome"];
            var isRight = mail.Fate switch
            {
                Fate.Settled => outcome is "Approved" or "AlreadyApproved",
                Fate.Referred => outcome is "Referred",
                Fate.Ignored => outcome is "Ignored",
                Fate.Dead => outcome is null && dead.Contains(mail.Key),
            };
            if (!isRight)
            {
                var end = outcome ?? (dead.Contains(mail.Key) ? "a dead letter" : "nothing");
                yield return $"{mail.Key} ({mail.Fate}) ended as {end}: {record?["reasons"]?.ToJsonString()}";
            }
        }
    }

    /// <summary>No button was pressed twice, and every approval has a record, or a later copy says so.</summary>
    private IEnumerable<string> Approvals()
    {
        var copiesOf = mails.ToLookup(m => m.Request?.Code);
        foreach (var (code, count) in lane.Ledger.Approvals)
        {
            var copies = copiesOf[code].ToList();
            if (count > 1)
            {
                yield return $"the button of {copies[0].Key} was pressed {count} times";
            }

            if (!copies.Exists(c => (string?)records.GetValueOrDefault(c.Key)?["outcome"] is "Approved" or "AlreadyApproved"))
            {
                yield return $"{copies[0].Key} was approved, and no record says so";
            }

            if (copies.Exists(c => c.Fate != Fate.Settled))
            {
                yield return $"{copies[0].Key} was approved, and must not be";
            }
        }
    }

    /// <summary>Each referral was told at least once, and twice only where the function could not note that it had told it.</summary>
    private IEnumerable<string> Notices()
    {
        var heard = lane.Ledger.Publications.Where(p => p.IsHeard).ToLookup(p => p.Notice);
        foreach (var notice in records.Values.Select(Notice.Of).OfType<Notice>().Distinct())
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
