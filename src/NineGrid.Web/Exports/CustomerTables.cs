using NineGrid.Data.Exports;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Web.Display;

namespace NineGrid.Web.Exports;

/// <summary>Lists of customers, and what is known of one, as tables that can be taken away, in the words of the pages.</summary>
public sealed class CustomerTables(Words say, Comparisons compare, PathWords tell)
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

    /// <summary>The arithmetic, the indicators, the levers and path, and the history of one customer.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="lines">The lines of its arithmetic.</param>
    /// <param name="paths">Its paths; null when it has none.</param>
    public IReadOnlyList<Table> Of(CustomerView customer, IReadOnlyList<ReturnLine> lines, CustomerPaths? paths)
    {
        (string, string) who = (customer.Who.No, customer.Who.Name);
        return
        [
            new Table<ReturnLine>(
                "return",
                say["export.table.return"],
                [
                    new(say["column.line"], one => one.Name),
                    new(say["column.formula"], one => one.Formula),
                    new(
                        say["column.inputs"],
                        one =>
                            string.Join(say["list.separator"], one.Inputs.Select(input => $"{input.Name} {input.Value} ({input.Source})"))
                    ),
                    new(say["column.in-yuan", say["column.result"]], ColumnKind.Money, one => ValueOf(one, ColumnKind.Money)),
                    new(say["column.result.rate"], ColumnKind.Fraction, one => ValueOf(one, ColumnKind.Fraction)),
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
                    new(say["column.set"], one => compare.Set(customer, one.Benchmark)),
                    new(say["column.p25"], ColumnKind.Number, one => one.Benchmark?.Quartiles?.P25),
                    new(say["column.median"], ColumnKind.Number, one => one.Benchmark?.Quartiles?.Median),
                    new(say["column.p75"], ColumnKind.Number, one => one.Benchmark?.Quartiles?.P75),
                ],
                customer.Indicators
            )
            {
                Of = who,
            },
            new Table<Lever>(
                "gaps",
                say["export.table.gaps"],
                [
                    new(say["column.lever"], one => say.Of(one.Kind)),
                    new(say["column.move"], one => customer.Guidance is { } guidance ? tell.Does(guidance, one) : null),
                    new(say["column.effort"], ColumnKind.Number, one => one.Effort),
                    new(say["column.in-yuan", say["column.revenue.change"]], ColumnKind.Money, one => one.Revenue),
                    new(say["column.in-yuan", say["column.cost.change"]], ColumnKind.Money, one => one.Cost),
                    new(say["column.in-yuan", say["column.loss.change"]], ColumnKind.Money, one => one.ExpectedLoss),
                    new(say["column.in-yuan", say["column.capital.change"]], ColumnKind.Money, one => one.EcCredit),
                    new(say["column.in-yuan", say["column.worth"]], ColumnKind.Money, one => one.Worth),
                ],
                [.. (customer.Guidance?.Levers ?? []).OrderByDescending(one => one.Worth)]
            )
            {
                Of = who,
            },
            new Table<PathStep>(
                "path",
                paths?.Target is Cell target ? say["export.table.path", say.Of(target)] : say["export.table.path.none"],
                [
                    new(say["column.lever"], one => say.Of(one.Lever.Kind)),
                    new(say["path.steps"], one => paths is null ? null : tell.Step(paths.Guidance, one)),
                    new(say["column.closed"], ColumnKind.Fraction, one => one.Fraction),
                    new(say["column.effort"], ColumnKind.Number, one => one.Effort),
                    new(say["column.in-yuan", say["column.gain"]], ColumnKind.Money, one => one.Gain),
                    new(say["column.in-yuan", say["column.revenue.after"]], ColumnKind.Money, one => one.After.Revenue),
                    new(say["column.raroc.after"], ColumnKind.Fraction, one => Measured.OrNull(one.After.Raroc)),
                    new(say["column.in-yuan", say["column.eva.after"]], ColumnKind.Money, one => one.After.Eva),
                    new(say["column.cell.after"], one => say.Of(one.After.Cell)),
                ],
                paths?.Way?.Steps ?? []
            )
            {
                Of = who,
            },
            new Table<NextProduct>(
                "products",
                say["products.title"],
                [
                    new(say["column.product.code"], one => one.Share.Product),
                    new(say["column.product"], one => one.Name),
                    new(say["column.holders"], ColumnKind.Count, one => one.Share.Holders),
                    new(say["column.n"], ColumnKind.Count, one => one.Share.N),
                    new(say["column.penetration"], ColumnKind.Fraction, one => one.Share.Penetration),
                ],
                customer.NextProducts?.Products ?? []
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
            new Table<TrailStep>(
                "trail",
                say["export.table.trail"],
                [
                    new(say["frame.period"], one => one.Period.ToString()),
                    new(say["column.value"], one => Placed(Grid.Value, one.Value, one.ValueReason)),
                    new(say["column.growth"], one => Placed(Grid.Growth, one.Growth, one.GrowthReason)),
                    new(say["column.group"], one => one.Group is Cell cell ? say.Of(cell) : null),
                    new(say["column.in-yuan", say["column.revenue"]], ColumnKind.Money, one => one.Revenue),
                    new(say["column.raroc"], ColumnKind.Fraction, one => one.Raroc),
                ],
                [.. customer.Trail.Reverse()]
            )
            {
                Of = who,
            },
            new Table<MonthFigures>(
                "months",
                say["export.table.months"],
                [
                    new(say["trends.month"], one => one.Period.ToString()),
                    new(say["column.in-yuan", say["trend.revenue"]], ColumnKind.Money, one => (double?)one.Revenue),
                    new(say["column.in-yuan", say["trend.deposits"]], ColumnKind.Money, one => (double?)one.AvgDeposits),
                    new(say["column.in-yuan", say["trend.loans"]], ColumnKind.Money, one => (double?)one.AvgLoans),
                ],
                [.. customer.Months.Reverse()]
            )
            {
                Of = who,
            },
            new Table<Neighbour>(
                "neighbours",
                say["neighbours.title"],
                [
                    new(say["column.no"], one => one.No),
                    new(say["column.name"], one => one.Name),
                    new(say["column.size"], one => say.Of(one.Size)),
                    new(say["column.industry"], one => say.Of(one.Industry)),
                    new(say["column.value"], one => one.Value is Cell cell ? say.Of(cell) : null),
                    new(say["column.in-yuan", say["column.revenue"]], ColumnKind.Money, one => one.Revenue),
                    new(say["column.raroc"], ColumnKind.Fraction, one => one.Raroc),
                ],
                customer.Neighbours
            )
            {
                Of = who,
            },
        ];
    }

    private static double? ValueOf(ReturnLine line, ColumnKind kind) => line.Result.Kind == kind ? line.Result.Value : null;

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
