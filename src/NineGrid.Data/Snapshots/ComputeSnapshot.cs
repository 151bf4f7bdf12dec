using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Access;
using NineGrid.Data.Bulk;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Snapshots;

/// <summary>What a computed snapshot holds.</summary>
/// <param name="Period">The period.</param>
/// <param name="Scheme">Name of the scheme.</param>
/// <param name="Version">Its version.</param>
/// <param name="Customers">Customers in the snapshot.</param>
/// <param name="OnValueGrid">Customers placed on the value grid.</param>
/// <param name="OnGrowthGrid">Customers placed on the growth grid.</param>
public sealed record ComputedSnapshot(Period Period, string Scheme, int Version, int Customers, int OnValueGrid, int OnGrowthGrid);

/// <summary>Computes a period under the version of a scheme that is in force, and puts the result in place of an earlier one.</summary>
/// <remarks>One transaction: a failed or killed job leaves the earlier snapshot as it was.</remarks>
public sealed class ComputeSnapshot(NineGridDbContext db, IBulk bulk, Actor actor, AuditTrail audit, CurrentJob job, TimeProvider clock)
{
    /// <summary>Computes and stores.</summary>
    /// <exception cref="JobRefusedException">The period is closed, the scheme or its calibration is missing, there are no facts, or another job is running.</exception>
    public async Task<ComputedSnapshot> RunAsync(
        Period period,
        string schemeName = StoredSchemes.DefaultName,
        IProgress<JobProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        await using IDbContextTransaction transaction = await BankTransaction.BeginAsync(db, cancellationToken);
        SchemeRow scheme = await StoredSchemes.InForceAsync(db, schemeName, clock.Now(), cancellationToken);
        Scheme definition = Scheme.FromJson(scheme.Definition);
        if (await db.ClosedPeriods.AnyAsync(row => row.Period == period, cancellationToken))
        {
            throw new JobRefusedException("PeriodClosed", $"{period} is closed; its snapshot no longer changes.");
        }

        CutTable? calibration = await CalibrationAsync(definition, schemeName, period, cancellationToken);
        int? batch = (await DataStand.ReadAsync(db, cancellationToken)).Held;
        SnapshotParts parts = job.Id is int whole
            ? await SnapshotParts.ReadAsync(db, whole, batch, period, cancellationToken)
            : SnapshotParts.None;
        SnapshotSource source = await SnapshotSource.ReadAsync(db, period, definition, calibration, parts, progress, cancellationToken);
        progress?.Report(new("computing", 0, null));
        Snapshot snapshot = Snapshot.Compute(source.Input, Environment.ProcessorCount);
        SeparationTable separation = SeparationTable.Of(snapshot, Environment.ProcessorCount);
        Guidance guidance = Guidance.Of(snapshot, Environment.ProcessorCount);

        await db
            .Snapshots.Where(row => row.Period == period && db.Schemes.Any(s => s.Id == row.SchemeId && s.Name == schemeName))
            .ExecuteDeleteAsync(cancellationToken);
        var head = new SnapshotRow
        {
            Period = period,
            SchemeId = scheme.Id,
            ComputedAt = clock.Now(),
            ComputedBy = actor.Name,
            Program = ProgramVersion.Text,
            BatchId = batch,
            Customers = source.Customers.Count,
        };
        db.Snapshots.Add(head);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        await new SnapshotStore(db, bulk).WriteAsync(head.Id, source, snapshot, separation, guidance, progress, cancellationToken);
        progress?.Report(new("alerts", 0, null));
        AlertHistory history = await new EarlierSnapshots(db, schemeName, source).ReadAsync(head.Id, cancellationToken);
        IReadOnlyList<Firing> firings = Firings.Of(snapshot, history, Environment.ProcessorCount);
        await bulk.InsertAsync(db, SnapshotStore.FiringsOf(head.Id, source, firings), cancellationToken);
        if (string.Equals(schemeName, StoredSchemes.DefaultName, StringComparison.Ordinal))
        {
            await new FollowAlerts(db, bulk, audit, clock).RunAsync(head.Id, cancellationToken);
        }

        var computed = new ComputedSnapshot(
            period,
            schemeName,
            scheme.Version,
            source.Customers.Count,
            Placed(snapshot.Cells(Domain.Grids.Grid.Value)),
            Placed(snapshot.Cells(Domain.Grids.Grid.Growth))
        );
        await audit.WriteAsync(
            AuditAction.SnapshotComputed,
            period.ToString(),
            after: new
            {
                computed.Scheme,
                computed.Version,
                computed.Customers,
            }
        );
        await db.SnapshotParts.Where(row => row.JobId == job.Id).ExecuteDeleteAsync(cancellationToken);
        await bulk.CountAsync(db, cancellationToken);
        await job.DoneAsync(computed, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return computed;
    }

    private async Task<CutTable?> CalibrationAsync(Scheme scheme, string schemeName, Period period, CancellationToken cancellationToken)
    {
        if (scheme.CalibrationFor(period) is not Period frozen)
        {
            return null;
        }

        return await StoredCuts.OfAsync(db, schemeName, frozen, cancellationToken)
            ?? throw new JobRefusedException(
                "CalibrationMissing",
                $"The scheme “{schemeName}” takes its cut points from {frozen}, which has no snapshot yet; compute {frozen} first."
            );
    }

    private static int Placed(ReadOnlySpan<sbyte> cells) => cells.Length - cells.Count((sbyte)-1);
}
