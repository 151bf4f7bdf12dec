using System.Xml;

namespace NineGrid.Data.Exports;

/// <summary>How a cell looks; the number is its place in the styles of the workbook.</summary>
internal enum CellStyle
{
    Plain,

    /// <summary>Bold, for titles of columns of text.</summary>
    Head,

    /// <summary>Bold and at the right, for titles of columns of numbers.</summary>
    NumberHead,
    Count,
    Money,
    Fraction,
    Number,
    Day,

    /// <summary>Text whatever is typed: 0101 stays 0101, and 2024-03 does not become a date.</summary>
    TypedText,

    /// <summary>Text over several lines.</summary>
    Wrapped,
}

internal static class CellStyles
{
    /// <summary>The style of the cells of a column.</summary>
    public static CellStyle Of(ColumnKind kind) =>
        kind switch
        {
            ColumnKind.Text => CellStyle.Plain,
            ColumnKind.Count => CellStyle.Count,
            ColumnKind.Money => CellStyle.Money,
            ColumnKind.Fraction => CellStyle.Fraction,
            ColumnKind.Number => CellStyle.Number,
            ColumnKind.Day => CellStyle.Day,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of column"),
        };
}

/// <summary>The styles of every workbook: the formats of numbers, and bold for heads.</summary>
internal static class XlsxStyles
{
    private const string DayFormat = "164"; // the first number that is free for own formats

    public static void Part(XmlWriter xml)
    {
        xml.WriteStartElement("styleSheet", XlsxSheet.Main);
        List(xml, "numFmts", () => xml.Element("numFmt", ("numFmtId", DayFormat), ("formatCode", "yyyy\\-mm\\-dd")));
        List(xml, "fonts", () => Font(xml, bold: false), () => Font(xml, bold: true));
        List(xml, "fills", () => Fill(xml, "none"), () => Fill(xml, "gray125"));
        List(xml, "borders", () => xml.Element("border"));
        List(xml, "cellStyleXfs", () => xml.Element("xf", ("numFmtId", "0"), ("fontId", "0"), ("fillId", "0"), ("borderId", "0")));
        // In the order of CellStyle; 3, 4, 10 and 49 are the built-in formats #,##0, #,##0.00, 0.00% and @.
        List(
            xml,
            "cellXfs",
            () => Cell(xml, "0", bold: false),
            () => Cell(xml, "0", bold: true),
            () => Cell(xml, "0", bold: true, ("horizontal", "right")),
            () => Cell(xml, "3", bold: false),
            () => Cell(xml, "4", bold: false),
            () => Cell(xml, "10", bold: false),
            () => Cell(xml, "4", bold: false),
            () => Cell(xml, DayFormat, bold: false),
            () => Cell(xml, "49", bold: false),
            () => Cell(xml, "0", bold: false, ("vertical", "top"), ("wrapText", "1"))
        );
        xml.WriteEndElement();
    }

    private static void List(XmlWriter xml, string name, params Action[] items)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("count", XlsxText.Whole(items.Length));
        foreach (Action item in items)
        {
            item();
        }

        xml.WriteEndElement();
    }

    private static void Cell(XmlWriter xml, string format, bool bold, params ReadOnlySpan<(string Name, string Value)> alignment)
    {
        xml.WriteStartElement("xf");
        xml.WriteAttributeString("numFmtId", format);
        xml.WriteAttributeString("fontId", bold ? "1" : "0");
        xml.WriteAttributeString("fillId", "0");
        xml.WriteAttributeString("borderId", "0");
        xml.WriteAttributeString("xfId", "0");
        xml.WriteAttributeString("applyNumberFormat", "1");
        xml.WriteAttributeString("applyFont", "1");
        if (!alignment.IsEmpty)
        {
            xml.WriteAttributeString("applyAlignment", "1");
            xml.Element("alignment", alignment);
        }

        xml.WriteEndElement();
    }

    private static void Font(XmlWriter xml, bool bold)
    {
        xml.WriteStartElement("font");
        if (bold)
        {
            xml.Element("b");
        }

        xml.Element("sz", ("val", "11"));
        xml.Element("name", ("val", "Calibri"));
        xml.WriteEndElement();
    }

    private static void Fill(XmlWriter xml, string pattern)
    {
        xml.WriteStartElement("fill");
        xml.Element("patternFill", ("patternType", pattern));
        xml.WriteEndElement();
    }
}
