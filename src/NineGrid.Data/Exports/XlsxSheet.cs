using System.Globalization;
using System.Text;
using System.Xml;

namespace NineGrid.Data.Exports;

/// <summary>Writes the rows of a sheet one after the other, and passes them on every few kilobytes.</summary>
internal sealed class XlsxSheet : IDisposable
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private const int PassedOnFrom = 1 << 15; // bytes

    private readonly Stream _output;
    private readonly Func<Task> _passOn;
    private readonly MemoryStream _held = new(PassedOnFrom * 2);
    private readonly XmlWriter _xml;
    private int _column;

    /// <param name="output">The part of the archive.</param>
    /// <param name="passOn">Passes on what the archive holds.</param>
    public XlsxSheet(Stream output, Func<Task> passOn)
    {
        (_output, _passOn) = (output, passOn);
        _xml = XmlWriter.Create(_held, new() { Encoding = new UTF8Encoding(false), CloseOutput = false });
    }

    /// <summary>Rows begun.</summary>
    public int Rows { get; private set; }

    /// <summary>Begins the sheet.</summary>
    /// <param name="widths">Widths of the columns, characters.</param>
    /// <param name="headStays">Whether the first row stays in view and the sheet is printed across.</param>
    /// <param name="isShown">Whether it is the sheet that is seen first.</param>
    /// <param name="styles">How cells of the columns look that are filled later; null when none are.</param>
    public void Begin(IEnumerable<double> widths, bool headStays, bool isShown, IReadOnlyList<CellStyle>? styles = null)
    {
        _xml.WriteStartDocument(standalone: true);
        _xml.WriteStartElement("worksheet", Main);
        if (headStays)
        {
            _xml.WriteStartElement("sheetPr");
            _xml.Element("pageSetUpPr", ("fitToPage", "1"));
            _xml.WriteEndElement();
        }

        _xml.WriteStartElement("sheetViews");
        _xml.WriteStartElement("sheetView");
        if (isShown)
        {
            _xml.WriteAttributeString("tabSelected", "1");
        }

        _xml.WriteAttributeString("workbookViewId", "0");
        if (headStays)
        {
            _xml.Element("pane", ("ySplit", "1"), ("topLeftCell", "A2"), ("activePane", "bottomLeft"), ("state", "frozen"));
        }

        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteStartElement("cols");
        foreach ((int i, double width) in widths.Index())
        {
            string number = XlsxText.Whole(i + 1);
            _xml.Element(
                "col",
                ("min", number),
                ("max", number),
                ("width", width.ToString("0.##", CultureInfo.InvariantCulture)),
                ("customWidth", "1"),
                ("style", XlsxText.Whole((int)(styles?[i] ?? CellStyle.Plain)))
            );
        }

        _xml.WriteEndElement();
        _xml.WriteStartElement("sheetData");
    }

    public void BeginRow()
    {
        Rows++;
        _xml.WriteStartElement("row");
        _xml.WriteAttributeString("r", XlsxText.Whole(Rows));
        _column = 0;
    }

    /// <summary>Adds a cell of text, never computed whatever it begins with; null or empty leaves it out.</summary>
    public void Text(string? text, CellStyle style)
    {
        _column++;
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        BeginCell(style);
        _xml.WriteAttributeString("t", "inlineStr");
        _xml.WriteStartElement("is");
        _xml.WriteStartElement("t");
        if (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
        {
            _xml.WriteAttributeString("xml", "space", null, "preserve");
        }

        _xml.WriteString(XlsxText.Escaped(text));
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    /// <summary>Adds a cell with a finite number; null leaves it out.</summary>
    public void Number(double? number, CellStyle style)
    {
        _column++;
        if (number is not double value)
        {
            return;
        }

        BeginCell(style);
        _xml.WriteElementString("v", Main, (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture));
        _xml.WriteEndElement();
    }

    /// <summary>Ends the row and passes on what is held when that is enough.</summary>
    public async ValueTask EndRowAsync(CancellationToken cancellationToken)
    {
        _xml.WriteEndElement();
        if (_held.Length >= PassedOnFrom)
        {
            await PassOnAsync(cancellationToken);
        }
    }

    /// <summary>Ends the sheet.</summary>
    /// <param name="filtered">The cells that readers can filter, <c>A1:C9</c>; null for none.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task EndAsync(string? filtered, CancellationToken cancellationToken)
    {
        _xml.WriteEndElement();
        if (filtered is not null)
        {
            _xml.Element("autoFilter", ("ref", filtered));
            _xml.Element("pageSetup", ("paperSize", "9"), ("orientation", "landscape"), ("fitToHeight", "0")); // 9 is A4
        }

        _xml.WriteEndElement();
        _xml.WriteEndDocument();
        await PassOnAsync(cancellationToken);
    }

    public void Dispose()
    {
        _xml.Dispose();
        _held.Dispose();
    }

    private async Task PassOnAsync(CancellationToken cancellationToken)
    {
        _xml.Flush(); // into memory
        await _output.WriteAsync(_held.GetBuffer().AsMemory(0, (int)_held.Length), cancellationToken);
        _held.SetLength(0);
        await _passOn();
    }

    private void BeginCell(CellStyle style)
    {
        _xml.WriteStartElement("c");
        _xml.WriteAttributeString("r", XlsxText.ColumnName(_column) + XlsxText.Whole(Rows));
        if (style != CellStyle.Plain)
        {
            _xml.WriteAttributeString("s", XlsxText.Whole((int)style));
        }
    }
}
