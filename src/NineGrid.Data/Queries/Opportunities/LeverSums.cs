using NineGrid.Data.Mapping;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Opportunities;

/// <summary>One lever of some customers, closed in full and alone. Yuan a year.</summary>
/// <param name="Customers">Customers that have it.</param>
/// <param name="Losing">Those of them for whom its worth is negative.</param>
/// <param name="Worth">Sum of its worth.</param>
/// <param name="Gain">The same without the negative ones.</param>
public sealed record LeverSum(int Customers, int Losing, double Worth, double Gain)
{
    /// <summary>Nobody's.</summary>
    public static LeverSum None { get; } = new(0, 0, 0, 0);

    /// <summary>The sums over both.</summary>
    public static LeverSum operator +(LeverSum left, LeverSum right) =>
        new(left.Customers + right.Customers, left.Losing + right.Losing, left.Worth + right.Worth, left.Gain + right.Gain);
}

/// <summary>The levers of the customers of a cell of the value grid.</summary>
public sealed class LeverSums
{
    public Cell? Cell { get; init; }

    /// <summary>Customers with something within reach.</summary>
    public int Reaching { get; init; }

    /// <summary>Sum of the EVA within reach, yuan a year.</summary>
    public double Reach { get; init; }

    /// <summary>A sum for each lever, by <see cref="LeverKind"/>.</summary>
    public required LeverSum[] Levers { get; init; }

    /// <summary>The sums over some cells.</summary>
    internal static LeverSums Over(IEnumerable<LeverSums> cells) =>
        cells.Aggregate(
            new LeverSums { Levers = [.. Enumerable.Repeat(LeverSum.None, Lever.Kinds)] },
            (sum, cell) =>
                new()
                {
                    Reaching = sum.Reaching + cell.Reaching,
                    Reach = sum.Reach + cell.Reach,
                    Levers = [.. sum.Levers.Zip(cell.Levers, (left, right) => left + right)],
                }
        );

    /// <summary>The same of customers that are read, by cell.</summary>
    internal static IEnumerable<LeverSums> Of(IEnumerable<ShownCustomer> customers) =>
        from customer in customers
        group customer.Guidance by customer.Cell into cell
        select new LeverSums
        {
            Cell = cell.Key,
            Reaching = cell.Count(row => row.Reach > 0),
            Reach = cell.Sum(row => row.Reach),
            Levers =
            [
                .. Enum.GetValues<LeverKind>()
                    .Select(kind => cell.Select(row => StoredGuidance.WorthOf(row, kind)).OfType<double>().ToList())
                    .Select(worth => new LeverSum(
                        worth.Count,
                        worth.Count(one => one < 0),
                        worth.Sum(),
                        worth.Where(one => one > 0).Sum()
                    )),
            ],
        };

    /// <summary>The stored worth of customers placed on the value grid, by cell, in one pass.</summary>
    public static IQueryable<LeverSums> Of(NineGridDbContext db, IQueryable<PositionRow> positions) =>
        from position in positions
        join row in db.Guidance on new { position.SnapshotId, position.CustomerId } equals new { row.SnapshotId, row.CustomerId }
        group row by position.ValueCell into cell
        select new LeverSums
        {
            Cell = cell.Key,
            Reaching = cell.Count(row => row.Reach > 0),
            Reach = cell.Sum(row => row.Reach),
            Levers = new[]
            {
                new LeverSum(
                    cell.Count(row => row.DepositVolume != null),
                    cell.Count(row => row.DepositVolume < 0),
                    cell.Sum(row => row.DepositVolume) ?? 0,
                    cell.Sum(row => row.DepositVolume > 0 ? row.DepositVolume : 0) ?? 0
                ),
                new LeverSum(
                    cell.Count(row => row.DepositMix != null),
                    cell.Count(row => row.DepositMix < 0),
                    cell.Sum(row => row.DepositMix) ?? 0,
                    cell.Sum(row => row.DepositMix > 0 ? row.DepositMix : 0) ?? 0
                ),
                new LeverSum(
                    cell.Count(row => row.DepositPricing != null),
                    cell.Count(row => row.DepositPricing < 0),
                    cell.Sum(row => row.DepositPricing) ?? 0,
                    cell.Sum(row => row.DepositPricing > 0 ? row.DepositPricing : 0) ?? 0
                ),
                new LeverSum(
                    cell.Count(row => row.LendingVolume != null),
                    cell.Count(row => row.LendingVolume < 0),
                    cell.Sum(row => row.LendingVolume) ?? 0,
                    cell.Sum(row => row.LendingVolume > 0 ? row.LendingVolume : 0) ?? 0
                ),
                new LeverSum(
                    cell.Count(row => row.LoanPricing != null),
                    cell.Count(row => row.LoanPricing < 0),
                    cell.Sum(row => row.LoanPricing) ?? 0,
                    cell.Sum(row => row.LoanPricing > 0 ? row.LoanPricing : 0) ?? 0
                ),
                new LeverSum(
                    cell.Count(row => row.FeeIncome != null),
                    cell.Count(row => row.FeeIncome < 0),
                    cell.Sum(row => row.FeeIncome) ?? 0,
                    cell.Sum(row => row.FeeIncome > 0 ? row.FeeIncome : 0) ?? 0
                ),
                new LeverSum(
                    cell.Count(row => row.Settlement != null),
                    cell.Count(row => row.Settlement < 0),
                    cell.Sum(row => row.Settlement) ?? 0,
                    cell.Sum(row => row.Settlement > 0 ? row.Settlement : 0) ?? 0
                ),
                new LeverSum(
                    cell.Count(row => row.Payroll != null),
                    cell.Count(row => row.Payroll < 0),
                    cell.Sum(row => row.Payroll) ?? 0,
                    cell.Sum(row => row.Payroll > 0 ? row.Payroll : 0) ?? 0
                ),
                new LeverSum(
                    cell.Count(row => row.Channel != null),
                    cell.Count(row => row.Channel < 0),
                    cell.Sum(row => row.Channel) ?? 0,
                    cell.Sum(row => row.Channel > 0 ? row.Channel : 0) ?? 0
                ),
                new LeverSum(
                    cell.Count(row => row.CostToServe != null),
                    cell.Count(row => row.CostToServe < 0),
                    cell.Sum(row => row.CostToServe) ?? 0,
                    cell.Sum(row => row.CostToServe > 0 ? row.CostToServe : 0) ?? 0
                ),
                new LeverSum(
                    cell.Count(row => row.RiskMitigation != null),
                    cell.Count(row => row.RiskMitigation < 0),
                    cell.Sum(row => row.RiskMitigation) ?? 0,
                    cell.Sum(row => row.RiskMitigation > 0 ? row.RiskMitigation : 0) ?? 0
                ),
            },
        };
}
