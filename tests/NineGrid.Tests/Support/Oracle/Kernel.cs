using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Feeds a small bank to the product's kernel, in the order in which it is given, and reads everything back.</summary>
internal static class Kernel
{
    /// <summary>The snapshot of a period; under a frozen scheme its calibration period is computed first.</summary>
    /// <param name="bank">The bank.</param>
    /// <param name="period">The period.</param>
    /// <param name="threads">Threads for gathering and computing.</param>
    /// <param name="onlyTwoWindows">Leave out rows older than two windows and say instead when the first and last row were.</param>
    public static Results Compute(SmallBank bank, Period period, int threads = 1, bool onlyTwoWindows = false) =>
        Read(SnapshotOf(bank, period, threads, onlyTwoWindows));

    /// <summary>That snapshot itself.</summary>
    public static Snapshot SnapshotOf(SmallBank bank, Period period, int threads = 1, bool onlyTwoWindows = false)
    {
        CutTable? calibration = bank.Scheme.CalibrationFor(period) is { } frozen
            ? SnapshotOf(bank, frozen, calibration: null, threads, onlyTwoWindows).Cuts
            : null;
        return SnapshotOf(bank, period, calibration, threads, onlyTwoWindows);
    }

    /// <summary>The snapshot of a period under given calibration cuts.</summary>
    public static Snapshot SnapshotOf(SmallBank bank, Period period, CutTable? calibration, int threads = 1, bool onlyTwoWindows = false)
    {
        var tree = new InstitutionTree(bank.Institutions);
        var products = new ProductSets(bank.Products.Where(product => product.Active).Select(product => product.Code));
        HashSet<string> seen = [.. bank.Facts.Where(row => row.Month <= period).Select(row => row.Client)];
        var book = new Book(
            tree,
            bank.Clients.Where(client => seen.Contains(client.No))
                .Select(client => new BookCustomer(
                    client.No,
                    tree.PlaceOf(client.Institution),
                    Manager: null,
                    client.Size,
                    Industry.Of(client.Industry),
                    client.Group
                )),
            products
        );
        var places = new Dictionary<string, int>();
        for (int place = 0; place < book.Count; place++)
        {
            places.Add(book.Customers[place].No, place);
        }

        var input = new SnapshotInput(period, bank.Scheme, book, calibration);
        IEnumerable<FactLine> rows = bank.Facts.Where(row => places.ContainsKey(row.Client));
        if (onlyTwoWindows)
        {
            foreach (IGrouping<string, FactLine> past in rows.Where(row => row.Month <= period).GroupBy(row => row.Client))
            {
                input.Facts.Know(places[past.Key], past.Min(row => row.Month), past.Max(row => row.Month));
            }

            rows = rows.Where(row => row.Month > period.AddMonths(-24));
        }

        input.Facts.Add([.. rows.Chunk(100).Select(chunk => Block(chunk, places, products))], threads);
        foreach (StatementLine year in bank.Statements.Where(year => places.ContainsKey(year.Client)))
        {
            input.Statements.Add(
                new(
                    places[year.Client],
                    year.FiscalYear,
                    (double?)year.OperatingRevenue,
                    (double?)year.NetProfit,
                    (double?)year.Cash,
                    (double?)year.InterestBearingDebt,
                    (double?)year.Employees
                )
            );
        }

        return Snapshot.Compute(input, threads);
    }

    private static FactBlock Block(FactLine[] rows, Dictionary<string, int> places, ProductSets products)
    {
        var block = new FactBlock(rows.Length) { Count = rows.Length };
        for (int i = 0; i < rows.Length; i++)
        {
            block.Customer[i] = places[rows[i].Client];
            block.PeriodIndex[i] = rows[i].Month.Index;
            block.ProductSet[i] = products.NumberOf(rows[i].Products);
            foreach (FactColumn column in FactColumn.All)
            {
                block[column.Field][i] = Value(rows[i], column.Field) is { } value ? Whole(value, column) : FactBlock.NotReported;
            }
        }

        return block;
    }

    private static long Whole(decimal value, FactColumn column)
    {
        decimal units = value * (decimal)Math.Pow(10, column.Decimals);
        return units == Math.Truncate(units)
            ? (long)units
            : throw new ArgumentException($"{column.Name} keeps {column.Decimals} decimals, not {value}", nameof(value));
    }

