using NineGrid.Domain.Bank;
using static NineGrid.Tests.Support.Oracle.Arithmetic;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Section 3.1: twelve months of one customer, up to and including <paramref name="last"/>.</summary>
/// <param name="past">All rows of the customer at or before the snapshot's period; at least one.</param>
/// <param name="last">The newest month of the window.</param>
internal sealed class Window(IReadOnlyList<FactLine> past, Period last)
{
    private readonly List<FactLine> _rows =
    [
        .. past.Where(row => MonthNumber(row.Month) <= MonthNumber(last) && MonthNumber(row.Month) > MonthNumber(last) - 12)
            .OrderByDescending(row => MonthNumber(row.Month)),
    ];

    /// <summary>m.</summary>
    public int Months => _rows.Count;

    /// <summary>Months from the later of t−11 and the first row ever, to t, inclusive; not positive when the first row comes after t.</summary>
    public int Span => MonthNumber(last) - Math.Max(MonthNumber(last) - 11, past.Min(row => MonthNumber(row.Month))) + 1;

    /// <summary>Annualised sum; null when empty in every row.</summary>
    public decimal? Flow(Func<FactLine, decimal?> field) =>
        _rows.All(row => field(row) is null) ? null : _rows.Sum(row => field(row) ?? 0) * 12 / Span;

    /// <summary>Mean over the months that did not leave the field empty in a row; null when no row reports it.</summary>
    public decimal? Average(Func<FactLine, decimal?> field) =>
        _rows.All(row => field(row) is null) ? null : _rows.Sum(row => field(row) ?? 0) / (Span - _rows.Count(row => field(row) is null));

    /// <summary>The value of the newest month that has it.</summary>
    public T? Newest<T>(Func<FactLine, T?> field) => _rows.Select(field).FirstOrDefault(value => value is not null);

    /// <summary>R, with empty flows as 0.</summary>
    public decimal Revenue => (Flow(row => row.LoanNii) ?? 0) + (Flow(row => row.DepositNii) ?? 0) + (Flow(row => row.FeeIncome) ?? 0);

    /// <summary>As reported, else the row's own PD·LGD·EAD/12, else empty.</summary>
    public static decimal? ExpectedLoss(FactLine row) => row.ExpectedLoss ?? (row.Pd * row.Lgd * row.Ead / 12);
}
