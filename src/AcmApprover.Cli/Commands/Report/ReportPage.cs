using System.Text.Encodings.Web;
using Fluid;

namespace AcmApprover.Cli.Commands.Report;

/// <summary>The page, from its template. Every value is escaped for HTML, unless a template says otherwise: this one never does.</summary>
internal static class ReportPage
{
    private static readonly TemplateOptions Options = CreateOptions();

    /// <summary>Writes the page.</summary>
    internal static async Task<string> RenderAsync(ReportModel model)
    {
        await using var file = typeof(ReportPage).Assembly.GetManifestResourceStream("AcmApprover.Cli.report.liquid")!;
        using var reader = new StreamReader(file);
        if (!new FluidParser().TryParse(await reader.ReadToEndAsync(), out var template, out var error))
        {
            throw new InvalidOperationException(error);
        }

        return await template.RenderAsync(new TemplateContext(model, Options), HtmlEncoder.Default);
    }

    private static TemplateOptions CreateOptions()
    {
        var options = new TemplateOptions { MaxSteps = int.MaxValue };
        options.MemberAccessStrategy.MemberNameStrategy = MemberNameStrategies.SnakeCase;
        options.MemberAccessStrategy.Register<ReportModel>();
        options.MemberAccessStrategy.Register<ReportEnd>();
        options.MemberAccessStrategy.Register<ReportTotals>();
        options.MemberAccessStrategy.Register<ReportTotal>();
        options.MemberAccessStrategy.Register<ReportTimeline>();
        options.MemberAccessStrategy.Register<ReportBar>();
        options.MemberAccessStrategy.Register<ReportMonth>();
        options.MemberAccessStrategy.Register<ReportOwner>();
        options.MemberAccessStrategy.Register<ReportTask>();
        options.MemberAccessStrategy.Register<ReportRow>();
        options.MemberAccessStrategy.Register<ReportProblem>();
        options.MemberAccessStrategy.Register<ReportMigration>();
        options.MemberAccessStrategy.Register<ReportStep>();
        return options;
    }
}
