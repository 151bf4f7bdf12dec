namespace NineGrid.Data.Imports;

/// <summary>What an import did.</summary>
/// <param name="Stored">Whether the database was changed; when not, it is as it was before.</param>
/// <param name="Files">The files that were read, in the order of their dependence.</param>
/// <param name="Errors">The first 1,000 errors in the order of files and lines.</param>
/// <param name="ErrorCount">How many errors there are in all.</param>
/// <param name="Notices">The first 1,000 notices, which stop nothing.</param>
/// <param name="NoticeCount">How many notices there are in all.</param>
/// <param name="Duration">How long it took.</param>
public sealed record ImportReport(
    bool Stored,
    IReadOnlyList<ImportedFile> Files,
    IReadOnlyList<ImportIssue> Errors,
    long ErrorCount,
    IReadOnlyList<ImportIssue> Notices,
    long NoticeCount,
    TimeSpan Duration
);

/// <summary>What became of one file.</summary>
/// <param name="Name">Its name, such as <c>facts.csv</c>.</param>
/// <param name="Read">Rows in it, the header not counted.</param>
/// <param name="Stored">Rows written; 0 when the import was refused.</param>
/// <param name="Rejected">Rows with an error.</param>
public sealed record ImportedFile(string Name, long Read, long Stored, long Rejected);
