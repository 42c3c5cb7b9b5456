namespace AcmApprover.Migration.Obstacles;

/// <summary>Everything that can stand in the way. The table in the documentation is tested against it.</summary>
public static class ObstacleBook
{
    /// <summary>What is looked at for the certificate as a whole.</summary>
    private static readonly IReadOnlyList<(ObstacleKind Kind, Func<Candidate, DateTimeOffset, Obstacle?> Find)> certificate =
    [
        (NotPublic.Kind, (candidate, _) => NotPublic.Find(candidate)),
        (ManagedByService.Kind, (candidate, _) => ManagedByService.Find(candidate)),
        (AlreadyDns.Kind, (candidate, _) => AlreadyDns.Find(candidate)),
        (NotIssued.Kind, (candidate, _) => NotIssued.Find(candidate)),
        (MigrationRunning.Kind, MigrationRunning.Find),
        (TerraformReplaces.Kind, (candidate, _) => TerraformReplaces.Find(candidate)),
        (StackWouldReplace.Kind, (candidate, _) => StackWouldReplace.Find(candidate)),
        (StackChanging.Kind, (candidate, _) => StackChanging.Find(candidate)),
        (StackOwns.Kind, (candidate, _) => StackOwns.Find(candidate)),
        (InsideRenewalWindow.Kind, InsideRenewalWindow.Find),
    ];

    /// <summary>What is looked at for each name.</summary>
    private static readonly IReadOnlyList<(ObstacleKind Kind, Func<CandidateName, Obstacle?> Find)> name =
    [
        (UnknownZone.Kind, UnknownZone.Find),
        (LameDelegation.Kind, LameDelegation.Find),
        (UndelegatedZone.Kind, UndelegatedZone.Find),
        (TwinZone.Kind, TwinZone.Find),
        (DnameAbove.Kind, DnameAbove.Find),
        (LongName.Kind, LongName.Find),
        (OtherRecord.Kind, OtherRecord.Find),
        (LongChain.Kind, LongChain.Find),
        (CaaForbids.Kind, CaaForbids.Find),
        (BogusSignatures.Kind, BogusSignatures.Find),
        (ForeignZone.Kind, ForeignZone.Find),
    ];

    /// <summary>All kinds, those of the certificate first.</summary>
    public static IReadOnlyList<ObstacleKind> All { get; } =
        [NotRead.Kind, .. certificate.Select(rule => rule.Kind), .. name.Select(rule => rule.Kind)];

    /// <summary>
    /// What stands in the way of a certificate. The first that makes a switch impossible for the certificate as a whole ends the search:
    /// the zone of an expired certificate need not be mended. An obstacle that several names share is reported once.
    /// </summary>
    /// <param name="candidate">The certificate.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<Obstacle> Find(Candidate candidate, DateTimeOffset now)
    {
        List<Obstacle> found = [];
        foreach (var (kind, find) in certificate)
        {
            if (find(candidate, now) is { } obstacle)
            {
                found.Add(obstacle);
                if (kind == NotPublic.Kind || kind == ManagedByService.Kind || kind == AlreadyDns.Kind || kind == NotIssued.Kind)
                {
                    return found;
                }
            }
        }

        found.AddRange(candidate.Names.SelectMany(each => name.Select(rule => rule.Find(each))).OfType<Obstacle>());
        return [.. found.Distinct()];
    }
}
