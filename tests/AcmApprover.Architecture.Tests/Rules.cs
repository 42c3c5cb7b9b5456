using ArchUnitNET.Fluent;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace AcmApprover.Architecture.Tests;

/// <summary>Which room may use which. docs/architecture.md says why.</summary>
internal static class Rules
{
    internal const string Core = "AcmApprover";

    /// <summary>The stages of an approval in the order in which a mail passes them.</summary>
    internal static readonly string[] Stages = ["Mail", "Claims", "Evidence", "Verdicts", "Actions", "Records"];

    /// <summary>The rooms of the pure project beside the stages.</summary>
    internal static IEnumerable<string> Rooms => [Core, $"{Core}.Identifiers", $"{Core}.Text", $"{Core}.Approval", .. Features];

    /// <summary>The features beside the approval of mails. None of them knows how a mail is approved.</summary>
    internal static readonly string[] Features =
    [
        $"{Core}.Estate",
        $"{Core}.Estate.Resending",
        $"{Core}.MailPath",
        $"{Core}.MailPath.Domains",
        $"{Core}.MailPath.Caa",
        $"{Core}.MailPath.Receiving",
        $"{Core}.Migration",
        $"{Core}.Migration.Code",
        $"{Core}.Migration.Guarding",
        $"{Core}.Migration.Learning",
        $"{Core}.Migration.Obstacles",
        $"{Core}.Migration.Progress",
        $"{Core}.Migration.Publishing",
        $"{Core}.Migration.Replacement",
        $"{Core}.Migration.Switching",
        $"{Core}.Migration.Zones",
        $"{Core}.Probing",
    ];

    /// <summary>Every namespace of the pure project that may hold a public type.</summary>
    internal static IEnumerable<string> Homes => Rooms.Concat(Stages.Select(StageOf));

    internal static string StageOf(string stage) => $"{Core}.Approval.{stage}";

    /// <summary>A stage uses stages to its left only, and what puts the stages together is used by none of them.</summary>
    internal static IEnumerable<IArchRule> StagesUseStagesToTheirLeft()
    {
        foreach (var (index, stage) in Stages.Index())
        {
            string[] forbidden = [.. Stages.Skip(index + 1).Select(StageOf), $"{Core}.Approval"];
            yield return DoNotDependOn([StageOf(stage)], forbidden);
        }
    }

    /// <summary>What every feature names things with knows no feature.</summary>
    internal static IArchRule SharedRoomsKnowNoFeature() =>
        DoNotDependOn([Core, $"{Core}.Identifiers", $"{Core}.Text"], [$"{Core}.Approval", .. Stages.Select(StageOf), .. Features]);

    /// <summary>The stages that read name no port that acts.</summary>
    internal static IArchRule ReadingStagesNameNoPortThatActs() =>
        Types()
            .That()
            .ResideInNamespaceMatching(Exactly(Stages.Take(4).Select(StageOf)))
            .Should()
            .NotDependOnAny(Types(includeReferenced: true).That().HaveNameMatching("^(IApprovalButton|IOperator|IDecisionLog)$"))
            .WithoutRequiringPositiveResults();

    /// <summary>The pure project knows no service, network, process or console.</summary>
    internal static IArchRule TheCoreIsPure() =>
        Types()
            .That()
            .ResideInNamespaceMatching($@"^{Core}(\.(Identifiers|Text|Approval|Estate|MailPath|Migration|Probing)(\..+)?)?$")
            .Should()
            .NotDependOnAny(
                Types(includeReferenced: true)
                    .That()
                    .ResideInNamespaceMatching(
                        @"^(Amazon|AcmApprover\.(Aws|Dns|Hosting|Lambda|Cli|Simulator)|System\.Net\.Http|System\.Net\.Sockets)(\.|$)"
                    )
            )
            .WithoutRequiringPositiveResults();

    /// <summary>Public types live in the rooms that docs/architecture.md names.</summary>
    internal static IArchRule EveryPublicTypeHasAHome() =>
        Types()
            .That()
            .ResideInNamespaceMatching(@"^AcmApprover(\.(?!Aws|Dns|Hosting|Lambda|Cli|Simulator|Testing|Architecture).*)?$")
            .And()
            .ArePublic()
            .Should()
            .ResideInNamespaceMatching(Exactly(Homes))
            .WithoutRequiringPositiveResults();

    /// <summary>Imports run one way: shells use Hosting, Hosting uses adapters, adapters use the core.</summary>
    internal static IEnumerable<IArchRule> ImportsRunOneWay()
    {
        string[] shells = ["AcmApprover.Hosting", "AcmApprover.Lambda", "AcmApprover.Cli", "AcmApprover.Simulator"];
        yield return Below("AcmApprover.Aws", ["AcmApprover.Dns", .. shells]);
        yield return Below("AcmApprover.Dns", ["AcmApprover.Aws", .. shells]);
        yield return Below("AcmApprover.Hosting", "AcmApprover.Lambda", "AcmApprover.Cli", "AcmApprover.Simulator");
        yield return Below("AcmApprover.Lambda", "AcmApprover.Dns", "AcmApprover.Cli", "AcmApprover.Simulator");
        yield return Below("AcmApprover.Cli", "AcmApprover.Lambda");
        yield return Below("AcmApprover.Simulator", ["AcmApprover.Aws", "AcmApprover.Dns", .. shells[..^1]]);
    }

    private static IArchRule Below(string project, params string[] forbidden) =>
        Types()
            .That()
            .ResideInNamespaceMatching(Below(project))
            .Should()
            .NotDependOnAny(Types(includeReferenced: true).That().ResideInNamespaceMatching(string.Join('|', forbidden.Select(Below))))
            .WithoutRequiringPositiveResults();

    private static IArchRule DoNotDependOn(IEnumerable<string> rooms, IEnumerable<string> forbidden) =>
        Types()
            .That()
            .ResideInNamespaceMatching(Exactly(rooms))
            .Should()
            .NotDependOnAny(Types(includeReferenced: true).That().ResideInNamespaceMatching(Exactly(forbidden)))
            .WithoutRequiringPositiveResults();

    private static string Exactly(IEnumerable<string> names) =>
        $"^({string.Join('|', names.Select(System.Text.RegularExpressions.Regex.Escape))})$";

    private static string Below(string name) => $@"^{System.Text.RegularExpressions.Regex.Escape(name)}(\..+)?$";
}
