using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Gaps;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Web.Display;

namespace NineGrid.Web.Exports;

/// <summary>The comparisons of the page of gaps as tables that can be taken away.</summary>
public sealed class GapTables(Words say)
{
    /// <summary>Two sets, indicator by indicator, in the order of the page.</summary>
    public Table Sets(GridPart set, GridPart against, IReadOnlyList<ComparedIndicator> rows) =>
        new Table<ComparedIndicator>(
            "sets",
            say["export.table.sets", say.Of(Grid.Value, set), say.Of(Grid.Value, against)],
            [
                new(say["column.indicator"], one => say.Of(one.Indicator)),
                new(say["gaps.column.better"], one => say[$"direction.{one.Indicator.Direction}"]),
                .. Portrait<ComparedIndicator>(say.Of(Grid.Value, against), one => one.Against),
                .. Portrait<ComparedIndicator>(say.Of(Grid.Value, set), one => one.Set),
                new(say["column.gap"], ColumnKind.Number, one => one.Gap),
                new(say["gaps.column.separation"], ColumnKind.Number, one => one.Separation),
                new(say["column.remark"], one => Remark(one.IsKeptBack, one.IsThin)),
            ],
            rows
        );

    /// <summary>One set across institutions, the institution above them first.</summary>
    public Table Institutions(GridPart set, Indicator indicator, InstitutionComparison comparison) =>
        new Table<InstitutionPortrait>(
            "institutions",
            say["export.table.institutions", say.Of(Grid.Value, set), say.Of(indicator)],
            [
                new(say["gaps.column.code"], one => one.Institution.Code),
                new(say["column.institution"], one => one.Institution.Name),
                new(say["column.n"], ColumnKind.Count, one => one.Portrait.N),
                Value(say["column.p25"], indicator, one => one.Portrait.Quartiles?.P25),
                Value(say["column.median"], indicator, one => one.Portrait.Median),
                Value(say["column.p75"], indicator, one => one.Portrait.Quartiles?.P75),
                new(say["column.remark"], one => Remark(one.Portrait.IsKeptBack, one.Portrait.IsThin)),
            ],
            comparison.Parent is InstitutionPortrait parent ? [parent, .. comparison.Institutions] : []
        );

    /// <summary>The levers, in the order of the page.</summary>
    public Table Levers(InstitutionWorth worth, GapShare share, IReadOnlyList<LeverKind> order) =>
        new Table<LeverKind>(
            "levers",
            say["export.table.levers", Numbers.Percent((int)share / 100.0, 0)],
            [
                new(say["gaps.column.lever"], lever => say.Of(lever)),
                new(say.Of(Grid.Value, Band.Low), ColumnKind.Count, lever => worth.Bands[(int)Band.Low].Levers[(int)lever].Customers),
                new(say.Of(Grid.Value, Band.Mid), ColumnKind.Count, lever => worth.Bands[(int)Band.Mid].Levers[(int)lever].Customers),
                new(say["gaps.column.losing"], ColumnKind.Count, lever => worth.Of(lever).Losing),
                new(say["column.in-yuan", say["gaps.column.worth"]], ColumnKind.Money, lever => worth.Of(lever).Worth[share]),
                new(say["column.in-yuan", say["gaps.column.gain"]], ColumnKind.Money, lever => worth.Of(lever).Gain[share]),
            ],
            order
        );

    private IEnumerable<TableColumn<T>> Portrait<T>(string set, Func<T, ShownPortrait> portrait) =>
        [
            new(say["gaps.column.of", set, say["column.n"]], ColumnKind.Count, one => portrait(one).N),
            new(say["gaps.column.of", set, say["column.p25"]], ColumnKind.Number, one => portrait(one).Quartiles?.P25),
            new(say["gaps.column.of", set, say["column.median"]], ColumnKind.Number, one => portrait(one).Median),
            new(say["gaps.column.of", set, say["column.p75"]], ColumnKind.Number, one => portrait(one).Quartiles?.P75),
        ];

    private static TableColumn<InstitutionPortrait> Value(string title, Indicator indicator, Func<InstitutionPortrait, double?> value) =>
        new(title, indicator.IsRatio ? ColumnKind.Fraction : ColumnKind.Number, value);

    private string? Remark(bool keptBack, bool thin) =>
        keptBack ? say.KeptBack
        : thin ? say["gaps.thin"]
        : null;
}
