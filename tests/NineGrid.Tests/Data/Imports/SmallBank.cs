using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Imports;

/// <summary>A package that is right in every respect, to be spoilt in one, imported in March 2024.</summary>
internal static partial class SmallBank
{
    public static TimeProvider Clock { get; } = new FixedTime(2024, 3, 15);

    /// <summary>The package as files.</summary>
    public static PackageFolder Package()
    {
        var package = new PackageFolder();
        foreach ((string name, string text) in Files)
        {
            package.File(name, text);
        }

        return package;
    }

    /// <summary>Replaces a part of one of the files where it first occurs.</summary>
    public static PackageFolder With(this PackageFolder package, string file, string part, string other)
    {
        string text = Files[file];
        int start = text.IndexOf(part, StringComparison.Ordinal);
        Assert.True(start >= 0, $"{file} does not hold {part}");
        return package.File(file, text[..start] + other + text[(start + part.Length)..]);
    }

    /// <summary>A database for imports in March 2024.</summary>
    public static Task<TestDatabase> DatabaseAsync(DatabaseProvider provider = DatabaseProvider.Sqlite) =>
        TestDatabases.CreateAsync(provider, Clock);

    /// <summary>Imports a package.</summary>
    public static Task<ImportReport> ImportAsync(
        this TestDatabase database,
        string path,
        bool acceptGoodRows = false,
        Stream? rejectedRows = null
    ) =>
        database.UseAsync(
            (ImportPackage import) => import.RunAsync(path, acceptGoodRows, rejectedRows, progress: null, CancellationToken.None)
        );

    /// <summary>Checks a package without importing it.</summary>
    public static Task<ImportCheck> CheckAsync(
        this TestDatabase database,
        string path,
        bool acceptGoodRows = false,
        IProgress<JobProgress>? progress = null
    ) =>
        database.UseAsync(
            (ImportPackage import) =>
                import.CheckAsync(PackageSource.At(path), acceptGoodRows, rejectedRows: null, progress, CancellationToken.None)
        );

    /// <summary>The small bank as a workbook of text, a sheet for each file.</summary>
    public static WorkbookFile Workbook()
    {
        var workbook = new WorkbookFile();
        foreach (string name in Files.Keys)
        {
            workbook.Sheet(Path.GetFileNameWithoutExtension(name), [.. Rows(name)]);
        }

        return workbook;
    }

    /// <summary>The rows of a file of the small bank, the header first; empty fields are null.</summary>
    public static IEnumerable<string?[]> Rows(string name) =>
        Files[name]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimEnd('\r').Split(',').Select(field => field.Length == 0 ? null : field).ToArray());

    /// <summary>Imports the small bank and makes sure that it went in.</summary>
    public static async Task FillAsync(this TestDatabase database)
    {
        using PackageFolder package = Package();
        ImportReport report = await database.ImportAsync(package.Path);
        Assert.Empty(report.Errors);
        Assert.True(report.Stored);
    }

    /// <summary>The messages of a report.</summary>
    public static IEnumerable<string> Messages(this IEnumerable<ImportIssue> issues) => issues.Select(issue => issue.ToString());
}
