using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AcmApprover.Testing;

namespace AcmApprover.Aws.Tests.Models;

/// <summary>An operation as the model of its service describes it.</summary>
internal sealed class ModelledOperation(JsonElement model, string name)
{
    private readonly JsonElement operation = model.GetProperty("operations").GetProperty(name);
    private readonly JsonElement shapes = model.GetProperty("shapes");

    private JsonElement Metadata => model.GetProperty("metadata");

    /// <summary>The service's own protocol; query, which every client of old has, in place of the newest.</summary>
    private string Protocol => Metadata.GetProperty("protocol").GetString() is { } own and not "smithy-rpc-v2-cbor" ? own : "query";

    private JsonElement? Input => operation.TryGetProperty("input", out var input) ? ShapeOf(input) : null;

    /// <summary>Fails unless a request is one of this operation, by method, path, operation's name and the names of its input.</summary>
    internal void AssertRequest(ScriptedRequest request)
    {
        var http = operation.GetProperty("http");
        var (path, query) = request.Path.Split('?') is [var before, var after] ? (before, after) : (request.Path, "");
        Assert.Equal(http.GetProperty("method").GetString(), request.Method);
        Assert.Matches($"^{Regex.Replace(Regex.Escape(http.GetProperty("requestUri").GetString()!), @"\\\{[^}]*}", "[^/]+")}$", path);
        switch (Protocol)
        {
            case "json":
                Assert.Equal($"application/x-amz-json-{Metadata.GetProperty("jsonVersion").GetString()}", request.Headers["Content-Type"]);
                Assert.Equal($"{Metadata.GetProperty("targetPrefix").GetString()}.{name}", request.Headers["X-Amz-Target"]);
                AssertNames(JsonNode.Parse(request.Body)!.AsObject().Select(member => member.Key), location: null);
                AssertShape(JsonNode.Parse(request.Body)!, Input!.Value);
                break;
            case "query" or "ec2":
                var form = request.Body.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
                Assert.Equal((name, Metadata.GetProperty("apiVersion").GetString()), (form["Action"], form["Version"]));
                AssertNames(form.Keys.Except(["Action", "Version"]).Select(key => key.Split('.')[0]), location: null);
                break;
            default:
                AssertNames(query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')[0]), "querystring");
                if (Input?.TryGetProperty("payload", out _) != true && request.Body.StartsWith('{'))
                {
                    AssertNames(JsonNode.Parse(request.Body)!.AsObject().Select(member => member.Key), location: null);
                }

                break;
        }
    }

    /// <summary>
    /// An answer with every member of the output: a text is the member's own name, a list has one item. Tokens of further pages are left
    /// out, so that a listing ends.
    /// </summary>
    internal ScriptedAnswer Answer()
    {
        if (!operation.TryGetProperty("output", out var output))
        {
            return new ScriptedAnswer(200, "");
        }

        var shape = ShapeOf(output);
        if (Protocol is "json" or "rest-json")
        {
            return shape.TryGetProperty("payload", out var payload)
                ? new ScriptedAnswer(200, payload.GetString()!)
                : new ScriptedAnswer(200, Json(shape, name)!.ToJsonString());
        }

        var members = Xml(shape, name);
        var wrapper = output.TryGetProperty("resultWrapper", out var result) ? result.GetString() : null;
        XNamespace ns = "http://example.amazonaws.com/doc/";
        var root = new XElement(name + "Response", wrapper is null ? members : new XElement(wrapper, members));
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = ns + element.Name.LocalName;
        }

