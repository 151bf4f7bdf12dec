using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using static NineGrid.Tests.Support.Oracle.Arithmetic;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>What can be said of one customer without looking at any other: sections 3.1, 3.2, the figures of 3.5 and the ratios of 3.8.</summary>
internal sealed class NaiveCustomer
{
    private readonly Scheme _scheme;

    public NaiveCustomer(
        Client client,
        IReadOnlyList<FactLine> past,
        IReadOnlyList<StatementLine> statements,
        SmallBank bank,
        Period period
    )
    {
        _scheme = bank.Scheme;
        Client = client;
        var window = new Window(past, period);
        Months = window.Months;
        bool firstRowInWindow = MonthNumber(period) - past.Min(row => MonthNumber(row.Month)) < 12;
        if (Months == 0)
        {
            Inactive = UnplacedReason.Lost;
        }
        else if (firstRowInWindow && window.Span < _scheme.NewMonths)
        {
            Inactive = UnplacedReason.New;
        }

        if (Inactive is not null)
        {
            return;
        }

        Span = window.Span;
        int newestYear = period.Month >= 4 ? period.Year - 1 : period.Year - 2;
        Dictionary<int, StatementLine> years = statements.Where(s => s.FiscalYear <= newestYear).ToDictionary(s => s.FiscalYear);
        FiscalYear = years.Count == 0 ? null : years.Keys.Max();
        Stale = FiscalYear < newestYear - 1;
        StatementLine? fy0 = FiscalYear is null ? null : years[FiscalYear.Value];

        ReturnAndCapital(window, fy0);
        GrowthOfRevenue(new Window(past, period.AddMonths(-12)));
        GrowthOfTheCustomer(years);
        Ratios(window, fy0, bank.Products);
    }

    public Client Client { get; }
    public int Months { get; }

    /// <summary>Lost or New; null for an active customer, for whom alone everything below has a meaning.</summary>
    public UnplacedReason? Inactive { get; }
    public int Span { get; }
    public int? FiscalYear { get; }
    public bool Stale { get; }

    public double Revenue { get; private set; }
    public double Cost { get; private set; }
    public double ExpectedLoss { get; private set; }
    public bool InDefault { get; private set; }
    public double? EcCredit { get; private set; }
    public double EcOp { get; private set; }
    public double Return { get; private set; }
    public double? Capital { get; private set; }
    public double? Raroc { get; private set; }
    public double? Eva { get; private set; }
    public bool HasCredit { get; private set; }
    public UnplacedReason ValueReason { get; private set; }

    /// <summary>R of the window a year earlier.</summary>
    public double? EarlierRevenue { get; private set; }
    public double? GrowthBank { get; private set; }
    public double? GrowthOwn { get; private set; }
    public UnplacedReason GrowthReason { get; private set; }

    /// <summary>Numerator and denominator of the 16 indicators; null where the indicator is not measured.</summary>
    public IReadOnlyList<(double Numerator, double Denominator)?> Indicators { get; private set; } = [];
    public IReadOnlyDictionary<string, double?> Figures { get; private set; } = new Dictionary<string, double?>();

    public double? Indicator(int index) => Indicators[index] is { } ratio ? ratio.Numerator / ratio.Denominator : null;

    private void ReturnAndCapital(Window window, StatementLine? fy0)
    {
        decimal? ead = window.Average(row => row.Ead);
        decimal? reportedCapital = window.Average(row => row.EconomicCapital);
        decimal? pd = window.Newest(row => row.Pd);
        decimal? lgd = window.Newest(row => row.Lgd);
        decimal? maturity = window.Newest(row => row.MaturityYears);
        InDefault = pd == 1;

        Revenue = Nearest(window.Revenue);
        Cost = Nearest(window.Flow(row => row.OperatingCost) ?? 0);
        ExpectedLoss = InDefault ? Nearest((lgd ?? 0) * (ead ?? 0)) : Nearest(window.Flow(Window.ExpectedLoss) ?? 0);
        Return = (Revenue - Cost - ExpectedLoss) * (1 - _scheme.Tax);

        EcOp = _scheme.Beta * Math.Max(Revenue, 0);
        if (reportedCapital is not null)
        {
            EcCredit = Nearest(reportedCapital.Value);
        }
        else if (ead is null or 0 || InDefault)
        {
            EcCredit = 0;
        }
        else if (pd is not null && lgd is not null)
        {
            double? s = Nearest(fy0?.OperatingRevenue / 1_000_000m);
            double k = NaiveCapital.K(Nearest(pd.Value), Nearest(lgd.Value), Nearest(maturity), s, _scheme);
            EcCredit = _scheme.CapitalMultiplier * k * Nearest(ead.Value);
        }

        HasCredit = EcCredit > 0 || ead > 0;
        if (EcCredit is null)
        {
            ValueReason = UnplacedReason.NoRisk;
            return;
        }

        Capital = EcCredit + EcOp;
        Eva = Return - (_scheme.Hurdle * Capital);
        if (Capital == 0)
        {
            ValueReason = UnplacedReason.NoCapital;
            return;
        }

        Raroc = Return / Capital;
    }

    private void GrowthOfRevenue(Window earlier)
    {
        if (earlier.Months >= 1 && earlier.Span >= 3)
        {
            EarlierRevenue = Nearest(earlier.Revenue);
            GrowthBank = G(EarlierRevenue.Value, Revenue);
        }
    }

