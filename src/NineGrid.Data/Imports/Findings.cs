using System.Globalization;
using CsvHelper;

namespace NineGrid.Data.Imports;

/// <summary>Collects what is found while a package is checked: the first thousand errors and notices, how many there are, and the full list as CSV.</summary>
/// <remarks>Safe for use from several threads.</remarks>
internal sealed class Findings : IDisposable
{
    /// <summary>How many errors, and how many notices, are kept for the report.</summary>
    public const int Kept = 1000;

    private readonly Lock _lock = new();
    private readonly List<ImportIssue> _errors = [];
    private readonly List<ImportIssue> _notices = [];
    private readonly CsvWriter? _rejected;
    private readonly Dictionary<string, long> _errorsOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _noticesOf = new(StringComparer.Ordinal);
    private long _errorCount;
    private long _noticeCount;
    private volatile bool _unreadable;

    /// <param name="rejected">Receives every error as <c>file,line,column,value,reason</c> in UTF-8; stays open.</param>
    public Findings(Stream? rejected)
    {
        if (rejected is not null)
        {
            // a spreadsheet must not run a value that somebody put into a package as a formula
            _rejected = CsvWriter.Create(rejected, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
            _rejected.WriteRecord("file", "line", "column", "value", "reason");
        }
    }

    public IReadOnlyList<ImportIssue> Errors => Sorted(_errors);
    public IReadOnlyList<ImportIssue> Notices => Sorted(_notices);
    public long ErrorCount => Volatile.Read(ref _errorCount);
    public long NoticeCount => Volatile.Read(ref _noticeCount);

    /// <summary>How many errors there are in a file.</summary>
    public long ErrorsOf(string file) => CountOf(_errorsOf, file);

    /// <summary>How many notices there are of a file.</summary>
    public long NoticesOf(string file) => CountOf(_noticesOf, file);

    /// <summary>Whether some file could not be read as a whole, so that nothing can be accepted.</summary>
    public bool Unreadable => _unreadable;

    /// <summary>Whether so many errors are kept that the details of further ones need not be looked up.</summary>
    public bool Full => ErrorCount >= Kept;

    public void Error(ImportIssue issue)
    {
        lock (_lock)
        {
            Volatile.Write(ref _errorCount, _errorCount + 1);
            Keep(_errors, _errorsOf, issue);
            _rejected?.WriteRecord(
                issue.File,
                issue.Line?.ToString(CultureInfo.InvariantCulture) ?? "",
                issue.Column ?? "",
                issue.Value ?? "",
                issue.Reason
            );
        }
    }

    /// <summary>An error that no row can be blamed for.</summary>
    public void FileError(ImportIssue issue)
    {
        _unreadable = true;
        Error(issue);
    }

    public void Notice(ImportIssue issue)
    {
        lock (_lock)
        {
            Volatile.Write(ref _noticeCount, _noticeCount + 1);
            Keep(_notices, _noticesOf, issue);
        }
    }

    public void Dispose() => _rejected?.Dispose();

    private long CountOf(Dictionary<string, long> counts, string file)
    {
        lock (_lock)
        {
            return counts.GetValueOrDefault(file);
        }
    }

    private static void Keep(List<ImportIssue> issues, Dictionary<string, long> counts, ImportIssue issue)
    {
        counts[issue.File] = counts.GetValueOrDefault(issue.File) + 1;
        if (issues.Count < Kept)
        {
            issues.Add(issue);
        }
    }

    private static List<ImportIssue> Sorted(List<ImportIssue> issues) =>
        [.. issues.OrderBy(issue => FileLayout.Named(issue.File) is { } layout ? Place(layout) : -1).ThenBy(issue => issue.Line ?? 0)];

    private static int Place(FileLayout layout)
    {
        int place = 0;
        while (FileLayout.All[place] != layout)
        {
            place++;
        }

        return place;
    }
}
