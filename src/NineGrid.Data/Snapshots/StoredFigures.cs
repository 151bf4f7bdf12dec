using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Indicators;

namespace NineGrid.Data.Snapshots;

/// <summary>Between stored rows and the domain's figures, so that pages show terms by the domain's own formulas.</summary>
public static class StoredFigures
{
    /// <summary>The figures of a stored row as the kernel had them.</summary>
    public static CustomerFigures FiguresOf(PositionRow position, FiguresRow row) =>
        new()
        {
            Months = position.Months,
            Span = position.Span ?? 0,
            Revenue = Measured.OrNaN(position.Revenue),
            EarlierRevenue = Measured.OrNaN(row.EarlierRevenue),
            LoanNii = Measured.OrNaN(row.LoanNii),
            DepositNii = Measured.OrNaN(row.DepositNii),
            FeeIncome = Measured.OrNaN(row.FeeIncome),
            OperatingCost = Measured.OrNaN(row.OperatingCost),
            ExpectedLoss = Measured.OrNaN(row.ExpectedLoss),
            Transactions = Measured.OrNaN(row.Transactions),
            ETransactions = Measured.OrNaN(row.ETransactions),
            SettlementInflow = Measured.OrNaN(row.SettlementInflow),
            Ead = Measured.OrNaN(row.Ead),
            EconomicCapital = Measured.OrNaN(row.EconomicCapital),
            AvgLoans = Measured.OrNaN(row.AvgLoans),
            AvgDeposits = Measured.OrNaN(row.AvgDeposits),
            AvgDemandDeposits = Measured.OrNaN(row.AvgDemandDeposits),
            CreditLimit = Measured.OrNaN(row.CreditLimit),
            CreditUsed = Measured.OrNaN(row.CreditUsed),
            OverdueBalance = Measured.OrNaN(row.OverdueBalance),
            PayrollHeadcount = Measured.OrNaN(row.PayrollHeadcount),
            Pd = Measured.OrNaN(row.Pd),
            Lgd = Measured.OrNaN(row.Lgd),
            MaturityYears = Measured.OrNaN(row.MaturityYears),
            ProductsHeld = Measured.OrNaN(row.ProductsHeld),
            ProductsActive = row.ProductsActive,
            FiscalYear = row.FiscalYear ?? 0,
            Stale = row.Stale,
            OperatingRevenue = Measured.OrNaN(row.OperatingRevenue),
            Cash = Measured.OrNaN(row.Cash),
            InterestBearingDebt = Measured.OrNaN(row.InterestBearingDebt),
            Employees = Measured.OrNaN(row.Employees),
        };

    /// <summary>The 16 values of a stored row in the order of <see cref="Indicator.All"/>.</summary>
    public static double?[] ValuesOf(IndicatorRow row) =>
        [
            row.CrossSell,
            row.MonthlyTransactions,
            row.FeeShare,
            row.DepositDerivation,
            row.WalletShare,
            row.CostIncome,
            row.DemandShare,
            row.SettlementShare,
            row.LendingShare,
            row.LineUtilisation,
            row.LoanSpread,
            row.DepositSpread,
            row.CreditCost,
            row.CapitalIntensity,
            row.EChannel,
            row.PayrollPenetration,
        ];

    internal static IndicatorRow IndicatorsOf(int snapshotId, int customerId, ReadOnlySpan<double?> values) =>
        new()
        {
            SnapshotId = snapshotId,
            CustomerId = customerId,
            CrossSell = values[0],
            MonthlyTransactions = values[1],
            FeeShare = values[2],
            DepositDerivation = values[3],
            WalletShare = values[4],
            CostIncome = values[5],
            DemandShare = values[6],
            SettlementShare = values[7],
            LendingShare = values[8],
            LineUtilisation = values[9],
            LoanSpread = values[10],
            DepositSpread = values[11],
            CreditCost = values[12],
            CapitalIntensity = values[13],
            EChannel = values[14],
            PayrollPenetration = values[15],
        };
}
