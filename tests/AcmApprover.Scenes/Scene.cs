using System.Globalization;
using AcmApprover.Approval;
using AcmApprover.Approval.Mail;
using AcmApprover.Scenes.Kinds;
using AcmApprover.Scenes.Playing;
using AcmApprover.Testing;

namespace AcmApprover.Scenes;

/// <summary>
/// One generated scene: a certificate in ACM, an operator's policy, an instant, a mail as SES stores it, and the page behind its link.
/// Its number is all that is random about it. The kinds take turns, so that as many scenes as there are kinds show each of them once.
/// </summary>
public sealed class Scene
{
    private readonly Draft draft;
    private readonly bool hasKind;

    private Scene(long number, Kind kind, IReadOnlyList<string> variations, Draft draft, bool hasKind) =>
        (Number, Kind, Variations, this.draft, this.hasKind) = (number, kind.Name, variations, draft, hasKind);

    /// <summary>The names of all kinds.</summary>
    public static IReadOnlyList<string> KindNames { get; } = [.. Catalogue.All.Select(k => k.Name)];

    /// <summary>What it is drawn from.</summary>
    public long Number { get; }

    /// <summary>What it is about: <c>harmless.html.definition-list</c>, <c>hostile.link.user-info</c>.</summary>
    public string Kind { get; }

    /// <summary>The harmless kinds that were mixed in.</summary>
    public IReadOnlyList<string> Variations { get; }

    /// <summary>All that was changed in it.</summary>
    public string Cause => string.Join(" + ", hasKind ? [Kind, .. Variations] : Variations);

    /// <summary>The mail as it is stored.</summary>
    public ReadOnlyMemory<byte> Mail => draft.Bytes ??= draft.Letter.ToBytes();

    /// <summary>The page behind the link.</summary>
    public string Page => draft.Page.Html();

    /// <summary>Draws a scene.</summary>
    public static Scene Draw(long number) => Draw(number, []);

    /// <summary>
    /// The same scene with as few of its variations as still break it; itself if it holds. Each change draws from a seed of its own, so
    /// that one that is left out changes no other.
    /// </summary>
    public async Task<Scene> ReduceAsync()
    {
        HashSet<string> without = [];
        var reduced = this;

        // Of a harmless kind also what it is about can be left out.
        foreach (var variation in Variations.Append(Kind).Where(v => v != Kind || v.StartsWith("harmless.", StringComparison.Ordinal)))
        {
            var smaller = Draw(Number, [.. without, variation]);
            if ((await smaller.PlayAsync()).Violations.Count > 0)
            {
                without.Add(variation);
                reduced = smaller;
            }
        }

        return reduced;
    }

    private static Scene Draw(long number, HashSet<string> without)
    {
        var kind = Catalogue.All[(int)(number % Catalogue.All.Count)];
        var random = new SeededRandom((ulong)number);
        var draft = new Draft(random);
        List<string> variations = [];
        var taken = kind.Slots;
        for (var i = kind.IsAlone ? 0 : random.Next(5); i > 0; i--)
        {
            var variation = random.Pick(Catalogue.Harmless);
            var own = random.Split();
            if ((variation.Slots & taken) == 0)
            {
                taken |= variation.Slots;
                if (!without.Contains(variation.Name))
                {
                    draft.Random = own;
                    variation.Change(draft);
                    variations.Add(variation.Name);
                }
            }
        }

        if (!without.Contains(kind.Name))
        {
            draft.Random = random.Split();
            kind.Change(draft);
        }

        return new Scene(number, kind, variations, draft, !without.Contains(kind.Name));
    }

    /// <summary>Lets the approver handle the mail, and compares what comes of it with how the scene was built.</summary>
    /// <returns>What became of the mail, and what is not as it must be.</returns>
    public async Task<SceneResult> PlayAsync()
    {
        var stage = new Stage(draft);
        var time = new JumpingTime(draft.Now);
        IConsequences consequences = draft.IsDryRun ? new DryRun() : new LiveConsequences(stage, stage, stage, stage);
        var bytes = Mail;
        var head = bytes[..Math.Min(bytes.Length, StoredMail.SizeLimit)];
        var stored = new StoredMail(
            new MailSource("mail-bucket", $"inbound/{Number}"),
            head,
            draft.Length ?? bytes.Length,
            draft.ReceivedAt
        );
        try
        {
            var decision = await new Approver(stage, stage, consequences, draft.Policy.Build(), time).HandleAsync(
                stored,
                "scene",
                CancellationToken.None
            );
            var reasons = string.Join(" | ", decision.Reasons.Select(r => $"{r.Code}: {r.Detail}"));
            return new SceneResult(
                $"{decision.Outcome}",
                $"{decision.Outcome} {decision.Severity} {reasons}".TrimEnd(),
                [.. Oracle.Violations(draft, stage, decision)]
            );
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new SceneResult("Exception", e.ToString(), [$"it ends in an exception: {e.Message}"]);
        }
    }

    /// <summary>How the scene was built, for a person.</summary>
    public override string ToString()
    {
        var (expect, acm) = (draft.Expect, draft.Certificate);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            scene {Number}: {Cause}
            expected: {string.Join(" or ", expect.Outcomes)} {expect.Severity} {string.Join(" or ", expect.Codes)}, up to the {expect.Reach}
            ours: {draft.Own.Domain} {draft.Own.Arn}
            a stranger's: {draft.Stranger.Arn}
            policy: {draft.Policy}; received {draft.ReceivedAt:u}, now {draft.Now:u}
            ACM: {acm.Answers} {acm.Status} {acm.Round} {acm.Method} {acm.NameStatus} [{string.Join(", ", acm.Emails)}]

            """
        );
    }
}

/// <summary>What came of a scene.</summary>
/// <param name="Outcome">The outcome's word, or "Exception".</param>
/// <param name="Words">The outcome with its reasons.</param>
/// <param name="Violations">What is not as it must be.</param>
public sealed record SceneResult(string Outcome, string Words, IReadOnlyList<string> Violations);
