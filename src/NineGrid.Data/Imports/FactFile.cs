using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Imports;

/// <summary><c>facts.csv</c>.</summary>
/// <param name="run">The import.</param>
/// <param name="customers">The customers, stored as far as they may be.</param>
/// <param name="products">The catalogue.</param>
/// <param name="currentMonth">The server's current month.</param>
/// <param name="closed">The closed periods.</param>
internal sealed class FactFile(
    ImportRun run,
    CustomerFile customers,
    ProductFile products,
    Period currentMonth,
    IReadOnlySet<Period> closed
) : TimedFile<FactRow>(FileLayout.Facts, Figures, run, customers)
{
    private const int Products = 2;
    private const int FirstFigure = 3;
    private const int LongestProductList = 4000;
    private const int MostListsRemembered = 10_000;

    private static readonly IReadOnlyList<FigureColumn<FactRow>> Figures =
    [
        Decimal(FactField.LoanNii, nameof(FactRow.LoanNii), (row, value) => row.LoanNii = value),
        Decimal(FactField.DepositNii, nameof(FactRow.DepositNii), (row, value) => row.DepositNii = value),
        Decimal(FactField.FeeIncome, nameof(FactRow.FeeIncome), (row, value) => row.FeeIncome = value),
        Decimal(FactField.OperatingCost, nameof(FactRow.OperatingCost), (row, value) => row.OperatingCost = value),
        Decimal(FactField.ExpectedLoss, nameof(FactRow.ExpectedLoss), (row, value) => row.ExpectedLoss = value),
        Decimal(FactField.EconomicCapital, nameof(FactRow.EconomicCapital), (row, value) => row.EconomicCapital = value),
        Decimal(FactField.Ead, nameof(FactRow.Ead), (row, value) => row.Ead = value),
        Decimal(FactField.Pd, nameof(FactRow.Pd), (row, value) => row.Pd = value),
        Decimal(FactField.Lgd, nameof(FactRow.Lgd), (row, value) => row.Lgd = value),
        Decimal(FactField.MaturityYears, nameof(FactRow.MaturityYears), (row, value) => row.MaturityYears = value),
        Decimal(FactField.AvgLoans, nameof(FactRow.AvgLoans), (row, value) => row.AvgLoans = value),
        Decimal(FactField.AvgDeposits, nameof(FactRow.AvgDeposits), (row, value) => row.AvgDeposits = value),
        Decimal(FactField.AvgDemandDeposits, nameof(FactRow.AvgDemandDeposits), (row, value) => row.AvgDemandDeposits = value),
        Decimal(FactField.CreditLimit, nameof(FactRow.CreditLimit), (row, value) => row.CreditLimit = value),
        Decimal(FactField.CreditUsed, nameof(FactRow.CreditUsed), (row, value) => row.CreditUsed = value),
        Decimal(FactField.OverdueBalance, nameof(FactRow.OverdueBalance), (row, value) => row.OverdueBalance = value),
        Count(FactField.Transactions, nameof(FactRow.Transactions), (row, value) => row.Transactions = value),
        Count(FactField.ETransactions, nameof(FactRow.ETransactions), (row, value) => row.ETransactions = value),
        Decimal(FactField.SettlementInflow, nameof(FactRow.SettlementInflow), (row, value) => row.SettlementInflow = value),
        Count(FactField.PayrollHeadcount, nameof(FactRow.PayrollHeadcount), (row, value) => row.PayrollHeadcount = value),
    ];

    private static readonly IReadOnlyList<Share> Shares =
    [
        new(FactField.AvgDemandDeposits, row => row.AvgDemandDeposits, FactField.AvgDeposits, row => row.AvgDeposits),
        new(FactField.ETransactions, row => row.ETransactions, FactField.Transactions, row => row.Transactions),
    ];

    private readonly Dictionary<string, string> _lists = new(StringComparer.Ordinal);

    protected override IReadOnlyList<string> Key { get; } = [nameof(FactRow.CustomerId), nameof(FactRow.Period)];

    protected override void SetCustomer(FactRow row, int id) => row.CustomerId = id;

    protected override int? ReadTime(FileReader reader, int column, FactRow row)
    {
        if (reader.Month(column) is not { } period)
        {
            return null;
        }

        if (period > currentMonth)
        {
            reader.Reject(ImportIssueKind.FuturePeriod, column, currentMonth.ToString());
        }
        else if (closed.Contains(period))
        {
            reader.Reject(ImportIssueKind.ClosedPeriod, column);
        }

        row.Period = period;
        return period.Index;
    }

    protected override void ReadRest(FileReader reader, FactRow row, ReadOnlySpan<long?> figures)
    {
        row.Products = ReadProducts(reader);
        foreach (Share share in Shares)
        {
            if (figures[Column(share.Part)] > figures[Column(share.Whole)])
            {
                reader.Reject(ImportIssueKind.ExceedsWhole, Column(share.Part), Show(share.Whole, share.WholeOf(row)!.Value));
            }
        }
    }

    protected override IEnumerable<string> RestOfProperties(FileReader reader) => reader.Has(Products) ? [nameof(FactRow.Products)] : [];

    /// <summary>Where the file has a part without its whole, or a whole without its part, the row will keep the stored other one and must fit it.</summary>
    protected override async Task CheckAgainstStoredAsync(FileReader reader, Block block, CancellationToken cancellationToken)
    {
        List<Share> open = [.. Shares.Where(share => reader.Has(Column(share.Part)) != reader.Has(Column(share.Whole)))];
        if (open.Count == 0 || block.Count == 0)
        {
            return;
        }

        Dictionary<(int, Period), FactRow> stored = await StoredAsync(block, cancellationToken);
        for (int i = block.Count - 1; i >= 0; i--)
        {
            FactRow row = block.Rows[i];
            if (!stored.TryGetValue((row.CustomerId, row.Period), out FactRow? kept))
            {
                continue;
            }

            foreach (Share share in open)
            {
                bool partComes = reader.Has(Column(share.Part));
                decimal? part = share.PartOf(partComes ? row : kept);
                decimal? whole = share.WholeOf(partComes ? kept : row);
                if (part > whole)
                {
                    RejectShare(block, i, share, partComes, part.Value, whole.Value);
                    break;
                }
            }
        }
    }

    private static FigureColumn<FactRow> Decimal(FactField field, string property, Action<FactRow, decimal?> set)
    {
        var range = FigureRange.Of(FactColumn.All[(int)field]);
        return new(Column(field), property, range, (row, units) => set(row, range.Value(units)));
    }

    private static FigureColumn<FactRow> Count(FactField field, string property, Action<FactRow, long?> set) =>
        new(Column(field), property, FigureRange.Of(FactColumn.All[(int)field]), set);

    private static int Column(FactField field) => FirstFigure + (int)field;

    private static string Show(FactField field, decimal value) =>
        FormattableString.Invariant($"{FactColumn.All[(int)field].Name}, {value}");

    private void RejectShare(Block block, int place, Share share, bool partComes, decimal part, decimal whole)
    {
        if (partComes)
        {
            Reject(
                block,
                place,
                ImportIssueKind.ExceedsWhole,
                Column(share.Part),
                FormattableString.Invariant($"{part}"),
                "the stored " + Show(share.Whole, whole)
            );
        }
        else
        {
            Reject(
                block,
                place,
                ImportIssueKind.BelowPart,
                Column(share.Whole),
                FormattableString.Invariant($"{whole}"),
                "the stored " + Show(share.Part, part)
            );
        }
    }

    private Task<Dictionary<(int, Period), FactRow>> StoredAsync(Block block, CancellationToken cancellationToken)
    {
        IEnumerable<FactRow> rows = block.Rows.Take(block.Count);
        int[] ids = [.. rows.Select(row => row.CustomerId).Distinct()];
        Period[] periods = [.. rows.Select(row => row.Period).Distinct()];
        return Run
            .Db.Facts.AsNoTracking()
            .Where(row => EF.Parameter(ids).Contains(row.CustomerId) && EF.Parameter(periods).Contains(row.Period))
            .Select(row => new FactRow
            {
                CustomerId = row.CustomerId,
                Period = row.Period,
                AvgDeposits = row.AvgDeposits,
                AvgDemandDeposits = row.AvgDemandDeposits,
                Transactions = row.Transactions,
                ETransactions = row.ETransactions,
            })
            .ToDictionaryAsync(row => (row.CustomerId, row.Period), cancellationToken);
    }

    private string? ReadProducts(FileReader reader)
    {
        ReadOnlySpan<char> list = reader.Text(Products);
        if (list.IsEmpty)
        {
            return null;
        }

        // a bank has few distinct lists, so each is checked once
        if (_lists.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(list, out string? known))
        {
            return known;
        }

        string text = list.ToString();
        if (text.Length > LongestProductList)
        {
            reader.Reject(ImportIssueKind.BadText, Products, FormattableString.Invariant($"{LongestProductList}"));
            return null;
        }

        if (text is not "-" && text.Split('|').FirstOrDefault(code => !products.IsKnown(code)) is { } unknown)
        {
            reader.Reject(ImportIssueKind.UnknownProduct, Products, $"\"{unknown}\"");
            return null;
        }

        if (_lists.Count == MostListsRemembered)
        {
            _lists.Clear();
        }

        _lists.Add(text, text);
        return text;
    }

    /// <summary>Two figures of which one is part of the other.</summary>
    private sealed record Share(FactField Part, Func<FactRow, decimal?> PartOf, FactField Whole, Func<FactRow, decimal?> WholeOf);
}
