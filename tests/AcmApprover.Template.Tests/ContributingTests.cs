using System.Text.Json;
using System.Text.RegularExpressions;
using AcmApprover.Testing;
using YamlDotNet.RepresentationModel;

namespace AcmApprover.Template.Tests;

/// <summary>What somebody who joins meets first: the guide, the forms and the dev container.</summary>
public sealed class ContributingTests
{
    public static TheoryData<string> Documents =>
        [.. Directory.EnumerateFiles(RepositoryFiles.Root, "*.md").Select(file => Path.GetFileName(file))];

    public static TheoryData<string> Forms =>
        [
            .. Directory
                .EnumerateFiles(RepositoryFiles.PathOf(".github/ISSUE_TEMPLATE"))
                .Select(file => Path.GetFileName(file))
                .Where(name => name != "config.yml"),
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_file_that_a_document_links_to_exists(string document)
    {
        var links = Regex.Matches(RepositoryFiles.Read(document), @"\]\((?!https://)([^)\s#]+)").Select(match => match.Groups[1].Value);
        Assert.All(links, link => Assert.True(Path.Exists(RepositoryFiles.PathOf(link)), $"{document} links to {link}"));
    }

    [Fact]
    public void Every_path_that_the_guide_names_exists()
    {
        var paths = Regex
            .Matches(RepositoryFiles.Read("CONTRIBUTING.md"), @"(?:src|tests|\.ci|\.github)/[\w./-]*(?![\w./<*-])")
            .Select(match => match.Value.TrimEnd('.'))
            .ToArray();
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(RepositoryFiles.PathOf(path)), path));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void An_issue_form_has_what_the_forge_asks_for(string form)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(RepositoryFiles.Read($".github/ISSUE_TEMPLATE/{form}")));
        var root = yaml.Documents.Single().RootNode;
        Assert.All(["name", "description", "body"], key => Assert.True(root.Has(key), key));
        var fields = root.At("body").Children().Where(field => field.At("type").Text() != "markdown").ToArray();
        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.Contains(field.At("type").Text(), (string[])["textarea", "input", "dropdown", "checkboxes"]));
        Assert.All(fields, field => Assert.NotEmpty(field.At("attributes", "label").Text()));
        Assert.Equal(fields.Length, fields.Select(field => field.At("id").Text()).Distinct().Count());
    }

    [Fact]
    public void The_dev_container_has_every_package_that_the_checks_install()
    {
        using var container = JsonDocument.Parse(
            RepositoryFiles.Read(".devcontainer/devcontainer.json"),
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }
        );
        var command = container.RootElement.GetProperty("onCreateCommand").GetString()!;
        var installed = Regex
            .Match(RepositoryFiles.Read(".ci/run"), "apt-get install -y -qq --no-install-recommends ([a-z0-9 -]+)")
            .Groups[1]
            .Value;
        Assert.NotEmpty(installed);
        Assert.Subset(command.Split(' ').ToHashSet(), installed.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet());
    }
}
