using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Jobs;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Snapshots;

/// <summary>What the reading of a branch came to.</summary>
/// <param name="Customers">Customers of the branch that have facts.</param>
public sealed record ReadCustomers(int Customers);

/// <summary>Reads the facts of one branch for a snapshot that another job computes.</summary>
/// <remarks>The bank is not locked meanwhile; data that comes in between makes the reading begin again, data that comes later makes it worthless.</remarks>
public sealed class ReadBranch(NineGridDbContext db, CurrentJob job)
{
    /// <summary>Reads, and keeps the sums until the snapshot is computed.</summary>
    /// <param name="snapshot">The job that computes the snapshot.</param>
    /// <param name="period">Its period.</param>
    /// <param name="institution">The branch.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellationToken">Stops before anything is stored.</param>
    public async Task RunAsync(
        int snapshot,
        Period period,
        int institution,
        IProgress<JobProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        // Kept open, as facts are read past EF, which would open it for each question.
        await db.Database.OpenConnectionAsync(cancellationToken);
        DataStand stand;
        int[] customers;
        byte[] sums;
        do
        {
            stand = await DataStand.ReadAsync(db, cancellationToken);
            Branches branches = await Branches.ReadAsync(db, cancellationToken);
            (customers, sums) = await ReadAsync(new(db, period, branches.Under(institution)), period, progress, cancellationToken);
        } while (stand != await DataStand.ReadAsync(db, cancellationToken));

        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await job.DoneAsync(new ReadCustomers(customers.Length), cancellationToken);
        db.SnapshotParts.Add(
            new()
            {
                JobId = snapshot,
                InstitutionId = institution,
                BatchId = stand.Held ?? 0,
                Sums = sums,
            }
        );
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<(int[] Customers, byte[] Sums)> ReadAsync(
        FactReading facts,
        Period period,
        IProgress<JobProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        List<FactRange> ranges = await facts.RangesAsync(cancellationToken);
        int[] customers = [.. ranges.Select(range => range.CustomerId)];
        // Which products are active is asked where the sums are put together.
        var products = new ProductSets([]);
        var windows = new WindowAccumulation(customers.Length, period, products);
        Dictionary<int, int> places = customers.Index().ToDictionary(one => one.Item, one => one.Index);
        await facts.AddAsync(ranges, windows, products, places, progress, cancellationToken);
        return (customers, windows.Pack(customers));
    }
}
