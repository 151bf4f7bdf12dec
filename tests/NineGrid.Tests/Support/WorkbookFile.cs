using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace NineGrid.Tests.Support;

/// <summary>A cell that the workbook's markup is given for, without its place: <c>t="e"&gt;&lt;v&gt;#N/A&lt;/v</c>.</summary>
/// <param name="Attributes">Its attributes beside the place.</param>
/// <param name="Content">What it holds.</param>
internal sealed record RawCell(string Attributes, string Content);

/// <summary>A workbook under construction, written by hand so that it can also be wrong.</summary>
internal sealed class WorkbookFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";

    private readonly List<string> _sheets = [];
    private readonly Dictionary<string, byte[]> _parts = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    /// <summary>Adds a sheet; a row that is null is left out, so that the next has a higher number.</summary>
    public WorkbookFile Sheet(string name, params object?[]?[] rows)
    {
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\"><sheetData>");
        for (int row = 0; row < rows.Length; row++)
        {
            if (rows[row] is not { } cells)
            {
                continue;
            }

            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{row + 1}\">");
            for (int column = 0; column < cells.Length; column++)
            {
                xml.Append(Cell(cells[column], Place(column, row)));
            }

            xml.Append("</row>");
        }

        return SheetPart(name, xml.Append("</sheetData></worksheet>").ToString());
    }

    /// <summary>Adds a sheet whose markup is given.</summary>
    public WorkbookFile SheetPart(string name, string xml)
    {
        _sheets.Add(name);
        return Part(FormattableString.Invariant($"xl/worksheets/sheet{_sheets.Count}.xml"), xml);
    }

    /// <summary>Adds or replaces a part.</summary>
    public WorkbookFile Part(string name, string xml)
    {
        _parts[name] = Encoding.UTF8.GetBytes(xml);
        return this;
    }

    /// <summary>The parts by their names.</summary>
    public Dictionary<string, byte[]> Parts()
    {
        var parts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        Add(
            "[Content_Types].xml",
            $"<Types xmlns=\"{Packages}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
        );
        Add("_rels/.rels", Related(("officeDocument", "xl/workbook.xml")));
        Add(
            "xl/workbook.xml",
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>"
                + string.Concat(
                    _sheets.Select((name, i) => $"<sheet name=\"{SecurityElement.Escape(name)}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>")
                )
                + "</sheets></workbook>"
        );
        Add(
            "xl/_rels/workbook.xml.rels",
            Related([
                .. _sheets.Select((_, i) => ("worksheet", $"worksheets/sheet{i + 1}.xml")),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ])
        );
        // style 1 is a day, style 2 a time span
        Add(
            "xl/styles.xml",
            $"<styleSheet xmlns=\"{Main}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf numFmtId=\"46\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
        );
        Add(
            "xl/sharedStrings.xml",
            $"<sst xmlns=\"{Main}\">"
                + string.Concat(_texts.Select(text => $"<si><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></si>"))
                + "</sst>"
        );
        foreach ((string name, byte[] bytes) in _parts)
        {
            parts[name] = bytes;
        }

        return parts;

        void Add(string name, string xml) => parts.Add(name, Encoding.UTF8.GetBytes(xml));
    }

    /// <summary>The file.</summary>
    public byte[] Bytes() => Pack(Parts());

    /// <summary>Packs parts.</summary>
    public static byte[] Pack(IEnumerable<KeyValuePair<string, byte[]>> parts)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in parts)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return packed.ToArray();
    }

    private string Cell(object? cell, string place)
    {
        switch (cell)
        {
            case null:
                return "";
            case string text:
                _texts.Add(text);
                return $"<c r=\"{place}\" t=\"s\"><v>{_texts.Count - 1}</v></c>";
            case bool flag:
                return $"<c r=\"{place}\" t=\"b\"><v>{(flag ? 1 : 0)}</v></c>";
            case DateTime moment:
                return FormattableString.Invariant($"<c r=\"{place}\" s=\"1\"><v>{moment.ToOADate():R}</v></c>");
            case TimeSpan time:
                return FormattableString.Invariant($"<c r=\"{place}\" s=\"2\"><v>{time.TotalDays:R}</v></c>");
            case RawCell raw:
                return $"<c r=\"{place}\" {raw.Attributes}>{raw.Content}</c>";
            default:
                return FormattableString.Invariant($"<c r=\"{place}\"><v>{cell:R}</v></c>");
        }
    }

    private static string Place(int column, int row)
    {
        string letters = "";
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        {
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        }

        return letters + (row + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static string Related(params IReadOnlyList<(string Type, string Target)> relations) =>
        $"<Relationships xmlns=\"{Packages}/relationships\">"
        + string.Concat(
            relations.Select((pair, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Relations}/{pair.Type}\" Target=\"{pair.Target}\"/>")
        )
        + "</Relationships>";
}
