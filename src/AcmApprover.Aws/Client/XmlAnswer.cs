using System.Text;
using System.Xml;

namespace AcmApprover.Aws.Client;

/// <summary>
/// An element of an answer in XML, with what AWS writes into one: text or elements. Namespaces and attributes are passed over. An
/// <c>XElement</c> would do as well, but System.Xml.Linq makes the native function larger.
/// </summary>
internal sealed class XmlAnswer
{
    /// <summary>More than any answer of AWS has; System.Text.Json has the same limit.</summary>
    private const int DepthLimit = 64;

    /// <summary>More than any answer of AWS has; each takes twenty times the memory of its shortest tag.</summary>
    private const int ElementLimit = 100_000;

    private readonly List<XmlAnswer> members = [];
    private StringBuilder? text;

    private XmlAnswer(string name) => Name = name;

    /// <summary>An element without members.</summary>
    internal static XmlAnswer Empty { get; } = new("");

    /// <summary>The element's name.</summary>
    internal string Name { get; }

    /// <summary>Its text; empty where it holds elements.</summary>
    internal string Value => text?.ToString() ?? "";

    /// <summary>Itself and all that it holds, in the order of the document.</summary>
    internal IEnumerable<XmlAnswer> All => members.SelectMany(member => member.All).Prepend(this);

    /// <summary>A body; one that is empty has no members. Document types are refused.</summary>
    /// <exception cref="XmlException">It is not XML, or more than any answer is.</exception>
    internal static XmlAnswer Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return Empty;
        }

        var document = new XmlAnswer("");
        using var stream = new MemoryStream(body.ToArray(), writable: false);
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        var open = new Stack<XmlAnswer>([document]);
        var elements = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.Depth >= DepthLimit || ++elements > ElementLimit:
                    throw new XmlException($"it has more than {ElementLimit} elements, or some {DepthLimit} deep");
                case XmlNodeType.Element:
                    var element = new XmlAnswer(reader.LocalName);
                    open.Peek().members.Add(element);
                    if (!reader.IsEmptyElement)
                    {
                        open.Push(element);
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    (open.Peek().text ??= new StringBuilder()).Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
            }
        }

        return document.members is [var root] ? root : document;
    }

    /// <summary>A member; null if there is none.</summary>
    internal XmlAnswer? Member(string name) => members.Find(member => member.Name == name);

    /// <summary>A member that is a text; null if there is none.</summary>
    internal string? Text(string name) => Member(name)?.Value;

    /// <summary>The items of a member that is a list; they are called <c>member</c> in the query protocol.</summary>
    internal IEnumerable<XmlAnswer> List(string name, string item = "member") =>
        Member(name)?.members.Where(member => member.Name == item) ?? [];
}
