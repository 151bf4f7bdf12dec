using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Review;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Views;
using NineGrid.Web.Display;

namespace NineGrid.Web.Exports;

/// <summary>The review as tables that can be taken away.</summary>
public sealed class ReviewTables(Words say, ReviewText texts)
{
    /// <summary>What stands side by side, in the order of the page.</summary>
    public IReadOnlyList<Table> Of(ReviewTable table, IReadOnlyList<Reviewed> rows) =>
        [
            new Table<Reviewed>(
                table.By.ToString().ToLowerInvariant(),
                say[$"export.table.review.{table.By}"],
                [
                    new(say["gaps.column.code"], row => row.Code),
                    new(say[$"review.column.{table.By}"], row => texts.NameOf(table.By, row)),
                    new(say["column.customers"], ColumnKind.Count, row => row.Sum.Customers),
                    .. Cell.All.Reverse().Select(cell => Count(say.Of(cell), row => row.Cells[cell.Index].Customers)),
                    Count(say["part.unplaced"], row => row.Unplaced.Customers),
                    .. Bands(band => say.Of(Grid.Value, band), (row, band) => row.ShareOf(band)),
                    .. Bands(band => say["review.column.revenue-of", say.Of(Grid.Value, band)], (row, band) => row.RevenueShareOf(band)),
                    Money(say["column.revenue"], row => row.Sum.Revenue),
                    Money(say["column.eva"], row => row.Sum.Eva),
                    new(say["column.raroc.sum"], ColumnKind.Fraction, row => row.Sum.Raroc),
                    new(say["review.column.up"], ColumnKind.Count, row => row.Moves?.Up),
                    new(say["review.column.down"], ColumnKind.Count, row => row.Moves?.Down),
                    new(say["review.column.both"], ColumnKind.Count, row => row.Moves?.Both),
                    new(say["review.column.Upgrade"], ColumnKind.Fraction, row => row.Moves?.NetRate),
                    Money(say["review.column.Reach"], row => row.Reach),
                    Count(say["review.column.Plans"], row => row.ActivePlans),
                    Count(say["review.column.done"], row => row.DonePlans),
                    Count(say["review.column.Overdue"], row => row.OverduePlans),
                    Count(say["review.column.kept-steps"], row => row.Kept.Part),
                    Count(say["review.column.due-steps"], row => row.Kept.Whole),
                    Count(say["review.column.Alerts"], row => row.PendingAlerts),
                    Count(say["review.column.answered-alerts"], row => row.Answered.Part),
                    Count(say["review.column.due-alerts"], row => row.Answered.Whole),
                    Count(say["review.column.Quiet"], row => row.Quiet),
                ],
                rows
            ),
        ];

    /// <summary>The institution over the stored periods.</summary>
    public Table Trend(SumsTrend trend) =>
        new Table<PeriodSum>(
            "trend",
            say["export.table.review.Trend"],
            [
                new(say["frame.period"], one => one.Period.ToString()),
                new(say["column.customers"], ColumnKind.Count, one => one.Sum.Customers),
                new(say["column.in-yuan", say["column.revenue"]], ColumnKind.Money, one => one.Sum.Revenue),
                new(say["column.in-yuan", say["column.eva"]], ColumnKind.Money, one => one.Sum.Eva),
                new(say["column.raroc.sum"], ColumnKind.Fraction, one => one.Sum.Raroc),
                new(say["review.column.High"], ColumnKind.Fraction, one => one.HighShare),
            ],
            trend.Periods
        );

    /// <summary>Who holds which product.</summary>
    public Table Products(ProductReview review) =>
        new Table<HeldProduct>(
            "products",
            say["export.table.review.Products"],
            [
                new(say["column.product.code"], one => one.Penetration.Product),
                new(say["column.product"], one => one.Name),
                .. Held(say.Of(Grid.Value, Band.High), one => one.Of(Band.High)),
                .. Held(say["review.column.others"], one => one.Others),
                new(say["review.column.lift"], ColumnKind.Number, one => one.Penetration.Lift),
                .. Held(say.Of(Grid.Value, Band.Mid), one => one.Of(Band.Mid)),
                .. Held(say.Of(Grid.Value, Band.Low), one => one.Of(Band.Low)),
                .. Cell.All.Reverse().SelectMany(cell => Held(say.Of(cell), one => one.Of(cell))),
            ],
            review.Products
        );

    /// <summary>The pyramid and both curves.</summary>
    public IReadOnlyList<Table> Of(Concentration concentration) =>
        [
            new Table<TierSum>(
                "pyramid",
                say["export.table.review.Pyramid"],
                [
                    new(say["review.column.tier"], one => say[$"review.tier.{one.Tier}"]),
                    new(say["column.customers"], ColumnKind.Count, one => one.Customers),
                    new(say["column.in-yuan", say["column.return"]], ColumnKind.Money, one => one.Return),
                    new(say["column.return.share"], ColumnKind.Fraction, one => one.Share),
                ],
                concentration.Pyramid
            ),
            Curve("whale", say["export.table.review.Whale"], say["review.whale.sum"], concentration.Whale),
            Curve("lorenz", say["export.table.review.Lorenz"], say["review.lorenz.sum"], concentration.Lorenz),
        ];

    private Table<CurvePoint> Curve(string name, string title, string sum, IReadOnlyList<CurvePoint> points) =>
        new(
            name,
            title,
            [
                new(say["column.customers"], ColumnKind.Count, point => point.Customers),
                new(say["column.in-yuan", sum], ColumnKind.Money, point => point.Sum),
            ],
            points
        );

    private IEnumerable<TableColumn<HeldProduct>> Held(string set, Func<ProductPenetration, Proportion> of) =>
        [
            new(say["gaps.column.of", set, say["column.holders"]], ColumnKind.Count, one => of(one.Penetration).Part),
            new(say["gaps.column.of", set, say["column.n"]], ColumnKind.Count, one => of(one.Penetration).Whole),
            new(say["gaps.column.of", set, say["column.penetration"]], ColumnKind.Fraction, one => of(one.Penetration).Share),
        ];

    private static IEnumerable<TableColumn<Reviewed>> Bands(Func<Band, string> title, Func<Reviewed, Band, double?> share) =>
        Enum.GetValues<Band>()
            .Reverse()
            .Select(band => new TableColumn<Reviewed>(title(band), ColumnKind.Fraction, row => share(row, band)));

    private static TableColumn<Reviewed> Count(string title, Func<Reviewed, int> count) => new(title, ColumnKind.Count, row => count(row));

    private TableColumn<Reviewed> Money(string title, Func<Reviewed, double> money) =>
        new(say["column.in-yuan", title], ColumnKind.Money, row => money(row));
}
