using System.CommandLine;
using System.Globalization;
using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Data.Schema;

namespace NineGrid.Web.Commands;

/// <summary><c>import PATH [--check] [--accept-good-rows] [--report FILE]</c></summary>
internal sealed class ImportVerb : Verb
{
    private readonly Argument<string> _path = new("PATH")
    {
        Description = "The package: a folder or a .zip of CSV files, an .xlsx workbook, or one of the CSV files.",
    };
    private readonly Option<bool> _check = new("--check") { Description = "Tells what would be stored, and stores nothing." };
    private readonly Option<bool> _acceptGoodRows = new("--accept-good-rows")
    {
        Description = "Stores the good rows when others are rejected.",
    };
    private readonly Option<string?> _report = new("--report")
    {
        Description = "Writes what is wrong to this file as CSV: file,line,column,value,reason.",
        HelpName = "FILE",
    };

    public ImportVerb()
        : base("import", "Imports a package, all of it or nothing.")
    {
        Add(_path);
        Add(_check);
        Add(_acceptGoodRows);
        Add(_report);
    }

    protected override async Task RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        bool checks = words.GetValue(_check);
        await services.GetRequiredService<DatabaseSchema>().EnsureAsync(creates: !checks, cancellationToken);
        var source = PackageSource.At(words.GetRequiredValue(_path));
        bool acceptGoodRows = words.GetValue(_acceptGoodRows);
        await using FileStream? rejected = words.GetValue(_report) is string file ? File.Create(file) : null;
        ImportPackage import = services.GetRequiredService<ImportPackage>();
        if (checks)
        {
            ImportCheck check = await ShowAsync(progress =>
                import.CheckAsync(source, acceptGoodRows, rejected, progress, cancellationToken)
            );
            Tell(check);
            RefuseUnless(check.Storable, "would be", check.ErrorCount);
        }
        else
        {
            ImportReport report = await ShowAsync(progress =>
                import.RunAsync(source, acceptGoodRows, rejected, progress, cancellationToken)
            );
            Tell(report);
            RefuseUnless(report.Stored, "was", report.ErrorCount);
        }

        Task<T> ShowAsync<T>(Func<IProgress<JobProgress>, Task<T>> job) =>
            ProgressDisplay.ShowAsync(services.GetRequiredService<TimeProvider>(), job);
    }

    private static void RefuseUnless(bool stored, string tense, long errors)
    {
        if (!stored)
        {
            throw new JobRefusedException(string.Create(CultureInfo.InvariantCulture, $"Nothing {tense} stored: {errors:N0} error(s)."));
        }
    }

    private static void Tell(ImportCheck check)
    {
        TellIssues("notice", check.Notices, check.NoticeCount);
        TellIssues("error", check.Errors, check.ErrorCount);
        foreach (CheckedFile file in check.Files)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file.Name}: {file.Read:N0} rows read, {file.Ready:N0} ready, {file.Rejected:N0} rejected"
                )
            );
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{check.Ready:N0} rows ready, {check.NoticeCount:N0} notice(s), {check.ErrorCount:N0} error(s); nothing was stored."
            )
        );
    }

    private static void Tell(ImportReport report)
    {
        TellIssues("notice", report.Notices, report.NoticeCount);
        TellIssues("error", report.Errors, report.ErrorCount);
        foreach (ImportedFile file in report.Files)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file.Name}: {file.Read:N0} rows read, {file.Stored:N0} stored, {file.Rejected:N0} rejected"
                )
            );
        }
    }

    private static void TellIssues(string severity, IReadOnlyList<ImportIssue> issues, long count)
    {
        foreach (ImportIssue issue in issues)
        {
            Console.Error.WriteLine($"{severity}: {issue}");
        }

        if (count > issues.Count)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{severity}: and {count - issues.Count:N0} more"));
        }
    }
}
