using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Commands.Plans;

/// <summary>Reads what a plan starts from: the figures of a customer and, where it is placed, its levers.</summary>
/// <remarks>What may not be shown to the reader is not used: a target would tell the benchmark of its lever, a path the cut points.</remarks>
/// <param name="Figures">The figures; null for Lost and New.</param>
/// <param name="Guidance">The levers; null when it has no place on the value grid.</param>
/// <param name="HasPaths">Whether there are cut points to find a path by.</param>
internal sealed record CustomerStart(CustomerFigures? Figures, CustomerGuidance? Guidance, bool HasPaths)
{
    public static async Task<CustomerStart> ReadAsync(
        NineGridDbContext db,
        DataScope scope,
        Viewpoint at,
        PositionRow position,
        CancellationToken cancellationToken
    )
    {
        FiguresRow? figures = await db
            .Figures.AsNoTracking()
            .FirstOrDefaultAsync(row => row.SnapshotId == position.SnapshotId && row.CustomerId == position.CustomerId, cancellationToken);
        if (figures is null)
        {
            return new(null, null, HasPaths: false);
        }

        CustomerFigures own = StoredFigures.FiguresOf(position, figures);
        IndicatorRow? indicators = await db
            .Indicators.AsNoTracking()
            .FirstOrDefaultAsync(row => row.SnapshotId == position.SnapshotId && row.CustomerId == position.CustomerId, cancellationToken);
        if (position.ValueCell is null || indicators is null)
        {
            return new(own, null, HasPaths: false);
        }

        (AxisCuts xs, AxisCuts ys) = await AxisCuts.LoadAsync(db, scope, at, Grid.Value, cancellationToken);
        var peers = new PeerKey(position.Place, position.Size, position.Industry, position.HasCredit);
        (ShownCut x, ShownCut y) = (xs.For(peers), ys.For(peers));
        List<BenchmarkRow> benchmarks = await Benchmarks(db, position).ToListAsync(cancellationToken);
        var guidance = StoredGuidance.Of(
            position,
            figures,
            indicators,
            StoredGuidance.BenchmarksOf(benchmarks.Where(row => scope.Shows(row.N))),
            x.Cuts,
            y.Cuts,
            at.Scheme
        );
        return new(own, guidance, !x.IsKeptBack && !y.IsKeptBack);
    }

    private static IQueryable<BenchmarkRow> Benchmarks(NineGridDbContext db, PositionRow position)
    {
        (int snapshot, int place) = (position.SnapshotId, position.Place);
        (SizeClass size, bool credit) = (position.Size, position.HasCredit == true);
        IQueryable<int> tier1 = db
            .SnapshotInstitutions.Where(row =>
                row.SnapshotId == snapshot && row.Level == InstitutionLevel.Tier1 && row.Place <= place && place < row.EndPlace
            )
            .Select(row => row.Place);
        return db
            .Benchmarks.AsNoTracking()
            .Where(row =>
                row.SnapshotId == snapshot && row.Tier1Place == tier1.FirstOrDefault() && row.Size == size && row.HasCredit == credit
            );
    }
}
