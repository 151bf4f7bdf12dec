using System.IO.Compression;
using System.Text;
using System.Xml;
using ExcelDataReader;

namespace NineGrid.Data.Imports;

/// <summary>A workbook of Office Open XML whose sheets are files of a package.</summary>
/// <remarks>
/// One reader serves all sheets, as it holds the shared texts in memory; so only one sheet is read at a time.
/// The reader promises nothing about damaged or hostile workbooks: what it will read is looked through first (<see cref="WorkbookPart"/>), and whatever it throws means that the workbook cannot be read.
/// </remarks>
internal sealed class Workbook : IDisposable
{
    private const string List = "xl/workbook.xml";
    private const string Targets = "xl/_rels/workbook.xml.rels";

    private readonly IExcelDataReader _reader;
    private readonly IReadOnlyList<IReadOnlyList<MisreadCell>> _misread;

    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // the reader asks for Windows-1252 in any case

    private Workbook(IExcelDataReader reader, IReadOnlyList<(string Name, IReadOnlyList<MisreadCell> Misread)> sheets)
    {
        _reader = reader;
        _misread = [.. sheets.Select(sheet => sheet.Misread)];
        Sheets = [.. sheets.Select(sheet => sheet.Name)];
        int place = 0;
        do
        {
            if (place == sheets.Count || !string.Equals(reader.Name, Sheets[place++], StringComparison.Ordinal))
            {
                throw new InvalidDataException($"{List} does not list its sheets soundly");
            }
        } while (reader.NextResult());
    }

    /// <summary>The names of the sheets, in their order.</summary>
    public IReadOnlyList<string> Sheets { get; }

    /// <summary>Whether a zip is a workbook.</summary>
    public static bool IsOne(ZipArchive archive) =>
        archive.GetEntry("[Content_Types].xml") is not null && archive.GetEntry("xl/workbook.xml") is not null;

    /// <summary>Opens a workbook.</summary>
    /// <param name="source">Where it lies.</param>
    /// <param name="archive">Its parts.</param>
    /// <param name="limits">How much it may hold.</param>
    /// <exception cref="JobRefusedException">It is damaged, hostile or too large.</exception>
    public static Workbook Open(PackageSource source, ZipArchive archive, PackageLimits limits)
    {
        limits.Check(archive.Entries, _ => true);
        var misread = new Dictionary<string, IReadOnlyList<MisreadCell>>(StringComparer.OrdinalIgnoreCase);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            try
            {
                using var part = new PackedStream(entry.Open(), (entry.Length, entry.Crc32));
                misread[entry.FullName] = WorkbookPart.Check(part, entry.Length, limits);
            }
            catch (Exception damaged) when (damaged is InvalidDataException or IOException)
            {
                throw new JobRefusedException(
                    "WorkbookPartUnreadable",
                    $"The workbook “{source.Shown}” cannot be read: {entry.FullName}: {damaged.Message}"
                );
            }
        }

        FileStream? file = null;
        try
        {
            List<(string, IReadOnlyList<MisreadCell>)> sheets =
            [
                .. PartsOfSheets(archive).Select(sheet => (sheet.Name, misread.GetValueOrDefault(sheet.Part) ?? [])),
            ];
            file = File.OpenRead(source.Path);
            return new(ExcelReaderFactory.CreateOpenXmlReader(file), sheets);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            file?.Dispose();
            throw new JobRefusedException("WorkbookUnreadable", $"The workbook “{source.Shown}” cannot be read: {failure.Message}");
        }
    }

    /// <summary>The sheets as the workbook lists them, each with the name of its part.</summary>
    private static IEnumerable<(string Name, string Part)> PartsOfSheets(ZipArchive archive)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (XmlReader relation in Elements(archive, Targets, "Relationship"))
        {
            targets.TryAdd(relation.GetAttribute("Id") ?? "", relation.GetAttribute("Target") ?? "");
        }

        foreach (XmlReader sheet in Elements(archive, List, "sheet"))
        {
            // the prefix of the relation's identity is free, and its namespace has two spellings
            string? id = null;
            for (bool more = sheet.MoveToFirstAttribute(); more; more = sheet.MoveToNextAttribute())
            {
                id = sheet.LocalName is "id" && sheet.NamespaceURI.Length > 0 ? sheet.Value : id;
            }

            sheet.MoveToElement();
            string target = targets.GetValueOrDefault(id ?? "") ?? "";
            yield return (sheet.GetAttribute("name") ?? "", target.StartsWith('/') ? target[1..] : "xl/" + target);
        }
    }

    private static IEnumerable<XmlReader> Elements(ZipArchive archive, string part, string name)
    {
        if (archive.GetEntry(part) is not { } entry)
        {
            yield break;
        }

        using var xml = XmlReader.Create(entry.Open(), new XmlReaderSettings { CloseInput = true });
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && string.Equals(xml.LocalName, name, StringComparison.Ordinal))
            {
                yield return xml;
            }
        }
    }

    /// <summary>Begins to read a sheet from its start; the one read before is left.</summary>
    /// <exception cref="UnreadableFileException">It cannot be read.</exception>
    public SheetRecords Read(int place, FileLayout layout)
    {
        try
        {
            _reader.Reset();
            for (int sheet = 0; sheet < place; sheet++)
            {
                _reader.NextResult();
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw new UnreadableFileException(failure.Message);
        }

        return _reader.FieldCount <= FileReader.MostColumns
            ? new SheetRecords(_reader, _misread[place], layout)
            : throw new UnreadableFileException(
                FormattableString.Invariant($"the sheet has {_reader.FieldCount} columns; expected at most {FileReader.MostColumns}")
            );
    }

    public void Dispose() => _reader.Dispose();
}

/// <summary>A sheet of a workbook as a file.</summary>
/// <param name="layout">Which of the seven it is.</param>
/// <param name="workbook">The workbook.</param>
/// <param name="place">The place of the sheet among the others.</param>
internal sealed class SheetFile(FileLayout layout, Workbook workbook, int place) : PackageFile(layout)
{
    private long? _rows;

    /// <summary>Rows, known once it was opened.</summary>
    public override long? Size => _rows;

    public override IRecords Open()
    {
        SheetRecords records = workbook.Read(place, Layout);
        _rows = records.Rows;
        return records;
    }
}
