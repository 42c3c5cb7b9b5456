using AcmApprover.Approval;
using AcmApprover.Aws.S3;
using AcmApprover.Cli;
using AcmApprover.Dns;
using AcmApprover.Hosting;
using AcmApprover.Lambda;
using AcmApprover.Simulator;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;

namespace AcmApprover.Architecture.Tests;

/// <summary>The guards on the compiled assemblies, and for each of them code that breaks it.</summary>
public sealed class ArchitectureTests : IDisposable
{
    private static readonly System.Reflection.Assembly[] assemblies =
    [
        typeof(Approver).Assembly,
        typeof(S3MailStore).Assembly,
        typeof(MailDomainReader).Assembly,
        typeof(Composition).Assembly,
        typeof(Function).Assembly,
        typeof(CommandLine).Assembly,
        typeof(SimulatedWorld).Assembly,
    ];

    private static readonly ArchUnitNET.Domain.Architecture ours = new ArchLoader().LoadAssemblies(assemblies).Build();

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acm-approver-architecture-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Stages_use_stages_to_their_left_only() =>
        Holds(
            Rules.StagesUseStagesToTheirLeft(),
            "namespace AcmApprover.Approval.Claims { class Early { AcmApprover.Approval.Verdicts.Policy? policy; } }"
        );

    [Fact]
    public void No_stage_uses_what_puts_the_stages_together() =>
        Holds(
            Rules.StagesUseStagesToTheirLeft(),
            "namespace AcmApprover.Approval.Records { class Upward { AcmApprover.Approval.Approver? approver; } }"
        );

    [Fact]
    public void Identifiers_and_texts_know_no_feature() =>
        Holds(
            [Rules.SharedRoomsKnowNoFeature()],
            "namespace AcmApprover.Text { class Knowing { AcmApprover.Approval.Mail.StoredMail? mail; } }"
        );

    [Fact]
    public void A_stage_that_reads_names_no_port_that_acts() =>
        Holds(
            [Rules.ReadingStagesNameNoPortThatActs()],
            "namespace AcmApprover.Approval.Verdicts { class Acting { AcmApprover.Approval.Actions.IApprovalButton? button; } }"
        );

    [Fact]
    public void The_pure_project_uses_no_adapter() =>
        Holds([Rules.TheCoreIsPure()], "namespace AcmApprover.Text { class Impure { AcmApprover.Hosting.Composition? composition; } }");

    [Fact]
    public void The_pure_project_uses_no_network() =>
        Holds([Rules.TheCoreIsPure()], "namespace AcmApprover.Identifiers { class Impure { System.Net.Http.HttpClient? http; } }");

    [Fact]
    public void Every_public_type_of_the_pure_project_has_a_home() =>
        Holds([Rules.EveryPublicTypeHasAHome()], "namespace AcmApprover.Common { public class Helper { } }");

    [Theory]
    [InlineData("namespace AcmApprover.Aws.S3 { class Upward { AcmApprover.Hosting.Composition? composition; } }")]
    [InlineData("namespace AcmApprover.Dns { class Sideways { AcmApprover.Aws.S3.S3MailStore? store; } }")]
    [InlineData("namespace AcmApprover.Lambda { class Asking { AcmApprover.Dns.NameServer? server; } }")]
    [InlineData("namespace AcmApprover.Hosting { class Upward { AcmApprover.Lambda.Function? function; } }")]
    [InlineData("namespace AcmApprover.Lambda { class Testing { AcmApprover.Simulator.SimulatedWorld? world; } }")]
    [InlineData("namespace AcmApprover.Cli { class Sideways { AcmApprover.Lambda.Function? function; } }")]
    [InlineData("namespace AcmApprover.Simulator { class Peeking { AcmApprover.Hosting.Composition? composition; } }")]
    public void Imports_run_one_way(string broken) => Holds(Rules.ImportsRunOneWay(), broken);

    [Theory]
    [InlineData("PageWarrant", "new AcmApprover.Approval.Verdicts.PageWarrant(null!)")]
    [InlineData("PageWarrant", "new(null!)")]
    [InlineData("ApprovalWarrant", "new AcmApprover.Approval.Verdicts.ApprovalWarrant(null!, null!)")]
    [InlineData("ApprovalWarrant", "new(null!, null!)")]
    [InlineData("CertificateWarrant", "new(null!, null!, null!)")]
    public void A_forged_warrant_does_not_compile_in_the_pure_project_itself(string type, string forgery)
    {
        const string inaccessible = "CS0122";
        var errors = Snippet.ErrorsInTheCore(
            "namespace AcmApprover.Approval.Verdicts "
                + $"{{ static class Forger {{ static {type} Forge() {{ {type} w = {forgery}; return w; }} }} }}"
        );
        Assert.Equal([inaccessible], errors);
    }

    [Fact]
    public void What_the_forger_may_do_compiles() =>
        Assert.Empty(
            Snippet.ErrorsInTheCore(
                "namespace AcmApprover.Approval.Verdicts { static class Honest { static object Judge(PageWarrant w) => w.Link; } }"
            )
        );

    [Fact]
    public void The_ports_that_open_and_press_take_a_warrant_and_nothing_else()
    {
        Assert.Equal(["PageWarrant", "CancellationToken"], Parameters(typeof(Approval.Verdicts.IApprovalPages), "OpenAsync"));
        Assert.Equal(["ApprovalWarrant", "CancellationToken"], Parameters(typeof(Approval.Actions.IApprovalButton), "PressAsync"));

        static IEnumerable<string> Parameters(System.Type port, string method) =>
            port.GetMethod(method)!.GetParameters().Select(p => p.ParameterType.Name);
    }

    /// <summary>The rules hold for what is built, and at least one of them fails for the broken code.</summary>
    private void Holds(IEnumerable<IArchRule> rules, string broken)
    {
        var all = rules.ToList();
        Assert.All(
            all,
            rule =>
                Assert.True(
                    rule.HasNoViolations(ours),
                    string.Join('\n', rule.Evaluate(ours).Where(r => !r.Passed).Select(r => r.Description))
                )
        );
        var theirs = new ArchLoader().LoadAssembly(System.Reflection.Assembly.LoadFrom(Snippet.Compile(broken, folder.FullName))).Build();
        Assert.Contains(all, rule => !rule.HasNoViolations(theirs));
    }
}
