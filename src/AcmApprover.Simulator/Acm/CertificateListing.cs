using System.Globalization;
using System.Text.Json.Nodes;

namespace AcmApprover.Simulator.Acm;

/// <summary>SearchCertificates and ListCertificates: which certificates of a region they show, in pages, and how.</summary>
internal static class CertificateListing
{
    private const int DefaultPage = 100;
    private const int MostStatements = 15;

    /// <summary>What ListCertificates shows where no kind of key is named (ACM API reference, Filters).</summary>
    private static readonly string[] DefaultKeyTypes = ["RSA_1024", "RSA_2048"];

    internal static JsonObject Search(IReadOnlyList<SimulatedCertificate> certificates, JsonObject input, DateTimeOffset now)
    {
        var statement = input["FilterStatement"]?.AsObject();
        var found = certificates.Where(c => statement is null || Holds(statement, c.Searched(now)));
        return Page(found, input, "MaxResults", 500, "Results", c => c.Searched(now));
    }

    internal static JsonObject List(IReadOnlyList<SimulatedCertificate> certificates, JsonObject input, DateTimeOffset now)
    {
        var keyTypes = input["Includes"]?["keyTypes"]?.AsArray().Select(k => (string?)k).ToArray() ?? DefaultKeyTypes;
        var statuses = input["CertificateStatuses"]?.AsArray().Select(s => (string?)s).ToArray();
        var found = certificates.Where(c => keyTypes.Contains(c.KeyAlgorithm) && statuses?.Contains(c.StatusAt(now)) != false);
        return Page(found, input, "MaxItems", 1000, "CertificateSummaryList", c => c.Summary(now));
    }

    private static JsonObject Page(
        IEnumerable<SimulatedCertificate> found,
        JsonObject input,
        string size,
        int largest,
        string list,
        Func<SimulatedCertificate, JsonObject> render
    )
    {
        var count = (int?)input[size] ?? DefaultPage;
        Require(count >= 1 && count <= largest, $"{size} must be 1 to {largest}");
        Require(
            int.TryParse((string?)input["NextToken"] ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var from),
            "NextToken is none of ours"
        );
        var page = found.Skip(from).Take(count + 1).ToList();
        var answer = new JsonObject { [list] = new JsonArray([.. page.Take(count).Select(render)]) };
        if (page.Count > count)
        {
            answer["NextToken"] = $"{from + count}";
        }

        return answer;
    }

    private static bool Holds(JsonObject statement, JsonObject certificate)
    {
        var (kind, content) = Single(statement);
        return kind switch
        {
            "And" => Statements(content).All(s => Holds(s, certificate)),
            "Or" => Statements(content).Any(s => Holds(s, certificate)),
            "Not" => !Holds(content.AsObject(), certificate),
            "Filter" => Fits(content.AsObject(), certificate),
            _ => throw new FormatException($"{kind} is no filter statement"),
        };
    }

    private static IEnumerable<JsonObject> Statements(JsonNode list)
    {
        Require(list.AsArray().Count is >= 1 and <= MostStatements, $"a list of filter statements has 1 to {MostStatements} members");
        return list.AsArray().Select(s => s!.AsObject());
    }

    private static bool Fits(JsonObject filter, JsonObject certificate)
    {
        var (kind, content) = Single(filter);
        if (kind == "CertificateArn")
        {
            return (string?)certificate["CertificateArn"] == (string?)content;
        }

        Require(kind is "AcmCertificateMetadataFilter" or "X509AttributeFilter", $"{kind} is no filter");
        var (name, value) = Single(content.AsObject());
        return kind == "AcmCertificateMetadataFilter"
            // A certificate that has no such member fits no value of it.
            ? JsonNode.DeepEquals(certificate["CertificateMetadata"]!["AcmCertificateMetadata"]![name], value)
            : FitsX509(name, value, certificate["X509Attributes"]!.AsObject());
    }

    private static bool FitsX509(string name, JsonNode value, JsonObject x509)
    {
        switch (name)
        {
            case "KeyAlgorithm":
                return (string?)x509[name] == (string?)value;
            case "SubjectAlternativeName":
                var filter = value["DnsName"]!;
                var names = x509["SubjectAlternativeNames"]!.AsArray().Select(n => (string)n!["DnsName"]!);
                var wanted = (string)filter["Value"]!;
                return (string?)filter["ComparisonOperator"] == "CONTAINS"
                    ? names.Any(n => n.Contains(wanted, StringComparison.Ordinal))
                    : names.Contains(wanted);
            default:
                throw new FormatException($"the simulation has no filter {name}");
        }
    }

    /// <summary>A union has exactly one member.</summary>
    private static (string Name, JsonNode Content) Single(JsonObject union)
    {
        Require(union is { Count: 1 }, "a union has exactly one member");
        var (name, content) = union.First();
        return (name, content!);
    }

    private static void Require(bool isRight, string problem)
    {
        if (!isRight)
        {
            throw new FormatException(problem);
        }
    }
}
