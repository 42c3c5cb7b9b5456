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

    private readonly List<XmlAnswer> members = [];
    private readonly StringBuilder text = new();

    private XmlAnswer(string name) => Name = name;

    /// <summary>The element's name.</summary>
    internal string Name { get; }

    /// <summary>Its text; empty where it holds elements.</summary>
    internal string Value => text.ToString();

    /// <summary>Itself and all that it holds, in the order of the document.</summary>
    internal IEnumerable<XmlAnswer> All => members.SelectMany(member => member.All).Prepend(this);

    /// <summary>A body; one that is empty is an element without members. Document types are refused.</summary>
    /// <exception cref="XmlException">It is not XML, or nested too deep.</exception>
    internal static XmlAnswer Parse(ReadOnlyMemory<byte> body)
    {
        var document = new XmlAnswer("");
        using var stream = new MemoryStream(body.ToArray(), writable: false);
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        var open = new Stack<XmlAnswer>([document]);
        while (!body.IsEmpty && reader.Read())
        {
            if (reader.Depth > DepthLimit)
            {
                throw new XmlException($"the elements are nested deeper than {DepthLimit}");
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = new XmlAnswer(reader.LocalName);
                    open.Peek().members.Add(element);
                    if (!reader.IsEmptyElement)
                    {
                        open.Push(element);
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    open.Peek().text.Append(reader.Value);
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
