using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Imports;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Samples;

/// <summary>Fills an empty embedded database with a made-up bank, its last quarters and a user of each role, so that a first look has something to see.</summary>
/// <remarks>
/// Killed at any moment, it goes on at the next start: the import and each snapshot are all or nothing, and a mark in the file says that the bank was being loaded.
/// A server's database is never filled.
/// </remarks>
public sealed class FirstStart(
    NineGridDbContext db,
    DatabaseOptions database,
    ImportPackage import,
    ComputeSnapshot compute,
    SampleUsers users
)
{
    private const int Snapshots = 5;

    /// <summary>What is loaded; the tests take a smaller one.</summary>
    internal SampleBank Bank { get; set; } = new(customers: 6_000, months: 36, seed: 1, end: Period.Of(2025, 12));

    /// <summary>Whether there is something to load: nobody has put anything in the database yet, or an earlier first start was broken off.</summary>
    public async Task<bool> IsDueAsync(CancellationToken cancellationToken)
    {
        if (database.Provider != DatabaseProvider.Sqlite)
        {
            return false;
        }

        string? headOffice = await HeadOfficeAsync(cancellationToken);
        return headOffice is null
            || (
                string.Equals(headOffice, Bank.Network.Branches[0].Name, StringComparison.Ordinal)
                && await IsLoadingAsync(cancellationToken)
            );
    }

    /// <summary>Loads what is missing.</summary>
    public async Task RunAsync(IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        await MarkLoadingAsync(true, cancellationToken);
        if (await HeadOfficeAsync(cancellationToken) is null)
        {
            await ImportAsync(progress, cancellationToken);
        }

        for (int quarter = Snapshots - 1; quarter >= 0; quarter--)
        {
            Period period = Bank.End.AddMonths(-3 * quarter);
            if (!await db.Snapshots.AnyAsync(row => row.Period == period, cancellationToken))
            {
                await compute.RunAsync(period, StoredSchemes.DefaultName, new Named(period, progress), cancellationToken);
            }
        }

        await users.CreateAsync(cancellationToken);
        await MarkLoadingAsync(false, cancellationToken);
    }

    private async Task ImportAsync(IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ninegrid-sample-");
        try
        {
            await Task.Run(() => Bank.WriteTo(folder.FullName, progress, cancellationToken), cancellationToken);
            ImportReport report = await import.RunAsync(
                folder.FullName,
                acceptGoodRows: false,
                rejectedRows: null,
                progress,
                cancellationToken
            );
            if (!report.Stored)
            {
                throw new InvalidOperationException($"The made-up bank was rejected: {report.Errors[0]}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private Task<string?> HeadOfficeAsync(CancellationToken cancellationToken) =>
        db.Institutions.Where(row => row.ParentId == null).Select(row => row.Name).FirstOrDefaultAsync(cancellationToken);

    // The application's own number in the header of a SQLite file; nothing else uses it.
    private async Task<bool> IsLoadingAsync(CancellationToken cancellationToken) =>
        await db.Database.SqlQueryRaw<int>("SELECT user_version AS \"Value\" FROM pragma_user_version").SingleAsync(cancellationToken) != 0;

    private Task<int> MarkLoadingAsync(bool loading, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync(loading ? "PRAGMA user_version = 1" : "PRAGMA user_version = 0", cancellationToken);

    /// <summary>Says which period a stage belongs to.</summary>
    private sealed class Named(Period period, IProgress<JobProgress>? progress) : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => progress?.Report(value with { Stage = $"{period} {value.Stage}" });
    }
}
