using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Snapshots;

/// <summary>Between stored rows and the domain's guidance: what is stored follows from it, and it follows again from what is stored.</summary>
public static class StoredGuidance
{
    /// <summary>The guidance of a stored customer placed on the value grid, by the same formulas as when the snapshot was computed.</summary>
    /// <param name="position">Its position.</param>
    /// <param name="figures">Its figures.</param>
    /// <param name="indicators">Its indicators.</param>
    /// <param name="benchmarks">The benchmarks of its kind, by indicator.</param>
    /// <param name="x">Its cuts of revenue.</param>
    /// <param name="y">Its cuts of RAROC.</param>
    /// <param name="scheme">The scheme of the snapshot.</param>
    public static CustomerGuidance Of(
        PositionRow position,
        FiguresRow figures,
        IndicatorRow indicators,
        ReadOnlySpan<Benchmark> benchmarks,
        CutPoints x,
        CutPoints y,
        Scheme scheme
    ) =>
        new(
            StoredFigures.FiguresOf(position, figures),
            [.. StoredFigures.ValuesOf(indicators).Select(Measured.OrNaN)],
            benchmarks,
            x,
            y,
            scheme
        );

    /// <summary>The benchmarks of a kind of customer, by indicator.</summary>
    public static Benchmark[] BenchmarksOf(IEnumerable<BenchmarkRow> rows)
    {
        var benchmarks = new Benchmark[Indicator.Count];
        foreach (BenchmarkRow row in rows)
        {
            benchmarks[row.Indicator] = new(row.N, new(row.P25, row.Median, row.P75), row.Width, row.OfCredit);
        }

        return benchmarks;
    }

    /// <summary>The worth of each lever of a stored row; null where there is none.</summary>
    public static double? WorthOf(GuidanceRow row, LeverKind lever) =>
        lever switch
        {
            LeverKind.DepositVolume => row.DepositVolume,
            LeverKind.DepositMix => row.DepositMix,
            LeverKind.DepositPricing => row.DepositPricing,
            LeverKind.LendingVolume => row.LendingVolume,
            LeverKind.LoanPricing => row.LoanPricing,
            LeverKind.FeeIncome => row.FeeIncome,
            LeverKind.Settlement => row.Settlement,
            LeverKind.Payroll => row.Payroll,
            LeverKind.Channel => row.Channel,
            LeverKind.CostToServe => row.CostToServe,
            LeverKind.RiskMitigation => row.RiskMitigation,
            _ => throw new ArgumentOutOfRangeException(nameof(lever), lever, "not a lever"),
        };

    internal static GuidanceRow RowOf(int snapshotId, int customerId, double reach, TargetPath? path, ReadOnlySpan<Lever> levers)
    {
        var worth = new double?[Lever.Kinds];
        foreach (Lever lever in levers)
        {
            worth[(int)lever.Kind] = Measured.OrNull(lever.Worth);
        }

        return new()
        {
            SnapshotId = snapshotId,
            CustomerId = customerId,
            Reach = reach,
            Target = path?.Target,
            Feasible = path?.Feasible,
            Reached = path?.Reached,
            Effort = path is TargetPath known ? Measured.OrNull(known.Effort) : null,
            DepositVolume = worth[(int)LeverKind.DepositVolume],
            DepositMix = worth[(int)LeverKind.DepositMix],
            DepositPricing = worth[(int)LeverKind.DepositPricing],
            LendingVolume = worth[(int)LeverKind.LendingVolume],
            LoanPricing = worth[(int)LeverKind.LoanPricing],
            FeeIncome = worth[(int)LeverKind.FeeIncome],
            Settlement = worth[(int)LeverKind.Settlement],
            Payroll = worth[(int)LeverKind.Payroll],
            Channel = worth[(int)LeverKind.Channel],
            CostToServe = worth[(int)LeverKind.CostToServe],
            RiskMitigation = worth[(int)LeverKind.RiskMitigation],
        };
    }
}
