using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Opportunities;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Gaps;

/// <summary>The part of its gap that every customer closes; the number is the percentage.</summary>
public enum GapShare
{
    Quarter = 25,
    Half = 50,
    ThreeQuarters = 75,
    Whole = 100,
}

/// <summary>One lever of the customers of a band.</summary>
/// <param name="Customers">Customers that have it.</param>
/// <param name="Losing">Those of them for whom its worth is negative.</param>
/// <param name="Worth">What it adds to EVA, yuan a year, when every customer closes a share of its gap, by <see cref="GapShare"/>.</param>
/// <param name="Gain">The same without the customers for whom it is negative.</param>
public sealed record LeverWorth(
    int Customers,
    int Losing,
    IReadOnlyDictionary<GapShare, double> Worth,
    IReadOnlyDictionary<GapShare, double> Gain
)
{
    /// <summary>The sums over both.</summary>
    public static LeverWorth operator +(LeverWorth left, LeverWorth right) =>
        new(
            left.Customers + right.Customers,
            left.Losing + right.Losing,
            left.Worth.ToDictionary(own => own.Key, own => own.Value + right.Worth[own.Key]),
            left.Gain.ToDictionary(own => own.Key, own => own.Value + right.Gain[own.Key])
        );
}

/// <summary>The levers of the customers of a band of the value grid.</summary>
/// <param name="Band">The band.</param>
/// <param name="Reach">Sum of the EVA within reach, yuan a year.</param>
/// <param name="Levers">By <see cref="LeverKind"/>.</param>
public sealed record BandWorth(Band Band, double Reach, IReadOnlyList<LeverWorth> Levers);

/// <summary>What the levers of an institution are worth together, over the customers that may be seen.</summary>
/// <param name="Bands">By <see cref="Band"/>.</param>
/// <param name="IsCovered">Whether every customer of the institution may be seen.</param>
public sealed record InstitutionWorth(IReadOnlyList<BandWorth> Bands, bool IsCovered)
{
    /// <summary>A lever of the Low and the Mid band.</summary>
    public LeverWorth Of(LeverKind lever) => Bands[(int)Band.Low].Levers[(int)lever] + Bands[(int)Band.Mid].Levers[(int)lever];

    /// <summary>EVA within reach of both, yuan a year.</summary>
    public double Reach => Bands[(int)Band.Low].Reach + Bands[(int)Band.Mid].Reach;
}

/// <summary>What would it be worth if every customer closed a share of its gap?</summary>
/// <remarks>
/// A share of a lever is worth that share of its stored worth wherever revenue is positive. Of the few customers with negative revenue the levers are found again by the kernel,
/// as operational capital begins only where revenue turns positive.
/// </remarks>
public sealed class WorthQuery(NineGridDbContext db, LargeSets large, HighBands high)
{
    public Task<InstitutionWorth> AskAsync(DataScope scope, Viewpoint at, CancellationToken cancellationToken) =>
        large.WorthAsync(
            scope,
            at,
            Selection.Everything,
            () => AddUpAsync(scope, at, cancellationToken),
            worth => worth.Bands.Sum(band => band.Levers.Max(lever => lever.Customers))
        );

    private async Task<InstitutionWorth> AddUpAsync(DataScope scope, Viewpoint at, CancellationToken cancellationToken)
    {
        IQueryable<PositionRow> placed = Placing
            .On(Grid.Value, Selection.Everything.Of(db, scope, at))
            .In(GridPart.Placed)
            .Select(placing => placing.Position);
        ShownGuidance shown = await ShownGuidance.LoadAsync(db, high, scope, at, placed, cancellationToken);
        List<LeverSums> straight = shown.Customers is { } customers
            ? [.. LeverSums.Of(customers.Values.Where(one => one.Revenue >= 0))]
            : await LeverSums.Of(db, placed.Where(row => row.Revenue >= 0)).ToListAsync(cancellationToken);
        List<(Cell Cell, double Reach, LeverWorth?[] Levers)> bent =
        [
            .. (await ShownGuidance.FactsOf(db, placed.Where(row => row.Revenue < 0)).ToListAsync(cancellationToken)).Select(one =>
                (one.Position.ValueCell!.Value, shown.ReachOf(one), Levers(one, shown.BenchmarksOf(one.Position), at.Scheme))
            ),
        ];
        bool covered = await Portraits.Covered(db, scope, at).AnyAsync(cancellationToken);
        return new([.. Enum.GetValues<Band>().Select(OfBand)], covered);

        BandWorth OfBand(Band band)
        {
            var own = LeverSums.Over(straight.Where(sum => sum.Cell?.Band == band));
            var others = bent.Where(one => one.Cell.Band == band).ToList();
            return new(
                band,
                own.Reach + others.Sum(one => one.Reach),
                [
                    .. Enum.GetValues<LeverKind>()
                        .Select(lever =>
                            others
                                .Select(one => one.Levers[(int)lever])
                                .OfType<LeverWorth>()
                                .Aggregate(Proportional(own.Levers[(int)lever]), (sum, one) => sum + one)
                        ),
                ]
            );
        }
    }

    private static LeverWorth Proportional(LeverSum sum) =>
        new(sum.Customers, sum.Losing, Shares(share => share * sum.Worth), Shares(share => share * sum.Gain));

    private static Dictionary<GapShare, double> Shares(Func<double, double> worth) =>
        Enum.GetValues<GapShare>().ToDictionary(share => share, share => worth((int)share / 100.0));

    private static LeverWorth?[] Levers(ShownGuidance.Facts customer, Benchmark[] benchmarks, Scheme scheme)
    {
        CustomerFigures figures = StoredFigures.FiguresOf(customer.Position, customer.Figures);
        var today = RiskAdjustedReturn.Of(in figures, scheme);
        Span<Lever> levers = new Lever[Lever.Kinds];
        int count = Domain.Paths.Levers.Of(
            in figures,
            in today,
            [.. StoredFigures.ValuesOf(customer.Indicators).Select(Measured.OrNaN)],
            benchmarks,
            scheme,
            levers
        );
        var worth = new LeverWorth?[Lever.Kinds];
        foreach (Lever lever in levers[..count])
        {
            Dictionary<GapShare, double> shares = Shares(share => lever.WorthOf(share, today.Revenue, scheme));
            bool losing = lever.Worth < 0;
            worth[(int)lever.Kind] = new(1, losing ? 1 : 0, shares, losing ? Shares(_ => 0) : shares);
        }

        return worth;
    }
}
