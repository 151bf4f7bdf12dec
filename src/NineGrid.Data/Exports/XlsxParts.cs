using System.IO.Compression;
using System.Text;
using System.Xml;

namespace NineGrid.Data.Exports;

/// <summary>Writes the parts of a workbook beside its sheets: what parts there are, how they refer to each other, styles.</summary>
internal static class XlsxParts
{
    /// <summary>The media type of a workbook.</summary>
    public const string ContentType = TypePrefix + "sheet";

    private const string TypePrefix = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const string RelationPrefix = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Writes what stands before the sheets.</summary>
    public static async Task BeginAsync(ZipArchive archive, int sheets, CancellationToken cancellationToken)
    {
        await PartAsync(archive, "[Content_Types].xml", xml => ContentTypes(xml, sheets), cancellationToken);
        await PartAsync(archive, "_rels/.rels", Relations(("officeDocument", "xl/workbook.xml")), cancellationToken);
        await PartAsync(archive, "xl/styles.xml", XlsxStyles.Part, cancellationToken);
    }

    /// <summary>Begins a sheet.</summary>
    /// <param name="archive">The workbook.</param>
    /// <param name="number">From 1.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static Task<Stream> OpenSheetAsync(ZipArchive archive, int number, CancellationToken cancellationToken) =>
        OpenAsync(archive, "xl/" + SheetPath(number), cancellationToken);

    /// <summary>Writes what stands after the sheets.</summary>
    /// <param name="archive">The workbook.</param>
    /// <param name="sheets">The names of the sheets.</param>
    /// <param name="names">Writes defined names; null for none.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task EndAsync(
        ZipArchive archive,
        IReadOnlyList<string> sheets,
        Action<XmlWriter>? names,
        CancellationToken cancellationToken
    )
    {
        await PartAsync(archive, "xl/workbook.xml", xml => Workbook(xml, sheets, names), cancellationToken);
        await PartAsync(
            archive,
            "xl/_rels/workbook.xml.rels",
            Relations([.. sheets.Select((_, i) => ("worksheet", SheetPath(i + 1))), ("styles", "styles.xml")]),
            cancellationToken
        );
    }

    private static string SheetPath(int number) => $"worksheets/sheet{XlsxText.Whole(number)}.xml";

    private static void Workbook(XmlWriter xml, IReadOnlyList<string> sheets, Action<XmlWriter>? names)
    {
        xml.WriteStartElement("workbook", XlsxSheet.Main);
        xml.WriteAttributeString("xmlns", "r", null, RelationPrefix);
        xml.WriteStartElement("sheets");
        foreach ((int i, string name) in sheets.Index())
        {
            string id = XlsxText.Whole(i + 1);
            xml.WriteStartElement("sheet");
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("sheetId", id);
            xml.WriteAttributeString("id", RelationPrefix, "rId" + id);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        if (names is not null)
        {
            xml.WriteStartElement("definedNames");
            names(xml);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void ContentTypes(XmlWriter xml, int sheets)
    {
        xml.WriteStartElement("Types", "http://schemas.openxmlformats.org/package/2006/content-types");
        Type("Default", "Extension", "rels", "application/vnd.openxmlformats-package.relationships+xml");
        Type("Default", "Extension", "xml", "application/xml");
        Type("Override", "PartName", "/xl/workbook.xml", TypePrefix + "sheet.main+xml");
        Type("Override", "PartName", "/xl/styles.xml", TypePrefix + "styles+xml");
        for (int sheet = 1; sheet <= sheets; sheet++)
        {
            Type("Override", "PartName", "/xl/" + SheetPath(sheet), TypePrefix + "worksheet+xml");
        }

        xml.WriteEndElement();

        void Type(string element, string key, string value, string type) => xml.Element(element, (key, value), ("ContentType", type));
    }

    private static Action<XmlWriter> Relations(params IReadOnlyList<(string Type, string Target)> relations) =>
        xml =>
        {
            xml.WriteStartElement("Relationships", "http://schemas.openxmlformats.org/package/2006/relationships");
            foreach ((int i, (string type, string target)) in relations.Index())
            {
                xml.Element(
                    "Relationship",
                    ("Id", "rId" + XlsxText.Whole(i + 1)),
                    ("Type", $"{RelationPrefix}/{type}"),
                    ("Target", target)
                );
            }

            xml.WriteEndElement();
        };

    private static async Task PartAsync(ZipArchive archive, string name, Action<XmlWriter> write, CancellationToken cancellationToken)
    {
        using MemoryStream made = Made(write);
        await using Stream entry = await OpenAsync(archive, name, cancellationToken);
        await entry.WriteAsync(made.GetBuffer().AsMemory(0, (int)made.Length), cancellationToken);
    }

    private static MemoryStream Made(Action<XmlWriter> write)
    {
        var made = new MemoryStream();
        using var xml = XmlWriter.Create(made, new() { Encoding = new UTF8Encoding(false), CloseOutput = false });
        xml.WriteStartDocument(standalone: true);
        write(xml);
        return made;
    }

    private static Task<Stream> OpenAsync(ZipArchive archive, string name, CancellationToken cancellationToken) =>
        archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
}
