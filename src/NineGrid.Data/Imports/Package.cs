using System.IO.Compression;
using System.Text;

namespace NineGrid.Data.Imports;

/// <summary>How much a zip may hold, so that a small one cannot fill memory or disk.</summary>
/// <param name="TotalBytes">Bytes of all files, unpacked.</param>
/// <param name="Ratio">Unpacked bytes for each packed byte; packed CSV reaches about 50.</param>
/// <param name="Entries">Entries of any kind.</param>
public sealed record PackageLimits(long TotalBytes = 64L << 30, int Ratio = 250, int Entries = 1000);

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

/// <summary>An import package: a folder or a zip with any of the seven files at its top level.</summary>
internal sealed class Package : IDisposable
{
    // below this size a high ratio is harmless, and natural for a file of one repeated line
    private const long SmallFile = 1 << 20;

    private readonly List<PackageFile> _files = [];
    private readonly List<string> _unknown = [];
    private ZipArchive? _archive;

    private Package() { }

    /// <summary>The files, each after those that it refers to.</summary>
    public IEnumerable<PackageFile> Files => FileLayout.All.Select(File).OfType<PackageFile>();

    /// <summary>Names of what else lies in it.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>The file of that layout; null when it did not come.</summary>
    public PackageFile? File(FileLayout layout) => _files.FirstOrDefault(file => file.Layout == layout);

    /// <summary>Opens a folder or a zip.</summary>
    /// <exception cref="JobRefusedException">There is no such package, or it holds none of the seven files, or the zip is damaged or hostile.</exception>
    public static Package Open(string path, PackageLimits limits)
    {
        var package = new Package();
        try
        {
            if (Directory.Exists(path))
            {
                package.AddFolder(path);
            }
            else if (System.IO.File.Exists(path))
            {
                package.AddZip(path, limits);
            }
            else
            {
                throw new JobRefusedException($"There is no folder or zip file “{path}”.");
            }

            return package._files.Count > 0
                ? package
                : throw new JobRefusedException(
                    $"The package “{path}” holds none of the files {FileLayout.AllNames}; they are expected at its top level."
                );
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    public void Dispose() => _archive?.Dispose();

    private void AddFolder(string path)
    {
        foreach (FileInfo file in new DirectoryInfo(path).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            Add(file.Name, file.Length, () => new PackedStream(file.OpenRead()));
        }
    }

    private void AddZip(string path, PackageLimits limits)
    {
        try
        {
            _archive = ZipFile.OpenRead(path);
            if (_archive.Entries.Count > limits.Entries)
            {
                throw new JobRefusedException($"The zip holds {_archive.Entries.Count} entries; expected at most {limits.Entries}.");
            }
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new JobRefusedException($"“{path}” is not a folder and cannot be read as a zip file: {damaged.Message}");
        }

        long rest = limits.TotalBytes;
        foreach (ZipArchiveEntry entry in _archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            if (LeavesThePackage(entry.FullName))
            {
                throw new JobRefusedException($"The zip names a file outside of itself, “{entry.FullName}”; it is refused as a whole.");
            }

            if (FileLayout.Named(entry.FullName) is null)
            {
                _unknown.Add(entry.FullName);
                continue;
            }

            if (entry.IsEncrypted)
            {
                throw new JobRefusedException($"{entry.FullName} is encrypted in the zip; expected a zip without a password.");
            }

            long most = Math.Max(SmallFile, entry.CompressedLength * limits.Ratio);
            if (entry.Length > rest || entry.Length > most)
            {
                throw new JobRefusedException(
                    $"{entry.FullName} unpacks to {entry.Length} bytes from {entry.CompressedLength}; expected at most {limits.Ratio} times as many and {limits.TotalBytes} in all files."
                );
            }

            rest -= entry.Length;
            Add(entry.FullName, entry.Length, () => new PackedStream(entry.Open(), (entry.Length, entry.Crc32)));
        }
    }

    private void Add(string name, long size, Func<PackedStream> open)
    {
        if (FileLayout.Named(name) is not { } layout)
        {
            _unknown.Add(name);
        }
        else if (File(layout) is null)
        {
            _files.Add(new CsvFile(layout, size, open));
        }
        else
        {
            throw new JobRefusedException($"The package holds {layout.Name} twice; expected once.");
        }
    }

    private static bool LeavesThePackage(string name) =>
        name.Contains('\\', StringComparison.Ordinal)
        || name.Contains(':', StringComparison.Ordinal)
        || name.StartsWith('/')
        || name.Split('/').Contains("..", StringComparer.Ordinal);
}
