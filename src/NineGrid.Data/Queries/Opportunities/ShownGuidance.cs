using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Opportunities;

/// <summary>A customer placed on the value grid with the guidance that a reader is shown.</summary>
/// <param name="Cell">Its cell.</param>
/// <param name="Revenue">R, yuan a year.</param>
/// <param name="Guidance">Its levers and path.</param>
public sealed record ShownCustomer(Cell Cell, double Revenue, GuidanceRow Guidance);

/// <summary>The guidance of customers as a reader may see it: what is stored rests on every benchmark, also on those that are kept back from her.</summary>
/// <remarks>Where one is, the levers, the reach and the path of the customers of its kind are found again without it, as on the page of the customer.</remarks>
public sealed class ShownGuidance
{
    private readonly Dictionary<BenchmarkKey, Benchmark[]> _benchmarks = [];
    private readonly HashSet<BenchmarkKey> _narrowed = [];
    private readonly Dictionary<int, InstitutionAt> _branches;

    private ShownGuidance(Dictionary<int, InstitutionAt> branches) => _branches = branches;

    /// <summary>Everybody by id, when for some customers not everything that is stored may be shown; else null.</summary>
    public IReadOnlyDictionary<int, ShownCustomer>? Customers { get; private set; }

    /// <summary>The benchmarks of a customer that may be shown; those that may not are left out.</summary>
    public Benchmark[] BenchmarksOf(PositionRow customer) =>
        _benchmarks.GetValueOrDefault(KindOf(customer)) ?? new Benchmark[Indicator.Count];

    /// <summary>EVA within reach of a customer as it may be shown, yuan a year.</summary>
    public double ReachOf(Facts customer) => Customers?[customer.Position.CustomerId].Guidance.Reach ?? customer.Reach;