    private static decimal? Value(FactLine row, FactField field) =>
        field switch
        {
            FactField.LoanNii => row.LoanNii,
            FactField.DepositNii => row.DepositNii,
            FactField.FeeIncome => row.FeeIncome,
            FactField.OperatingCost => row.OperatingCost,
            FactField.ExpectedLoss => row.ExpectedLoss,
            FactField.EconomicCapital => row.EconomicCapital,
            FactField.Ead => row.Ead,
            FactField.Pd => row.Pd,
            FactField.Lgd => row.Lgd,
            FactField.MaturityYears => row.MaturityYears,
            FactField.AvgLoans => row.AvgLoans,
            FactField.AvgDeposits => row.AvgDeposits,
            FactField.AvgDemandDeposits => row.AvgDemandDeposits,
            FactField.CreditLimit => row.CreditLimit,
            FactField.CreditUsed => row.CreditUsed,
            FactField.OverdueBalance => row.OverdueBalance,
            FactField.Transactions => row.Transactions,
            FactField.ETransactions => row.ETransactions,
            FactField.SettlementInflow => row.SettlementInflow,
            FactField.PayrollHeadcount => row.PayrollHeadcount,
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };

    private static Results Read(Snapshot snapshot)
    {
        Book book = snapshot.Input.Book;
        return new(
            snapshot.Input.Period,
            [.. Enumerable.Range(0, book.Count).Select(customer => Customer(snapshot, customer))],
            [.. Enumerable.Range(0, book.Groups.Length).Select(group => Group(book.Groups[group], snapshot.Groups[group]))],
            [.. from grid in Enum.GetValues<Grid>() from axis in "xy" from cut in CutsOf(snapshot, grid, axis) select cut],
            [.. Portraits(snapshot)]
        );
    }

    private static CustomerResult Customer(Snapshot snapshot, int customer)
    {
        bool active = snapshot.Active[customer];
        CustomerFigures figures = snapshot.Figures[customer];
        RiskAdjustedReturn terms = snapshot.Returns[customer];
        return new()
        {
            No = snapshot.Input.Book.Customers[customer].No,
            Months = figures.Months,
            Span = active ? figures.Span : null,
            Revenue = Active(terms.Revenue),
            Cost = Active(terms.Cost),
            ExpectedLoss = Active(terms.ExpectedLoss),
            EcCredit = Active(terms.EcCredit),
            EcOp = Active(terms.EcOp),
            Return = Active(terms.Return),
            Raroc = Active(terms.Raroc),
            Eva = Active(terms.Eva),
            HasCredit = active ? terms.HasCredit(in figures) : null,
            ValueCell = CellOf(snapshot.Cells(Grid.Value)[customer]),
            ValueReason = snapshot.ValueReason[customer],
            GrowthBank = Measured.OrNull(snapshot.GrowthBank[customer]),
            GrowthOwn = Measured.OrNull(snapshot.GrowthOwn[customer]),
            GrowthCell = CellOf(snapshot.Cells(Grid.Growth)[customer]),
            GrowthReason = snapshot.GrowthReason[customer],
            Consistency = snapshot.Consistency[customer],
            GroupCell = CellOf(snapshot.Cells(Grid.Group)[customer]),
            Strategy = snapshot.Strategies[customer],
            RevenueCuts = Cuts(Grid.Value, snapshot.CutsOf(Grid.Value, customer).X),
            RarocCuts = Cuts(Grid.Value, snapshot.CutsOf(Grid.Value, customer).Y),
            BankGrowthCuts = Cuts(Grid.Growth, snapshot.CutsOf(Grid.Growth, customer).X),
            OwnGrowthCuts = Cuts(Grid.Growth, snapshot.CutsOf(Grid.Growth, customer).Y),
            Indicators = active
                ? [.. Enumerable.Range(0, Indicator.Count).Select(i => Measured.OrNull(snapshot.IndicatorOf(i, customer)))]
                : [],
            Figures = active ? Figures(figures) : new Dictionary<string, double?>(),
        };

        double? Active(double value) => active ? Measured.OrNull(value) : null;

        (double? Lo, double? Hi) Cuts(Grid grid, CutPoints cuts) =>
            snapshot.Cells(grid)[customer] < 0 ? default : (Measured.OrNull(cuts.Lo), Measured.OrNull(cuts.Hi));
    }

