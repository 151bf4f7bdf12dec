using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Access;
using NineGrid.Data.Bulk;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Imports;

/// <summary>Imports a package: all of it, or its good rows, or nothing; or tells what that would do.</summary>
/// <remarks>
/// One transaction from the first look at the database to the end, so a crash leaves it as it was. Master data is held in memory, checked as it will be and written
/// first; statements and facts pass through. Once something is wrong and good rows are not accepted, nothing more is written but everything is still checked.
/// </remarks>
public sealed class ImportPackage(
    NineGridDbContext db,
    IBulk bulk,
    Actor actor,
    AuditTrail audit,
    CurrentJob job,
    TimeProvider time,
    PackageLimits limits
)
{
    /// <summary>Imports a package that lies where it came, see <see cref="RunAsync(PackageSource, bool, Stream, IProgress{JobProgress}, CancellationToken)"/>.</summary>
    public Task<ImportReport> RunAsync(
        string path,
        bool acceptGoodRows,
        Stream? rejectedRows,
        IProgress<JobProgress>? progress,
        CancellationToken cancellationToken
    ) => RunAsync(PackageSource.At(path), acceptGoodRows, rejectedRows, progress, cancellationToken);

    /// <summary>Imports the package.</summary>
    /// <param name="source">A folder; or a zip, a workbook or a CSV file.</param>
    /// <param name="acceptGoodRows">Whether good rows are stored when others are rejected. A file that cannot be read as a whole refuses the package in either case.</param>
    /// <param name="rejectedRows">Receives every error as CSV: <c>file,line,column,value,reason</c>; stays open.</param>
    /// <param name="progress">Told of each file and how far it is read, in bytes, or rows of a workbook.</param>
    /// <param name="cancellationToken">Stops the import; nothing is changed then.</param>
    /// <exception cref="JobRefusedException">There is no package there, or another import is running.</exception>
    public async Task<ImportReport> RunAsync(
        PackageSource source,
        bool acceptGoodRows,
        Stream? rejectedRows,
        IProgress<JobProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        long start = time.GetTimestamp();
        using var package = Package.Open(source, limits);
        using var findings = new Findings(rejectedRows);
        NoteUnknown(package, findings);

        await using IDbContextTransaction transaction = await BankTransaction.BeginAsync(db, cancellationToken);
        DataBatchRow batch = await BeginBatchAsync(source.Name, cancellationToken);
        var run = new ImportRun(db, bulk, package, findings, acceptGoodRows, batch.Id);
        IReadOnlyDictionary<FileLayout, FileTally> tallies = await ReadAsync(run, progress, cancellationToken);
        bool stored = run.MayStore;
        var report = new ImportReport(
            stored,
            [.. package.Files.Select(file => tallies[file.Layout].Report(stored))],
            findings.Errors,
            findings.ErrorCount,
            findings.Notices,
            findings.NoticeCount,
            time.GetElapsedTime(start)
        );
        if (stored)
        {
            await RecordAsync(batch, report);
            await bulk.CountAsync(db, cancellationToken);
            await job.DoneAsync(report, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        else
        {
            await transaction.RollbackAsync(cancellationToken);
        }

        return report;
    }

    /// <summary>Begins a batch; what the one before it overwrote is forgotten with that.</summary>
    private async Task<DataBatchRow> BeginBatchAsync(string name, CancellationToken cancellationToken)
    {
        await UndoImport.ForgetAsync(db, cancellationToken);
        var batch = new DataBatchRow
        {
            Package = name.Length <= Columns.NameLength ? name : name[..Columns.NameLength],
            ImportedBy = actor.Name,
            ImportedAt = time.Now(),
            Files = "[]",
        };
        db.DataBatches.Add(batch);
        await db.SaveChangesAsync(cancellationToken);
        return batch;
    }

    private Task RecordAsync(DataBatchRow batch, ImportReport report)
    {
        var files = report.Files.Select(file => new
        {
            file.Name,
            file.Stored,
            file.Rejected,
        });
        batch.Milliseconds = (long)report.Duration.TotalMilliseconds;
        batch.Stored = report.Files.Sum(file => file.Stored);
        batch.Rejected = report.Files.Sum(file => file.Rejected);
        batch.Files = JsonSerializer.Serialize(files, JobJson.Options);
        return audit.WriteAsync(AuditAction.Imported, batch.Package, after: files);
    }

    /// <summary>Tells what an import of the package would do. Nothing is changed and no lock is held, so everything else goes on meanwhile.</summary>
    /// <param name="source">A folder; or a zip, a workbook or a CSV file.</param>
    /// <param name="acceptGoodRows">Whether the import would accept the good rows when others are rejected.</param>
    /// <param name="rejectedRows">Receives every error as CSV: <c>file,line,column,value,reason</c>; stays open.</param>
    /// <param name="progress">Told of each file and how far it is read, in bytes, or rows of a workbook.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="JobRefusedException">There is no package there.</exception>
    public async Task<ImportCheck> CheckAsync(
        PackageSource source,
        bool acceptGoodRows,
        Stream? rejectedRows,
        IProgress<JobProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        long start = time.GetTimestamp();
        using var package = Package.Open(source, limits);
        using var findings = new Findings(rejectedRows);
        NoteUnknown(package, findings);

        var run = new ImportRun(db, bulk, package, findings, acceptGoodRows, Batch: null);
        IReadOnlyDictionary<FileLayout, FileTally> tallies = await ReadAsync(run, progress, cancellationToken);
        return new(
            run.MayStore,
            [.. package.Files.Select(file => tallies[file.Layout].Check(run.MayStore, findings))],
            findings.Errors,
            findings.ErrorCount,
            findings.Notices,
            findings.NoticeCount,
            time.GetElapsedTime(start)
        );
    }

    private static void NoteUnknown(Package package, Findings findings)
    {
        foreach (string name in package.Unknown)
        {
            findings.Notice(new(ImportIssueKind.UnknownFile, name));
        }
    }

    private async Task<IReadOnlyDictionary<FileLayout, FileTally>> ReadAsync(
        ImportRun run,
        IProgress<JobProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var institutions = new InstitutionFile(run);
        var managers = new ManagerFile(run);
        var products = new ProductFile(run);
        var groups = new GroupFile(run);
        var customers = new CustomerFile(run);

        await ReadAsync(institutions);
        await ReadAsync(managers);
        await ReadAsync(products);
        await ReadAsync(groups);
        await ReadAsync(customers);

        institutions.CheckTree();
        managers.CheckReferences(institutions);
        customers.CheckReferences(institutions, managers, groups);
        await customers.NoteManagersElsewhereAsync(institutions, managers, cancellationToken);
        if (run.MayStore && run.Writes)
        {
            await institutions.StoreAsync(cancellationToken);
            await managers.StoreAsync(institutions, cancellationToken);
            await products.StoreAsync(cancellationToken);
            await groups.StoreNewAsync(cancellationToken);
            await customers.StoreAsync(institutions, managers, groups, cancellationToken);
            await groups.StoreAsync(customers, cancellationToken);
        }

        institutions.CountAccepted();
        managers.CountAccepted();
        products.CountAccepted();
        groups.CountAccepted();
        customers.CountAccepted();

        var statements = new StatementFile(run, customers);
        await statements.ReadAsync(progress, cancellationToken);
        var facts = new FactFile(run, customers, products, CurrentMonth, await ClosedPeriodsAsync(cancellationToken));
        await facts.ReadAsync(progress, cancellationToken);
        return new Dictionary<FileLayout, FileTally>
        {
            [FileLayout.Institutions] = institutions.Tally,
            [FileLayout.Managers] = managers.Tally,
            [FileLayout.Products] = products.Tally,
            [FileLayout.Groups] = groups.Tally,
            [FileLayout.Customers] = customers.Tally,
            [FileLayout.Statements] = statements.Tally,
            [FileLayout.Facts] = facts.Tally,
        };

        async Task ReadAsync<TRow>(MasterFile<TRow> file)
            where TRow : MasterRow
        {
            progress?.Report(new(file.FileName, 0, Total: null));
            await file.ReadAsync(cancellationToken);
        }
    }

    private Period CurrentMonth => Period.Of(DateOnly.FromDateTime(time.GetLocalNow().DateTime));

    private async Task<IReadOnlySet<Period>> ClosedPeriodsAsync(CancellationToken cancellationToken) =>
        (await db.ClosedPeriods.AsNoTracking().Select(row => row.Period).ToListAsync(cancellationToken)).ToHashSet();
}
