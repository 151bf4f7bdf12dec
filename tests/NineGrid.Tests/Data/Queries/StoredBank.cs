using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using Benchmark = NineGrid.Domain.Paths.Benchmark;

namespace NineGrid.Tests.Data.Queries;

/// <summary>Everything stored of the newest snapshot.</summary>
internal sealed class StoredBank
{
    public required NineGridDbContext Db { get; init; }
    public required Viewpoint Newest { get; init; }
    public required IReadOnlyList<SnapshotInstitutionRow> Institutions { get; init; }
    public required IReadOnlyList<PositionRow> Positions { get; init; }
    public required IReadOnlyDictionary<int, IndicatorRow> Indicators { get; init; }
    public required IReadOnlyDictionary<int, FiguresRow> Figures { get; init; }
    public required IReadOnlyDictionary<int, GuidanceRow> Guidance { get; init; }
    public required ILookup<(int Tier1, SizeClass Size, bool HasCredit), BenchmarkRow> Benchmarks { get; init; }

    public static async Task<StoredBank> OfAsync(NineGridDbContext db)
    {
        Viewpoint at = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, null, null, default))!;
        int id = at.SnapshotId;
        return new()
        {
            Db = db,
            Newest = at,
            Institutions = await db
                .SnapshotInstitutions.AsNoTracking()
                .Where(row => row.SnapshotId == id)
                .OrderBy(row => row.Place)
                .ToListAsync(),
            Positions = await db.Positions.AsNoTracking().Where(row => row.SnapshotId == id).ToListAsync(),
            Indicators = await db.Indicators.AsNoTracking().Where(row => row.SnapshotId == id).ToDictionaryAsync(row => row.CustomerId),
            Figures = await db.Figures.AsNoTracking().Where(row => row.SnapshotId == id).ToDictionaryAsync(row => row.CustomerId),
            Guidance = await db.Guidance.AsNoTracking().Where(row => row.SnapshotId == id).ToDictionaryAsync(row => row.CustomerId),
            Benchmarks = (await db.Benchmarks.AsNoTracking().Where(row => row.SnapshotId == id).ToListAsync()).ToLookup(row =>
                (row.Tier1Place, row.Size, row.HasCredit)
            ),
        };
    }

    /// <summary>A manager from whom benchmarks are kept back on which levers of her Low or Mid band rest, with many customers of High value.</summary>
    public int NarrowedManager =>
        Managers
            .OrderByDescending(manager => Positions.Count(row => row.ManagerId == manager && row.ValueCell is { Band: Band.High }))
            .First(manager =>
                Positions.Any(row =>
                    row.ManagerId == manager
                    && row.ValueCell is { Band: Band.Low or Band.Mid }
                    && Math.Abs(ReachOf(row, one => one.ManagerId == manager) - Guidance[row.CustomerId].Reach) > 1
                )
            );

    public IReadOnlyList<int> Managers => [.. Positions.Select(row => row.ManagerId).OfType<int>().Distinct().Order()];

    public IReadOnlyList<PositionRow> In(SnapshotInstitutionRow institution, GridPart part) =>
        [
            .. Positions.Where(row =>
                institution.Place <= row.Place
                && row.Place < institution.EndPlace
                && row.ValueCell is Cell cell
                && (part == GridPart.Placed || part.Cell == cell || part.Band == cell.Band)
            ),
        ];

    public double[] Values(Indicator indicator, IReadOnlyList<PositionRow> of) =>
        [.. of.Select(row => StoredFigures.ValuesOf(Indicators[row.CustomerId])[indicator.Number]).OfType<double>()];

    /// <summary>The benchmarks of a customer that a reader may see: those of which ten customers, or none, are somebody else's.</summary>
    /// <param name="row">The customer.</param>
    /// <param name="mine">The customers that the reader sees.</param>
    public Benchmark[] BenchmarksOf(PositionRow row, Func<PositionRow, bool> mine)
    {
        int tier1 = Tier1(row);
        return StoredGuidance.BenchmarksOf(Benchmarks[(tier1, row.Size, row.HasCredit == true)].Where(IsShown));

        bool IsShown(BenchmarkRow benchmark)
        {
            PositionRow[] set =
            [
                .. Positions.Where(one =>
                    one.ValueCell is { Band: Band.High }
                    && (one.HasCredit == true) == benchmark.OfCredit
                    && (benchmark.Width == BenchmarkWidth.Bank || Tier1(one) == tier1)
                    && (benchmark.Width != BenchmarkWidth.SizeClass || one.Size == row.Size)
                    && StoredFigures.ValuesOf(Indicators[one.CustomerId])[benchmark.Indicator] is not null
                ),
            ];
            Assert.Equal(benchmark.N, set.Length);
            return set.Count(one => !mine(one)) is 0 or >= 10;
        }
    }

    /// <summary>The guidance of a customer by the benchmarks that a reader may see.</summary>
    public CustomerGuidance GuidanceOf(PositionRow row, CutPoints x, CutPoints y, Func<PositionRow, bool> mine) =>
        StoredGuidance.Of(row, Figures[row.CustomerId], Indicators[row.CustomerId], BenchmarksOf(row, mine), x, y, Newest.Scheme);

    // It does not depend on the cut points.
    private double ReachOf(PositionRow row, Func<PositionRow, bool> mine) =>
        GuidanceOf(row, CutPoints.Of(1, 2), CutPoints.Of(0.1, 0.2), mine).Reach;

    private int Tier1(PositionRow row) =>
        Institutions.FirstOrDefault(one => one.Level == InstitutionLevel.Tier1 && one.Place <= row.Place && row.Place < one.EndPlace)?.Place
        ?? 0;

    public async Task<Viewpoint> AtAsync(DataScope scope, string? code) =>
        (await new ViewpointQuery(Db).AskAsync(scope, null, code, default))!;

    public async Task<IReadOnlyList<string>> VisibleAsync(DataScope scope) =>
        await scope
            .Narrow(Db, Db.SnapshotInstitutions.Where(row => row.SnapshotId == Newest.SnapshotId))
            .OrderBy(row => row.Place)
            .Select(row => row.Code)
            .ToListAsync();
}
