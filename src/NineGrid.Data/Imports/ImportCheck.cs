namespace NineGrid.Data.Imports;

/// <summary>What an import of a package would do; the database is as it was.</summary>
/// <param name="Storable">Whether the import, started the same way, would store anything.</param>
/// <param name="Files">The files, in the order of their dependence.</param>
/// <param name="Errors">The first 1,000 errors in the order of files and lines.</param>
/// <param name="ErrorCount">How many errors there are in all.</param>
/// <param name="Notices">The first 1,000 notices, which stop nothing.</param>
/// <param name="NoticeCount">How many notices there are in all.</param>
/// <param name="Duration">How long the check took.</param>
public sealed record ImportCheck(
    bool Storable,
    IReadOnlyList<CheckedFile> Files,
    IReadOnlyList<ImportIssue> Errors,
    long ErrorCount,
    IReadOnlyList<ImportIssue> Notices,
    long NoticeCount,
    TimeSpan Duration
)
{
    /// <summary>Rows that the import would store, of all files.</summary>
    public long Ready => Files.Sum(file => file.Ready);
}

/// <summary>What would become of one file.</summary>
/// <param name="Name">Its name, such as <c>facts.csv</c>.</param>
/// <param name="Read">Rows in it, the header not counted.</param>
/// <param name="Ready">Rows that would be stored; 0 when the import would be refused.</param>
/// <param name="Rejected">Rows with an error.</param>
/// <param name="Errors">Errors in it; a row may have several, and the file as a whole one.</param>
/// <param name="Notices">Notices of it.</param>
/// <param name="Columns">Its header as it stands; empty when it could not be read.</param>
/// <param name="First">Its first ten rows.</param>
public sealed record CheckedFile(
    string Name,
    long Read,
    long Ready,
    long Rejected,
    long Errors,
    long Notices,
    IReadOnlyList<string> Columns,
    IReadOnlyList<CheckedRow> First
);

/// <summary>A row as it stands in the file.</summary>
/// <param name="Line">The line on which it starts, or its row in the sheet.</param>
/// <param name="Fields">Its fields as text, shortened when very long.</param>
public sealed record CheckedRow(long Line, IReadOnlyList<string> Fields);