    private void GrowthOfTheCustomer(Dictionary<int, StatementLine> years)
    {
        if (FiscalYear is { } fy0 && !Stale)
        {
            StatementLine? now = years.GetValueOrDefault(fy0);
            StatementLine? before = years.GetValueOrDefault(fy0 - 1);
            StatementLine? first = years.GetValueOrDefault(fy0 - 2);
            double? r1 = G(first?.OperatingRevenue, before?.OperatingRevenue);
            double? r2 = G(before?.OperatingRevenue, now?.OperatingRevenue);
            double? n1 = G(first?.NetProfit, before?.NetProfit);
            double? n2 = G(before?.NetProfit, now?.NetProfit);
            GrowthOwn = (_scheme.RevenueWeight * (r1 + r2) / 2) + (_scheme.ProfitWeight * (n1 + n2) / 2);
        }

        GrowthReason =
            GrowthBank is null ? UnplacedReason.NoHistory
            : FiscalYear is null ? UnplacedReason.MissingStatements
            : Stale ? UnplacedReason.StaleStatements
            : GrowthOwn is null ? UnplacedReason.MissingStatements
            : UnplacedReason.None;
    }

    private static double? G(decimal? a, decimal? b) => a is null || b is null ? null : G(Nearest(a.Value), Nearest(b.Value));

    private static double G(double a, double b) => a == 0 && b == 0 ? 0 : (b - a) / ((Math.Abs(a) + Math.Abs(b)) / 2);

    private void Ratios(Window window, StatementLine? fy0, IReadOnlyList<CatalogueProduct> catalogue)
    {
        HashSet<string> active = [.. catalogue.Where(product => product.Active).Select(product => product.Code)];
        decimal? held = window.Newest(row => row.Products) is { } codes ? codes.Split('|').Distinct().Count(active.Contains) : null;
        double? revenue = Nearest(window.Revenue);
        double? fee = Nearest(window.Flow(row => row.FeeIncome));
        double? loanNii = Nearest(window.Flow(row => row.LoanNii));
        double? depositNii = Nearest(window.Flow(row => row.DepositNii));
        double? cost = Nearest(window.Flow(row => row.OperatingCost));
        double? loans = Nearest(window.Average(row => row.AvgLoans));
        double? deposits = Nearest(window.Average(row => row.AvgDeposits));
        double? demand = Nearest(window.Average(row => row.AvgDemandDeposits));
        double? ead = Nearest(window.Average(row => row.Ead));
        double? transactions = Nearest(window.Flow(row => row.Transactions));
        double? eTransactions = Nearest(window.Flow(row => row.ETransactions));
        double? inflow = Nearest(window.Flow(row => row.SettlementInflow));
        double? payroll = Nearest(window.Newest(row => row.PayrollHeadcount));
        FactLine? line = window.Newest(row => row.CreditLimit is null ? null : row);
        double? limit = Nearest(line?.CreditLimit);
        double? used = Nearest(line?.CreditUsed);
        double? loss = window.Flow(Window.ExpectedLoss) is null ? null : ExpectedLoss;

        Indicators =
        [
            Ratio(Nearest(held), active.Count),
            Ratio(transactions, 12),
            Ratio(fee, revenue),
            Ratio(deposits, loans),
            Ratio(deposits, Nearest(fy0?.Cash)),
            Ratio(cost, revenue),
            Ratio(demand, deposits),
            Ratio(inflow, Nearest(fy0?.OperatingRevenue)),
            Ratio(loans, Nearest(fy0?.InterestBearingDebt)),
            Ratio(used, limit),
            Ratio(loanNii, loans),
            Ratio(depositNii, deposits),
            Ratio(loss, ead),
            Ratio(EcCredit, ead),
            Ratio(eTransactions, transactions),
            Ratio(payroll, Nearest(fy0?.Employees)),
        ];
        Figures = new Dictionary<string, double?>
        {
            ["loan_nii"] = loanNii,
            ["deposit_nii"] = depositNii,
            ["fee_income"] = fee,
            ["operating_cost"] = cost,
            ["expected_loss"] = Nearest(window.Flow(Window.ExpectedLoss)),
            ["transactions"] = transactions,
            ["e_transactions"] = eTransactions,
            ["settlement_inflow"] = inflow,
            ["ead"] = ead,
            ["economic_capital"] = Nearest(window.Average(row => row.EconomicCapital)),
            ["avg_loans"] = loans,
            ["avg_deposits"] = deposits,
            ["avg_demand_deposits"] = demand,
            ["credit_limit"] = limit,
            ["credit_used"] = used,
            ["overdue_balance"] = Nearest(window.Newest(row => row.OverdueBalance)),
            ["payroll_headcount"] = payroll,
            ["pd"] = Nearest(window.Newest(row => row.Pd)),
            ["lgd"] = Nearest(window.Newest(row => row.Lgd)),
            ["maturity_years"] = Nearest(window.Newest(row => row.MaturityYears)),
            ["products_held"] = Nearest(held),
            ["products_active"] = active.Count,
            ["fiscal_year"] = FiscalYear,
            ["stale"] = Stale ? 1 : 0,
            ["operating_revenue"] = Nearest(fy0?.OperatingRevenue),
            ["cash"] = Nearest(fy0?.Cash),
            ["interest_bearing_debt"] = Nearest(fy0?.InterestBearingDebt),
            ["employees"] = Nearest(fy0?.Employees),
            ["earlier_revenue"] = EarlierRevenue,
        };
    }

    private static (double, double)? Ratio(double? numerator, double? denominator) =>
        numerator is null || denominator is null || denominator <= 0 ? null : (numerator.Value, denominator.Value);
}
