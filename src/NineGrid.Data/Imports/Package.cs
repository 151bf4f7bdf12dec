using System.IO.Compression;
using System.Text;

namespace NineGrid.Data.Imports;

/// <summary>How much a package may hold, so that a small one cannot fill memory or disk.</summary>
/// <param name="TotalBytes">Bytes of all files in a zip or workbook, unpacked.</param>
/// <param name="Ratio">Unpacked bytes for each packed byte; packed CSV reaches about 50.</param>
/// <param name="Entries">Entries of any kind in a zip or workbook.</param>
/// <param name="MasterRows">Rows of each file of master data, which are held in memory.</param>
/// <param name="SharedTextBytes">Bytes of the texts that the cells of a workbook share, unpacked; they are held in memory and take up to four times as much there.</param>
/// <param name="WorkbookPartBytes">Bytes of every other part of a workbook that is held in memory: its list of sheets, its styles.</param>
public sealed record PackageLimits(
    long TotalBytes = 64L << 30,
    int Ratio = 250,
    int Entries = 1000,
    int MasterRows = 2_000_000,
    long SharedTextBytes = 64 << 20,
    long WorkbookPartBytes = 8 << 20
)
{
    // below this size a high ratio is harmless, and natural for a file of one repeated line
    private const long SmallFile = 1 << 20;

    /// <summary>Refuses a zip that holds too much, or names files outside of itself, before anything of it is unpacked.</summary>
    /// <param name="entries">All of its entries.</param>
    /// <param name="isRead">Whether an entry will be unpacked.</param>
    /// <exception cref="JobRefusedException">It is hostile or too large.</exception>
    internal void Check(IReadOnlyCollection<ZipArchiveEntry> entries, Func<ZipArchiveEntry, bool> isRead)
    {
        if (entries.Count > Entries)
        {
            throw new JobRefusedException("ZipEntries", $"The zip holds {entries.Count} entries; expected at most {Entries}.");
        }

        if (entries.FirstOrDefault(entry => LeavesThePackage(entry.FullName)) is { } outside)
        {
            throw new JobRefusedException(
                "ZipOutside",
                $"The zip names a file outside of itself, “{outside.FullName}”; it is refused as a whole."
            );
        }

        long rest = TotalBytes;
        foreach (ZipArchiveEntry entry in entries.Where(isRead))
        {
            if (entry.IsEncrypted)
            {
                throw new JobRefusedException(
                    "ZipEncrypted",
                    $"{entry.FullName} is encrypted in the zip; expected a zip without a password."
                );
            }

            bool fits = entry.Length >= 0 && entry.Length <= rest;
            if (!fits || (entry.Length > SmallFile && entry.Length / Ratio > entry.CompressedLength))
            {
                throw new JobRefusedException(
                    "ZipRatio",
                    $"{entry.FullName} unpacks to {entry.Length} bytes from {entry.CompressedLength}; expected at most {Ratio} times as many and {TotalBytes} in all files."
                );
            }

            rest -= entry.Length;
        }
    }

    private static bool LeavesThePackage(string name) =>
        name.Contains('\\', StringComparison.Ordinal)
        || name.Contains(':', StringComparison.Ordinal)
        || name.StartsWith('/')
        || name.Split('/').Contains("..", StringComparer.Ordinal);
}

/// <summary>One of the seven files of a package, wherever it lies.</summary>
internal abstract class PackageFile(FileLayout layout)
{
    /// <summary>Which of the seven it is.</summary>
    public FileLayout Layout => layout;

    /// <summary>Its size, for progress; null when unknown.</summary>
    public abstract long? Size { get; }

    /// <summary>Opens it at its start; may be done again and again.</summary>
    /// <exception cref="UnreadableFileException">It cannot be read.</exception>
    public abstract IRecords Open();
}

/// <summary>A CSV file.</summary>
/// <param name="layout">Which of the seven it is.</param>
/// <param name="size">Bytes.</param>
/// <param name="open">Opens it at its start.</param>
internal sealed class CsvFile(FileLayout layout, long size, Func<PackedStream> open) : PackageFile(layout)
{
    private Encoding? _encoding;

    public override long? Size => size;

    public override IRecords Open()
    {
        _encoding ??= TextEncoding.Detect(open);
        return new CsvRecords(open(), _encoding);
    }
}

/// <summary>An import package: a folder or a zip with any of the seven files at its top level, a workbook with a sheet for each, or one of the files.</summary>
internal sealed class Package : IDisposable
{
    private readonly List<PackageFile> _files = [];
    private readonly List<string> _unknown = [];
    private ZipArchive? _archive;
    private Workbook? _workbook;

    private Package(PackageLimits limits) => Limits = limits;

