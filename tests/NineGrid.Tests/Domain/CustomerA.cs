using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Statistics;

namespace NineGrid.Tests.Domain;

/// <summary>Customer A of docs/methods with the benchmarks of docs/methods/levers.md; it stands at MM.</summary>
internal static class CustomerA
{
    /// <summary>K of PD 1 %, LGD 45 %, M 2.5, operating revenue 100 million: docs/methods/credit-capital.md.</summary>
    public const double K = 0.0619570967;

    public static readonly CustomerFigures Figures = new()
    {
        Months = 12,
        Span = 12,
        Revenue = 240_000,
        LoanNii = 180_000,
        DepositNii = 36_000,
        FeeIncome = 24_000,
        OperatingCost = 84_000,
        ExpectedLoss = 47_250,
        Transactions = 1_200,
        ETransactions = 1_020,
        SettlementInflow = 18_000_000,
        Ead = 10_500_000,
        EconomicCapital = double.NaN,
        AvgLoans = 10_000_000,
        AvgDeposits = 3_000_000,
        AvgDemandDeposits = 1_350_000,
        CreditLimit = 15_000_000,
        CreditUsed = 10_200_000,
        PayrollHeadcount = 120,
        Pd = 0.01,
        Lgd = 0.45,
        MaturityYears = 2.5,
        ProductsHeld = 8,
        ProductsActive = 22,
        FiscalYear = 2024,
        OperatingRevenue = 100_000_000,
        Cash = 12_000_000,
        InterestBearingDebt = 40_000_000,
        Employees = 300,
    };

    public static readonly IReadOnlyDictionary<string, (double P25, double Median, double P75)> Better = new Dictionary<
        string,
        (double P25, double Median, double P75)
    >
    {
        ["fee_share"] = (0.10, 0.20, 0.30),
        ["deposit_derivation"] = (0.25, 0.35, 0.45),
        ["wallet_share"] = (0.30, 0.40, 0.50),
        ["cost_income"] = (0.25, 0.30, 0.45),
        ["demand_share"] = (0.40, 0.55, 0.60),
        ["settlement_share"] = (0.15, 0.30, 0.35),
        ["lending_share"] = (0.20, 0.30, 0.40),
        ["loan_spread"] = (0.015, 0.020, 0.025),
        ["deposit_spread"] = (0.010, 0.015, 0.020),
        ["credit_cost"] = (0.002, 0.004, 0.006),
        ["capital_intensity"] = (0.04, 0.05, 0.08),
        ["e_channel"] = (0.80, 0.95, 1.00),
        ["payroll_penetration"] = (0.30, 0.60, 0.70),
    };

    public static readonly CutPoints Revenues = CutPoints.Of(180_000, 460_000);
    public static readonly CutPoints Rarocs = CutPoints.Of(0.11, 0.20);

    public static CustomerGuidance Guidance => Of(Figures, Revenues, Rarocs);

    public static CustomerGuidance Of(CustomerFigures figures, CutPoints revenues, CutPoints rarocs)
    {
        RiskAdjustedReturn today = RiskAdjustedReturn.Of(figures, Scheme.Default);
        double[] values = [.. Indicator.All.Select(one => Indicator.Value(one.Numerator(figures, today), one.Denominator(figures, today)))];
        return new(figures, values, BenchmarksOf(Better), revenues, rarocs, Scheme.Default);
    }

    public static Benchmark[] BenchmarksOf(IReadOnlyDictionary<string, (double P25, double Median, double P75)> known) =>
        [
            .. Indicator.All.Select(one =>
                known.TryGetValue(one.Code, out (double P25, double Median, double P75) own)
                    ? new Benchmark(50, new Quartiles(own.P25, own.Median, own.P75), BenchmarkWidth.SizeClass, OfCredit: true)
                    : default
            ),
        ];
}