    private static Dictionary<string, double?> Figures(in CustomerFigures figures) =>
        new()
        {
            ["loan_nii"] = Measured.OrNull(figures.LoanNii),
            ["deposit_nii"] = Measured.OrNull(figures.DepositNii),
            ["fee_income"] = Measured.OrNull(figures.FeeIncome),
            ["operating_cost"] = Measured.OrNull(figures.OperatingCost),
            ["expected_loss"] = Measured.OrNull(figures.ExpectedLoss),
            ["transactions"] = Measured.OrNull(figures.Transactions),
            ["e_transactions"] = Measured.OrNull(figures.ETransactions),
            ["settlement_inflow"] = Measured.OrNull(figures.SettlementInflow),
            ["ead"] = Measured.OrNull(figures.Ead),
            ["economic_capital"] = Measured.OrNull(figures.EconomicCapital),
            ["avg_loans"] = Measured.OrNull(figures.AvgLoans),
            ["avg_deposits"] = Measured.OrNull(figures.AvgDeposits),
            ["avg_demand_deposits"] = Measured.OrNull(figures.AvgDemandDeposits),
            ["credit_limit"] = Measured.OrNull(figures.CreditLimit),
            ["credit_used"] = Measured.OrNull(figures.CreditUsed),
            ["overdue_balance"] = Measured.OrNull(figures.OverdueBalance),
            ["payroll_headcount"] = Measured.OrNull(figures.PayrollHeadcount),
            ["pd"] = Measured.OrNull(figures.Pd),
            ["lgd"] = Measured.OrNull(figures.Lgd),
            ["maturity_years"] = Measured.OrNull(figures.MaturityYears),
            ["products_held"] = Measured.OrNull(figures.ProductsHeld),
            ["products_active"] = figures.ProductsActive,
            ["fiscal_year"] = figures.FiscalYear == 0 ? null : figures.FiscalYear,
            ["stale"] = figures.Stale ? 1 : 0,
            ["operating_revenue"] = Measured.OrNull(figures.OperatingRevenue),
            ["cash"] = Measured.OrNull(figures.Cash),
            ["interest_bearing_debt"] = Measured.OrNull(figures.InterestBearingDebt),
            ["employees"] = Measured.OrNull(figures.Employees),
            ["earlier_revenue"] = Measured.OrNull(figures.EarlierRevenue),
        };

    private static GroupResult Group(string code, GroupPosition group) =>
        new(code, group.Revenue, group.Return, group.Ec, Measured.OrNull(group.Raroc), CellOf(group.Cell));

    private static IEnumerable<CutResult> CutsOf(Snapshot snapshot, Grid grid, char axis) =>
        snapshot
            .Cuts[grid, axis == 'y']
            .Where(cut => cut.InUse)
            .Select(cut => new CutResult(grid, axis, cut.UsedGroup, cut.Placed, Measured.OrNull(cut.Cuts.Lo), Measured.OrNull(cut.Cuts.Hi)))
            .Distinct();

    private static IEnumerable<PortraitResult> Portraits(Snapshot snapshot) =>
        from place in Enumerable.Range(0, snapshot.Input.Book.Institutions.Count)
        from grid in Enum.GetValues<Grid>()
        from part in Enumerable.Range(0, PortraitPart.Count).Select(number => PortraitPart.FromNumber((byte)number))
        from indicator in Enumerable.Range(0, Indicator.Count)
        let portrait = snapshot.Portraits[place, grid, part, indicator]
        where portrait.N > 0
        select new PortraitResult(
            snapshot.Input.Book.Institutions.Code(place),
            grid,
            part.ToString(),
            indicator,
            portrait.N,
            portrait.Pooled,
            portrait.Quartiles.P25,
            portrait.Quartiles.Median,
            portrait.Quartiles.P75
        );

    private static string? CellOf(sbyte index) => index < 0 ? null : Cell.FromIndex(index).ToString();
}