    /// <summary>Reads it.</summary>
    /// <param name="db">The database.</param>
    /// <param name="high">Keeps how many of a scope are in the sets of benchmarks.</param>
    /// <param name="scope">What may be seen.</param>
    /// <param name="at">From where.</param>
    /// <param name="positions">Customers in the scope.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    internal static async Task<ShownGuidance> LoadAsync(
        NineGridDbContext db,
        HighBands high,
        DataScope scope,
        Viewpoint at,
        IQueryable<PositionRow> positions,
        CancellationToken cancellationToken
    )
    {
        var shown = new ShownGuidance(await BranchesAsync(db, at, positions, cancellationToken));
        int[] tier1 = [.. shown._branches.Values.Select(branch => branch.Place).Distinct()];
        foreach (
            IGrouping<int, BenchmarkRow> rows in (await Benchmarks(db, positions, tier1).ToListAsync(cancellationToken)).GroupBy(row =>
                row.Tier1Place
            )
        )
        {
            InstitutionAt branch = shown._branches.Values.First(one => one.Place == rows.Key);
            shown.Choose(scope, await BenchmarkSets.LoadAsync(db, high, scope, at, branch, cancellationToken), rows);
        }

        if (shown._narrowed.Count > 0)
        {
            shown.Customers = await shown.FindAgainAsync(db, scope, at, positions, cancellationToken);
        }

        return shown;
    }

    /// <summary>The tier-1 branch of each place where a customer is; head office for those below none.</summary>
    private static async Task<Dictionary<int, InstitutionAt>> BranchesAsync(
        NineGridDbContext db,
        Viewpoint at,
        IQueryable<PositionRow> positions,
        CancellationToken cancellationToken
    )
    {
        List<InstitutionAt> branches = await CutQueries.Tier1(db, at.SnapshotId).ToListAsync(cancellationToken);
        List<int> places = await positions.Select(row => row.Place).Distinct().ToListAsync(cancellationToken);
        return places.ToDictionary(place => place, place => branches.First(branch => branch.Place <= place && place < branch.EndPlace));
    }

    private void Choose(DataScope scope, BenchmarkSets sets, IEnumerable<BenchmarkRow> rows)
    {
        foreach (BenchmarkRow row in rows)
        {
            var kind = new BenchmarkKey(row.Tier1Place, row.Size, row.HasCredit);
            if (!_benchmarks.TryGetValue(kind, out Benchmark[]? known))
            {
                _benchmarks.Add(kind, known = new Benchmark[Indicator.Count]);
            }

            var own = ShownBenchmark.Of(scope, row, sets.Within(row.Indicator, row.Width, row.Size, row.OfCredit));
            known[row.Indicator] = own.Known;
            if (own.IsKeptBack)
            {
                _narrowed.Add(kind);
            }
        }
    }

    private async Task<IReadOnlyDictionary<int, ShownCustomer>> FindAgainAsync(
        NineGridDbContext db,
        DataScope scope,
        Viewpoint at,
        IQueryable<PositionRow> positions,
        CancellationToken cancellationToken
    )
    {
        (AxisCuts xs, AxisCuts ys) = await AxisCuts.LoadAsync(db, scope, at, Grid.Value, cancellationToken);
        SizeClass[] sizes = [.. _narrowed.Select(kind => kind.Size).Distinct()];
        Dictionary<int, GuidanceRow> again = [];
        foreach (Facts one in await FactsOf(db, positions.Where(row => sizes.Contains(row.Size))).ToListAsync(cancellationToken))
        {
            if (_narrowed.Contains(KindOf(one.Position)))
            {
                var peers = PeerKey.Of(one.Position);
                (ShownCut x, ShownCut y) = (xs.For(peers), ys.For(peers));
                CustomerGuidance guidance = StoredGuidance.Of(
                    one.Position,
                    one.Figures,
                    one.Indicators,
                    BenchmarksOf(one.Position),
                    x.Cuts,
                    y.Cuts,
                    at.Scheme
                );
                TargetPath? path = x.IsKeptBack || y.IsKeptBack ? null : guidance.ToNext()?.Path;
                again.Add(
                    one.Position.CustomerId,
                    StoredGuidance.RowOf(at.SnapshotId, one.Position.CustomerId, guidance.Reach, path, [.. guidance.Levers])
                );
            }
        }

        Dictionary<int, ShownCustomer> customers = await Stored(db, positions)
            .ToDictionaryAsync(one => one.Guidance.CustomerId, cancellationToken);
        foreach ((int id, GuidanceRow row) in again)
        {
            customers[id] = customers[id] with { Guidance = row };
        }

        return customers;
    }

    private BenchmarkKey KindOf(PositionRow row) => new(_branches[row.Place].Place, row.Size, row.HasCredit == true);

    /// <summary>What is stored of customers placed on the value grid.</summary>
    public static IQueryable<ShownCustomer> Stored(NineGridDbContext db, IQueryable<PositionRow> positions) =>
        from position in positions
        join row in db.Guidance.AsNoTracking()
            on new { position.SnapshotId, position.CustomerId } equals new { row.SnapshotId, row.CustomerId }
        select new ShownCustomer(position.ValueCell!.Value, position.Revenue!.Value, row);

    /// <summary>What the kernel needs to find the levers of a customer.</summary>
    public sealed class Facts
    {
        public required PositionRow Position { get; init; }
        public required FiguresRow Figures { get; init; }
        public required IndicatorRow Indicators { get; init; }
        public double Reach { get; init; }
    }

    public static IQueryable<Facts> FactsOf(NineGridDbContext db, IQueryable<PositionRow> positions) =>
        (
            from position in positions
            join figures in db.Figures
                on new { position.SnapshotId, position.CustomerId } equals new { figures.SnapshotId, figures.CustomerId }
            join indicators in db.Indicators
                on new { position.SnapshotId, position.CustomerId } equals new { indicators.SnapshotId, indicators.CustomerId }
            join guidance in db.Guidance
                on new { position.SnapshotId, position.CustomerId } equals new { guidance.SnapshotId, guidance.CustomerId }
            select new Facts
            {
                Position = position,
                Figures = figures,
                Indicators = indicators,
                Reach = guidance.Reach,
            }
        ).AsNoTracking();

    /// <summary>The benchmarks of the kinds of some customers.</summary>
    /// <param name="db">The database.</param>
    /// <param name="positions">The customers.</param>
    /// <param name="places">The places of their tier-1 branches.</param>
    public static IQueryable<BenchmarkRow> Benchmarks(
        NineGridDbContext db,
        IQueryable<PositionRow> positions,
        IReadOnlyCollection<int> places
    ) =>
        from row in db.Benchmarks.AsNoTracking()
        where
            places.Contains(row.Tier1Place)
            && positions.Any(one => one.SnapshotId == row.SnapshotId && one.Size == row.Size && one.HasCredit == row.HasCredit)
        select row;
}