    /// <summary>How much it may hold.</summary>
    public PackageLimits Limits { get; }

    /// <summary>The files, each after those that it refers to.</summary>
    public IEnumerable<PackageFile> Files => FileLayout.All.Select(File).OfType<PackageFile>();

    /// <summary>Names of what else lies in it.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>The file of that layout; null when it did not come.</summary>
    public PackageFile? File(FileLayout layout) => _files.FirstOrDefault(file => file.Layout == layout);

    /// <summary>Opens a folder or a file. What a file is shows in what it holds, except that a CSV file is known by its name.</summary>
    /// <exception cref="JobRefusedException">There is no such package, or it holds none of the seven files, or it is damaged or hostile.</exception>
    public static Package Open(PackageSource source, PackageLimits limits)
    {
        var package = new Package(limits);
        try
        {
            if (Directory.Exists(source.Path))
            {
                package.AddFolder(source.Path);
            }
            else if (System.IO.File.Exists(source.Path))
            {
                package.AddFile(source);
            }
            else
            {
                throw new JobRefusedException("PackageMissing", $"There is no folder or zip file “{source.Shown}”.");
            }

            return package._files.Count > 0
                ? package
                : throw new JobRefusedException(
                    "PackageEmpty",
                    $"The package “{source.Shown}” holds none of the files {FileLayout.AllNames}; they are expected at its top level."
                );
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    /// <summary>Opens a folder or a file that lies where it came.</summary>
    /// <exception cref="JobRefusedException">There is no such package, or it holds none of the seven files, or it is damaged or hostile.</exception>
    public static Package Open(string path, PackageLimits limits) => Open(PackageSource.At(path), limits);

    public void Dispose()
    {
        _workbook?.Dispose();
        _archive?.Dispose();
    }

    private void AddFolder(string path)
    {
        foreach (FileInfo file in new DirectoryInfo(path).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            Add(file.Name, file.Length, () => new PackedStream(file.OpenRead()));
        }
    }

    private void AddFile(PackageSource source)
    {
        // a browser may send the whole path that the file had where it came from
        string name = source.Name[(source.Name.LastIndexOfAny(['/', '\\']) + 1)..];
        try
        {
            Span<byte> start = stackalloc byte[4];
            int length;
            using (FileStream file = System.IO.File.OpenRead(source.Path))
            {
                length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            }

            if (start[..length].StartsWith("PK"u8))
            {
                AddZip(source);
            }
            else if (start.SequenceEqual<byte>([0xD0, 0xCF, 0x11, 0xE0]))
            {
                throw new JobRefusedException(
                    "WorkbookOld",
                    $"“{source.Shown}” is a workbook of the old kind (.xls), or has a password; save it as .xlsx without one."
                );
            }
            else if (FileLayout.Named(name) is not null)
            {
                Add(name, new FileInfo(source.Path).Length, () => new PackedStream(System.IO.File.OpenRead(source.Path)));
            }
            else
            {
                throw new JobRefusedException(
                    "PackageUnknown",
                    $"“{source.Shown}” is not a folder and cannot be read as a zip file: it does not begin like one; expected a folder, a zip, an .xlsx workbook, or one of the files {FileLayout.AllNames}."
                );
            }
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new JobRefusedException(
                "ZipDamaged",
                $"“{source.Shown}” is not a folder and cannot be read as a zip file: {damaged.Message}"
            );
        }
    }

    private void AddZip(PackageSource source)
    {
        _archive = ZipFile.OpenRead(source.Path);
        if (Workbook.IsOne(_archive))
        {
            _workbook = Workbook.Open(source, _archive, Limits);
            foreach ((int place, string sheet) in _workbook.Sheets.Index())
            {
                Add(sheet, FileLayout.OfSheet(sheet), layout => new SheetFile(layout, _workbook, place));
            }

            _unknown.RemoveAll(ImportTemplates.IsNotes);
            return;
        }

        Limits.Check(_archive.Entries, entry => FileLayout.Named(entry.FullName) is not null);
        foreach (ZipArchiveEntry entry in _archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            Add(entry.FullName, entry.Length, () => new PackedStream(entry.Open(), (entry.Length, entry.Crc32)));
        }
    }

    private void Add(string name, long size, Func<PackedStream> open) =>
        Add(name, FileLayout.Named(name), layout => new CsvFile(layout, size, open));

    private void Add(string name, FileLayout? layout, Func<FileLayout, PackageFile> file)
    {
        if (layout is null)
        {
            _unknown.Add(name);
        }
        else if (File(layout) is null)
        {
            _files.Add(file(layout));
        }
        else
        {
            throw new JobRefusedException("FileTwice", $"The package holds {layout.Name} twice; expected once.");
        }
    }
}
