using NineGrid.Data.Exports;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Web.Display;

namespace NineGrid.Web.Exports;

/// <summary>Lists of customers, and what is known of one, as tables that can be taken away, in the words of the pages.</summary>
public sealed class CustomerTables(Words say)
{
    /// <summary>A list of customers.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="columns">The columns that follow number and name.</param>
    /// <param name="rows">Reads them.</param>
    public Table List(int count, IReadOnlyList<CustomerColumn> columns, Func<CancellationToken, IAsyncEnumerable<CustomerListed>> rows) =>
        new Table<CustomerListed>("customers", say["export.table.customers"], count, Columns(columns), rows);

    /// <summary>Customers side by side, with all that there is.</summary>
    public Table Comparison(IReadOnlyList<CustomerListed> customers) =>
        new Table<CustomerListed>(
            "comparison",
            say["export.table.comparison"],
            Columns([.. CustomerColumns.Choice.SelectMany(subject => subject.Columns)]),
            customers
        );

    /// <summary>The arithmetic, the indicators and the statements of one customer.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="lines">The lines of its arithmetic.</param>
    public IReadOnlyList<Table> Of(CustomerView customer, IReadOnlyList<ReturnLine> lines)
    {
        (string, string) who = (customer.Who.No, customer.Who.Name);
        (FiguresRow? figures, PositionRow position) = (customer.Figures, customer.Position);
        Dictionary<string, double?> amounts = new(StringComparer.Ordinal)
        {
            [say["line.loan_nii"]] = figures?.LoanNii,
            [say["line.deposit_nii"]] = figures?.DepositNii,
            [say["line.fee_income"]] = figures?.FeeIncome,
            [say["line.revenue"]] = position.Revenue,
            [say["line.cost"]] = position.Cost,
            [say["line.loss"]] = position.ExpectedLoss,
            [say["line.return"]] = position.Return,
            [say["line.ec_credit"]] = position.EcCredit,
            [say["line.ec_op"]] = position.EcOp,
            [say["line.ec"]] = customer.EconomicCapital,
            [say["line.eva"]] = position.Eva,
        };
        Dictionary<string, double?> rates = new(StringComparer.Ordinal)
        {
            [say["line.k"]] = figures?.CapitalRatio,
            [say["line.raroc"]] = position.Raroc,
        };
        return
        [
            new Table<ReturnLine>(
                "return",
                say["export.table.return"],
                [
                    new(say["column.line"], one => one.Name),
                    new(say["column.formula"], one => one.Formula),
                    new(say["column.inputs"], one => one.Inputs),
                    new(say["column.in-yuan", say["column.result"]], ColumnKind.Money, one => amounts.GetValueOrDefault(one.Name)),
                    new(say["column.result.rate"], ColumnKind.Fraction, one => rates.GetValueOrDefault(one.Name)),
                ],
                lines
            )
            {
                Of = who,
            },
            new Table<IndicatorTerms>(
                "indicators",
                say["export.table.indicators"],
                [
                    new(say["column.indicator"], one => say.Of(one.Indicator)),
                    new(say["column.value.of"], ColumnKind.Number, one => one.Value),
                    new(say["column.numerator.what"], one => say[$"indicator.{one.Indicator.Code}.numerator"]),
                    new(say["column.numerator"], ColumnKind.Number, one => one.Numerator),
                    new(say["column.denominator.what"], one => say[$"indicator.{one.Indicator.Code}.denominator"]),
                    new(say["column.denominator"], ColumnKind.Number, one => one.Denominator),
                ],
                customer.Indicators
            )
            {
                Of = who,
            },
            new Table<StatementRow>(
                "statements",
                say["export.table.statements"],
                [
                    new(say["column.fiscal-year"], ColumnKind.Number, one => one.FiscalYear),
                    new(say["statement.revenue.yuan"], ColumnKind.Money, one => (double?)one.OperatingRevenue),
                    new(say["statement.profit.yuan"], ColumnKind.Money, one => (double?)one.NetProfit),
                    new(say["statement.assets.yuan"], ColumnKind.Money, one => (double?)one.TotalAssets),
                    new(say["statement.cash.yuan"], ColumnKind.Money, one => (double?)one.Cash),
                    new(say["statement.debt.yuan"], ColumnKind.Money, one => (double?)one.InterestBearingDebt),
                    new(say["statement.employees"], ColumnKind.Count, one => one.Employees),
                ],
                customer.Statements
            )
            {
                Of = who,
            },
        ];
    }