        return new ScriptedAnswer(200, root.ToString());
    }

    private static bool IsToken(string member) => member is "NextToken" or "NextMarker" or "Marker" or "nextToken";

    private void AssertNames(IEnumerable<string> sent, string? location)
    {
        var sentNames = sent.ToHashSet();
        var members = Input is { } input
            ? input.GetProperty("members").EnumerateObject().Where(member => Attribute(member.Value, "location") == location).ToList()
            : [];
        Assert.Subset(members.Select(NameOf).ToHashSet(), sentNames);
        var required =
            Input?.TryGetProperty("required", out var list) == true ? list.EnumerateArray().Select(item => item.GetString()) : [];
        Assert.Superset(members.Where(member => required.Contains(member.Name)).Select(NameOf).ToHashSet(), sentNames);
    }

    /// <summary>Fails unless a value has the members, the words and the lengths that its shape allows.</summary>
    private void AssertShape(JsonNode value, JsonElement shape)
    {
        switch (shape.GetProperty("type").GetString())
        {
            case "structure":
                var members = shape.GetProperty("members");
                foreach (var (name, member) in value.AsObject())
                {
                    Assert.True(members.TryGetProperty(name, out var reference), $"the model knows no {name}");
                    AssertShape(member!, ShapeOf(reference));
                }

                break;
            case "list":
                AssertWithin(value.AsArray().Count, shape);
                Assert.All(value.AsArray(), item => AssertShape(item!, ShapeOf(shape.GetProperty("member"))));
                break;
            case "integer":
                AssertWithin(value.GetValue<int>(), shape);
                break;
            case "string" when shape.TryGetProperty("enum", out var words):
                Assert.Contains(value.GetValue<string>(), words.EnumerateArray().Select(word => word.GetString()));
                break;
        }
    }

    private static void AssertWithin(int number, JsonElement shape) =>
        Assert.InRange(
            number,
            shape.TryGetProperty("min", out var min) ? min.GetInt32() : int.MinValue,
            shape.TryGetProperty("max", out var max) ? max.GetInt32() : int.MaxValue
        );

    private string NameOf(JsonProperty member)
    {
        var own = Attribute(member.Value, "locationName") ?? member.Name;
        return Protocol == "ec2" ? char.ToUpperInvariant(own[0]) + own[1..] : own;
    }

    private JsonNode? Json(JsonElement shape, string text) =>
        shape.GetProperty("type").GetString() switch
        {
            "structure" => new JsonObject(
                MembersOf(shape)
                    .Select(member =>
                        KeyValuePair.Create(
                            Attribute(member.Value, "locationName") ?? member.Name,
                            Json(ShapeOf(member.Value), member.Name)
                        )
                    )
            ),
            "list" => new JsonArray(Json(ShapeOf(shape.GetProperty("member")), text)),
            "map" => new JsonObject { [text] = Json(ShapeOf(shape.GetProperty("value")), text) },
            "boolean" => true,
            "integer" or "long" or "double" or "float" or "timestamp" => 1,
            _ => text,
        };

    private object[] Xml(JsonElement shape, string text) =>
        shape.GetProperty("type").GetString() switch
        {
            "structure" =>
            [
                .. MembersOf(shape)
                    .Select(member => new XElement(
                        Attribute(member.Value, "locationName") ?? member.Name,
                        Xml(ShapeOf(member.Value), member.Name)
                    )),
            ],
            "list" =>
            [
                new XElement(
                    Attribute(shape.GetProperty("member"), "locationName") ?? "member",
                    Xml(ShapeOf(shape.GetProperty("member")), text)
                ),
            ],
            "map" =>
            [
                new XElement("entry", new XElement("key", text), new XElement("value", Xml(ShapeOf(shape.GetProperty("value")), text))),
            ],
            "boolean" => ["true"],
            "integer" or "long" or "double" or "float" => ["1"],
            "timestamp" => ["2026-11-23T08:00:00Z"],
            _ => [text],
        };

    private static IEnumerable<JsonProperty> MembersOf(JsonElement structure) =>
        structure.GetProperty("members").EnumerateObject().Where(member => !IsToken(member.Name));

    private JsonElement ShapeOf(JsonElement reference) => shapes.GetProperty(reference.GetProperty("shape").GetString()!);

    private static string? Attribute(JsonElement member, string name) =>
        member.TryGetProperty(name, out var value) ? value.GetString() : null;
}
