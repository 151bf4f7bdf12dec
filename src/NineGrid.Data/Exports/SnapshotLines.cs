using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Exports;

/// <summary>Lines of the exports of a snapshot in the columns of 3.13, whether it comes from a database or from memory.</summary>
internal static class SnapshotLines
{
    public const string PositionColumns =
        "customer_no,institution,manager,size,industry,group,months,revenue,cost,el,ec_credit,ec_op,ret,raroc,eva,value_cell,value_reason,"
        + "g_bank,g_own,growth_cell,growth_reason,consistency,group_cell,strategy";

    public const string PortraitColumns = "institution,grid,cell,indicator,n,pooled,p25,median,p75";
    public const string CutColumns = "grid,axis,peer_group,n,lo,hi";
    public const string MigrationColumns = "grid,from_cell,to_cell,customers,revenue";

    public static string IndicatorColumns { get; } =
        string.Join(',', Indicator.All.Select(indicator => indicator.Code).Prepend("customer_no"));

    /// <summary>The grids in the order of their names.</summary>
    public static IEnumerable<Grid> Grids { get; } = [.. Enum.GetValues<Grid>().OrderBy(NameOf, KeyOrder.Instance)];

    /// <summary>The sets of a grid in the order of their marks.</summary>
    public static IEnumerable<PortraitPart> Parts { get; } =
    [
        .. Enumerable
            .Range(0, PortraitPart.Count)
            .Select(number => PortraitPart.FromNumber((byte)number))
            .OrderBy(part => part.ToString(), KeyOrder.Instance),
    ];

    /// <summary>The indicators in the order of their codes.</summary>
    public static IEnumerable<Indicator> Indicators { get; } = [.. Indicator.All.OrderBy(indicator => indicator.Code, KeyOrder.Instance)];

    public static async Task HeaderAsync(CsvLines lines, string columns)
    {
        foreach (string column in columns.Split(','))
        {
            lines.Mark(column);
        }

        await lines.EndAsync();
    }

    public static Task PositionAsync(CsvLines lines, string no, string institution, string? manager, string? group, PositionRow row) =>
        lines
            .Text(no)
            .Text(institution)
            .Text(manager)
            .Mark(SizeClassCode.Of(row.Size))
            .Mark(row.Industry.ToString())
            .Text(group)
            .Number(row.Months)
            .Number(row.Revenue)
            .Number(row.Cost)
            .Number(row.ExpectedLoss)
            .Number(row.EcCredit)
            .Number(row.EcOp)
            .Number(row.Return)
            .Number(row.Raroc)
            .Number(row.Eva)
            .Mark(row.ValueCell?.ToString())
            .Mark(NameUnless(row.ValueReason, UnplacedReason.None))
            .Number(row.GrowthBank)
            .Number(row.GrowthOwn)
            .Mark(row.GrowthCell?.ToString())
            .Mark(NameUnless(row.GrowthReason, UnplacedReason.None))
            .Mark(NameUnless(row.Consistency, Consistency.None))
            .Mark(row.GroupCell?.ToString())
            .Mark(NameUnless(row.Strategy, Strategy.None))
            .EndAsync();

    public static Task IndicatorsAsync(CsvLines lines, string no, IEnumerable<double?> values)
    {
        lines.Text(no);
        foreach (double? value in values)
        {
            lines.Number(value);
        }

        return lines.EndAsync();
    }

    public static Task PortraitAsync(
        CsvLines lines,
        string institution,
        Grid grid,
        PortraitPart part,
        Indicator indicator,
        Portrait portrait
    ) =>
        lines
            .Text(institution)
            .Mark(NameOf(grid))
            .Mark(part.ToString())
            .Mark(indicator.Code)
            .Number(portrait.N)
            .Number(portrait.Pooled)
            .Number(portrait.Quartiles.P25)
            .Number(portrait.Quartiles.Median)
            .Number(portrait.Quartiles.P75)
            .EndAsync();

    public static async Task CutsAsync(CsvLines lines, Grid grid, bool y, IEnumerable<PeerCut> cuts)
    {
        foreach (
            PeerCut cut in cuts.Where(cut => cut.InUse)
                .DistinctBy(cut => cut.UsedGroup, StringComparer.Ordinal)
                .OrderBy(cut => cut.UsedGroup, KeyOrder.Instance)
        )
        {
            await lines
                .Mark(NameOf(grid))
                .Mark(y ? "y" : "x")
                .Text(cut.UsedGroup)
                .Number(cut.Placed)
                .Number(Measured.OrNull(cut.Cuts.Lo))
                .Number(Measured.OrNull(cut.Cuts.Hi))
                .EndAsync();
        }
    }

    public static async Task MigrationAsync(CsvLines lines, Grid grid, MigrationMatrix matrix)
    {
        foreach (
            (Cell? from, Cell? to, Flow flow) in matrix
                .Flows.OrderBy(one => Mark(one.From), KeyOrder.Instance)
                .ThenBy(one => Mark(one.To), KeyOrder.Instance)
        )
        {
            await lines.Mark(NameOf(grid)).Mark(Mark(from)).Mark(Mark(to)).Number(flow.Customers).Number(flow.Revenue).EndAsync();
        }

        static string Mark(Cell? cell) => cell?.ToString() ?? "-";
    }

    private static string? NameUnless<T>(T value, T nothing)
        where T : struct, Enum => EqualityComparer<T>.Default.Equals(value, nothing) ? null : value.ToString();

    private static string NameOf(Grid grid) =>
        grid switch
        {
            Grid.Value => "value",
            Grid.Growth => "growth",
            Grid.Group => "group",
            _ => throw new ArgumentOutOfRangeException(nameof(grid), grid, "not a grid"),
        };
}
