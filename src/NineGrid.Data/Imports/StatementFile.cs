using NineGrid.Data.Mapping;

namespace NineGrid.Data.Imports;

/// <summary><c>statements.csv</c>.</summary>
internal sealed class StatementFile(ImportRun run, CustomerFile customers)
    : TimedFile<StatementRow>(FileLayout.Statements, Figures, run, customers)
{
    private static readonly IReadOnlyList<FigureColumn<StatementRow>> Figures =
    [
        Money(2, nameof(StatementRow.OperatingRevenue), mayBeNegative: true, (row, value) => row.OperatingRevenue = value),
        Money(3, nameof(StatementRow.NetProfit), mayBeNegative: true, (row, value) => row.NetProfit = value),
        Money(4, nameof(StatementRow.TotalAssets), mayBeNegative: false, (row, value) => row.TotalAssets = value),
        Money(5, nameof(StatementRow.Cash), mayBeNegative: false, (row, value) => row.Cash = value),
        Money(6, nameof(StatementRow.InterestBearingDebt), mayBeNegative: false, (row, value) => row.InterestBearingDebt = value),
        new(7, nameof(StatementRow.Employees), FigureRange.Count, (row, value) => row.Employees = value),
    ];

    protected override IReadOnlyList<string> Key { get; } = [nameof(StatementRow.CustomerId), nameof(StatementRow.FiscalYear)];

    protected override void SetCustomer(StatementRow row, int id) => row.CustomerId = id;

    protected override int? ReadTime(FileReader reader, int column, StatementRow row)
    {
        int? year = reader.Year(column);
        row.FiscalYear = year ?? 0;
        return year;
    }

    private static FigureColumn<StatementRow> Money(int column, string property, bool mayBeNegative, Action<StatementRow, decimal?> set)
    {
        var range = FigureRange.Money(mayBeNegative);
        return new(column, property, range, (row, units) => set(row, range.Value(units)));
    }
}