    private List<TableColumn<CustomerListed>> Columns(IReadOnlyList<CustomerColumn> chosen) =>
        [.. CustomerColumns.Always.Concat(chosen).SelectMany(Columns)];

    private IEnumerable<TableColumn<CustomerListed>> Columns(CustomerColumn column) =>
        column switch
        {
            CustomerColumn.No => [Text(column, one => one.No)],
            CustomerColumn.Name => [Text(column, one => one.Name)],
            CustomerColumn.CreditCode => [Text(column, one => one.CreditCode)],
            CustomerColumn.Institution => [Text(column, one => one.Institution)],
            CustomerColumn.Manager => [new(say["column.manager.no"], one => one.ManagerNo), Text(column, one => one.Manager)],
            CustomerColumn.GroupCode => [Text(column, one => one.GroupCode)],
            CustomerColumn.GroupName => [Text(column, one => one.GroupName)],
            CustomerColumn.Size => [Text(column, one => say.Of(one.Size))],
            CustomerColumn.Industry => [Text(column, one => say.Of(one.Industry))],
            CustomerColumn.Months => [new(say.Of(column), ColumnKind.Count, one => one.Months)],
            CustomerColumn.Revenue => [Money(column, one => one.Revenue)],
            CustomerColumn.Cost => [Money(column, one => one.Cost)],
            CustomerColumn.Loss => [Money(column, one => one.ExpectedLoss)],
            CustomerColumn.Return => [Money(column, one => one.Return)],
            CustomerColumn.Capital => [Money(column, one => one.EconomicCapital)],
            CustomerColumn.Raroc => [Fraction(column, one => one.Raroc)],
            CustomerColumn.Eva => [Money(column, one => one.Eva)],
            CustomerColumn.Value => [Text(column, one => Placed(Grid.Value, one.Value, one.ValueReason))],
            CustomerColumn.BankGrowth => [Fraction(column, one => one.OrdinaryBankGrowth)],
            CustomerColumn.OwnGrowth => [Fraction(column, one => one.OrdinaryOwnGrowth)],
            CustomerColumn.Growth => [Text(column, one => Placed(Grid.Growth, one.Growth, one.GrowthReason))],
            CustomerColumn.Consistency => [Text(column, one => one.Consistency == Consistency.None ? null : say.Briefly(one.Consistency))],
            CustomerColumn.Group => [Text(column, one => one.Group is Cell cell ? say.Of(cell) : null)],
            CustomerColumn.Strategy => [Text(column, one => one.Strategy == Strategy.None ? null : say.Of(one.Strategy))],
            _ when column.Indicator is Indicator indicator =>
            [
                indicator.IsRatio
                    ? Fraction(column, one => one.Of(indicator))
                    : new(say.Of(column), ColumnKind.Number, one => one.Of(indicator)),
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, "not a column"),
        };

    private TableColumn<CustomerListed> Text(CustomerColumn column, Func<CustomerListed, string?> text) => new(say.Of(column), text);

    private TableColumn<CustomerListed> Money(CustomerColumn column, Func<CustomerListed, double?> yuan) =>
        new(say["column.in-yuan", say.Of(column)], ColumnKind.Money, yuan);

    private TableColumn<CustomerListed> Fraction(CustomerColumn column, Func<CustomerListed, double?> fraction) =>
        new(say.Of(column), ColumnKind.Fraction, fraction);

    private string Placed(Grid grid, Cell? cell, UnplacedReason reason) => cell is Cell own ? say.Of(own) : say.Briefly(grid, reason);
}
