using System.CommandLine;
using System.Globalization;
using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Data.Schema;

namespace NineGrid.Web.Commands;

/// <summary><c>import PATH [--accept-good-rows] [--report FILE]</c></summary>
internal sealed class ImportVerb : Verb
{
    private readonly Argument<string> _path = new("PATH") { Description = "The package: a folder or a .zip of CSV files." };
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
        Add(_acceptGoodRows);
        Add(_report);
    }

    protected override async Task RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseSchema>().EnsureAsync(creates: true, cancellationToken);
        await using FileStream? rejected = words.GetValue(_report) is string file ? File.Create(file) : null;
        ImportReport report = await ProgressDisplay.ShowAsync(
            services.GetRequiredService<TimeProvider>(),
            progress =>
                services
                    .GetRequiredService<ImportPackage>()
                    .RunAsync(words.GetRequiredValue(_path), words.GetValue(_acceptGoodRows), rejected, progress, cancellationToken)
        );
        Tell(report);
        if (!report.Stored)
        {
            throw new JobRefusedException(
                string.Create(CultureInfo.InvariantCulture, $"Nothing was stored: {report.ErrorCount:N0} error(s).")
            );
        }
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
