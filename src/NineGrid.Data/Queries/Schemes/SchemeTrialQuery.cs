using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Queries.Schemes;

/// <summary>What a scheme would change in the newest snapshot, or why that cannot be said.</summary>
public sealed class TriedScheme
{
    /// <summary>The snapshot on which it was tried.</summary>
    public required Viewpoint At { get; init; }

    /// <summary>What would change; null when the calibration is missing.</summary>
    public SchemeTrial? Trial { get; init; }

    /// <summary>The period from which the scheme takes its cut points though it has no snapshot; null when nothing is missing.</summary>
    public Period? MissingCalibration { get; init; }

    internal Book? Book { get; init; }

    /// <summary>The number of a customer of the trial.</summary>
    public string NoOf(int customer) => Book!.Customers[customer].No;
}

/// <summary>What would change in the newest snapshot if another scheme were in force? Nothing is saved.</summary>
public sealed class SchemeTrialQuery(NineGridDbContext db, TriedBanks kept)
{
    /// <summary>Tries a scheme on the figures of the newest snapshot and the statements as they are now.</summary>
    /// <param name="scope">What may be seen; schemes are tried on the whole bank.</param>
    /// <param name="draft">A scheme without <see cref="Scheme.Faults"/>.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>Null when not every customer may be seen, or there is no snapshot.</returns>
    /// <exception cref="ArgumentException">The scheme has faults.</exception>
    public async Task<TriedScheme?> AskAsync(DataScope scope, Scheme draft, CancellationToken cancellationToken)
    {
        if (scope != DataScope.WholeBank || await new ViewpointQuery(db).AskAsync(scope, null, null, cancellationToken) is not Viewpoint at)
        {
            return null;
        }

        if (await ApplyAsync(draft, at.Period, cancellationToken) is not AppliedScheme tried)
        {
            return new() { At = at, MissingCalibration = draft.FrozenAt };
        }

        TriedBank? bank = await kept.AnswerAsync(at, () => ReadAsync(scope, at, cancellationToken), cancellationToken);
        return bank is null
            ? null
            : new()
            {
                At = at,
                Trial = bank.Try(tried),
                Book = bank.Known.Book,
            };
    }

    private async Task<TriedBank?> ReadAsync(DataScope scope, Viewpoint at, CancellationToken cancellationToken) =>
        await ApplyAsync(at.Scheme, at.Period, cancellationToken) is AppliedScheme inForce
            ? await TriedBank.LoadAsync(db, scope, at, inForce, cancellationToken)
            : null;

    /// <summary>A scheme with the calibration it needs; null when that has no snapshot.</summary>
    private async Task<AppliedScheme?> ApplyAsync(Scheme scheme, Period period, CancellationToken cancellationToken)
    {
        if (scheme.CalibrationFor(period) is not Period frozen)
        {
            return new(period, scheme);
        }

        CutTable? calibration = await StoredCuts.OfAsync(db, StoredSchemes.DefaultName, frozen, cancellationToken);
        return calibration is null ? null : new(period, scheme, calibration);
    }

    /// <summary>A customer as a snapshot keeps it; without figures when it is not active.</summary>
    public sealed record Kept(string No, PositionRow Position, FiguresRow? Figures);

    public static IQueryable<Kept> Customers(NineGridDbContext db, DataScope scope, int snapshot) =>
        from position in scope.Narrow(db, db.Positions.AsNoTracking().Where(row => row.SnapshotId == snapshot))
        join customer in db.Customers on position.CustomerId equals customer.Id
        join row in db.Figures on new { position.SnapshotId, position.CustomerId } equals new { row.SnapshotId, row.CustomerId } into own
        from figures in own.DefaultIfEmpty()
        select new Kept(customer.No, position, figures);
}
