using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Queries.Gaps;

/// <summary>An indicator of two sets.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Set">The set that is looked at.</param>
/// <param name="Against">The set it is compared with.</param>
/// <param name="Separation">The probability that a High-band customer is better than a Low-band one; null for other sets, when a side is empty or kept back.</param>
public sealed record ComparedIndicator(Indicator Indicator, ShownPortrait Set, ShownPortrait Against, double? Separation)
{
    /// <summary>How far the median of the set is from that of the other, positive when there is room to improve; null when one is missing.</summary>
    public double? Gap => Set.Median is double own && Against.Median is double other ? Indicator.Gap(own, other) : null;

    /// <summary>Whether a side is kept back.</summary>
    public bool IsKeptBack => Set.IsKeptBack || Against.IsKeptBack;

    /// <summary>Whether a side is too small to say much.</summary>
    public bool IsThin => Set.IsThin || Against.IsThin;
}

/// <summary>Two sets of customers of an institution, indicator by indicator.</summary>
/// <param name="Customers">Customers of the set that may be seen.</param>
/// <param name="AgainstCustomers">Customers of the other that may be seen.</param>
/// <param name="IsCovered">Whether every customer of the institution may be seen.</param>
/// <param name="Indicators">All 16 in the order of 3.8; none when neither set has a portrait.</param>
public sealed record SetComparison(int Customers, int AgainstCustomers, bool IsCovered, IReadOnlyList<ComparedIndicator> Indicators)
{
    /// <summary>Those that tell the sets apart best first; then small sets, those without separation and those that are kept back.</summary>
    public IEnumerable<ComparedIndicator> Ranked =>
        Indicators
            .OrderBy(one => one.Separation is null)
            .ThenBy(one => one.IsKeptBack)
            .ThenBy(one => one.IsThin)
            .ThenByDescending(one => one.Separation)
            .ThenBy(one => one.Indicator.Number);
}

/// <summary>How do two sets of customers of an institution differ?</summary>
public sealed class SetsQuery(NineGridDbContext db, LargeSets large)
{
    /// <exception cref="ArgumentException">A part is one of customers without a place.</exception>
    public async Task<SetComparison> AskAsync(
        DataScope scope,
        Viewpoint at,
        GridPart set,
        GridPart against,
        CancellationToken cancellationToken
    )
    {
        (PortraitPart own, PortraitPart other) = (Portraits.PartOf(set), Portraits.PartOf(against));
        List<PortraitRow> rows = await Portraits.Rows(db, scope, at, [at.Institution.Place], [own, other]).ToListAsync(cancellationToken);
        bool covered = await Portraits.Covered(db, scope, at).AnyAsync(cancellationToken);
        Dictionary<int, double> separations = IsHighAndLow(set, against)
            ? await Portraits
                .Separations(db, scope, at)
                .ToDictionaryAsync(row => (int)row.Indicator, row => row.Probability, cancellationToken)
            : [];
        ShownPortrait[] ownShown = await ShownAsync(set, own);
        ShownPortrait[] otherShown = await ShownAsync(against, other);
        return new(
            await CountAsync(set),
            await CountAsync(against),
            covered,
            rows.Count == 0 ? [] : [.. Indicator.All.Where(one => at.Scheme.UsedIndicators.IsOn(one.Name)).Select(Compare)]
        );

        IQueryable<Placing> In(GridPart part) => Placing.On(Grid.Value, Selection.Everything.Of(db, scope, at)).In(part);

        async Task<ShownPortrait[]> ShownAsync(GridPart part, PortraitPart stored)
        {
            int[]? within = covered
                ? null
                : await Portraits.HavingEach(db, In(part)).FirstOrDefaultAsync(cancellationToken) ?? new int[Indicator.Count];
            return
            [
                .. Indicator.All.Select(indicator =>
                    ShownPortrait.Of(
                        scope,
                        rows.Find(row => row.Part == stored.Number && row.Indicator == indicator.Number),
                        within?[indicator.Number]
                    )
                ),
            ];
        }

        async Task<int> CountAsync(GridPart part) =>
            (await large.CountsAsync(scope, at, at.Institution, part, () => Portraits.Counts(In(part)).ToListAsync(cancellationToken))).Sum(
                place => place.Customers
            );

        ComparedIndicator Compare(Indicator indicator)
        {
            (ShownPortrait mine, ShownPortrait its) = (ownShown[indicator.Number], otherShown[indicator.Number]);
            bool told = !mine.IsKeptBack && !its.IsKeptBack && separations.ContainsKey(indicator.Number);
            return new(indicator, mine, its, told ? separations[indicator.Number] : null);
        }
    }

    private static bool IsHighAndLow(GridPart set, GridPart against) =>
        (set.Band, against.Band) is (Band.Low, Band.High) or (Band.High, Band.Low);
}
