namespace AcmApprover.Scenes;

/// <summary>What must come of a scene, by how it was built.</summary>
internal sealed record Expectation
{
    /// <summary>The outcomes that are right.</summary>
    public required IReadOnlyList<string> Outcomes { get; init; }

    /// <summary>How far the walk may go: what lies behind it must not be touched.</summary>
    public required Reach Reach { get; init; }

    /// <summary>Of these reasons at least one must be told; none are looked for where it is empty.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>The severity that a referral must have; null where either may be right.</summary>
    public string? Severity { get; init; }

    /// <summary>Whether a notice may hold the link.</summary>
    public bool MayShowLink { get; init; }

    /// <summary>How often the button is pressed; null for once where it ends as Approved, and else never.</summary>
    public int? Presses { get; init; }

    /// <summary>Everything holds: the button is pressed.</summary>
    public static Expectation Approved { get; } =
        new()
        {
            Outcomes = ["Approved"],
            Reach = Reach.Button,
            MayShowLink = true,
        };

    /// <summary>Nothing is to be done any more, and nobody is told.</summary>
    public static Expectation AlreadyApproved { get; } =
        new()
        {
            Outcomes = ["AlreadyApproved"],
            Reach = Reach.Certificate,
            MayShowLink = true,
        };

    /// <summary>It is somebody else's mail, and none of ours.</summary>
    public static Expectation Ignored { get; } = new() { Outcomes = ["Ignored"], Reach = Reach.Mail };

    /// <summary>It goes to the operator, for one of these reasons.</summary>
    public static Expectation Referred(Reach reach, params IReadOnlyList<string> codes) =>
        new()
        {
            Outcomes = ["Referred"],
            Reach = reach,
            Codes = codes,
            MayShowLink = true,
        };
}

/// <summary>The stages of a walk, and what each touches.</summary>
internal enum Reach
{
    /// <summary>Only the mail is read: ACM is not asked.</summary>
    Mail,

    /// <summary>ACM is asked: the link is not opened.</summary>
    Certificate,

    /// <summary>The link is opened: the button is not pressed.</summary>
    Page,

    /// <summary>The button is pressed.</summary>
    Button,
}
