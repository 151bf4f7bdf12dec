using System.Runtime.CompilerServices;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Snapshots;

/// <summary>The newest month of a customer's window, as reported, beside what was usual (3.11). Money in yuan; NaN when not reported.</summary>
/// <param name="Deposits">Average deposits of the newest month with a row.</param>
/// <param name="DepositsAYearBefore">Those of the same month a year before.</param>
/// <param name="AverageDeposits">The window's average.</param>
/// <param name="Transactions">Transactions of the newest month with a row.</param>
/// <param name="MonthlyTransactions">The window's sum over its span.</param>
/// <param name="Overdue">Newest overdue balance.</param>
/// <param name="Pd">Newest probability of default.</param>
internal readonly record struct RecentFigures(
    double Deposits,
    double DepositsAYearBefore,
    double AverageDeposits,
    double Transactions,
    double MonthlyTransactions,
    double Overdue,
    double Pd
);

/// <summary>Single months of a customer, gathered from rows in any order.</summary>
internal struct RecentMonths
{
    private const int LineMonths = 3;

    private long _transactions;
    private long _deposits;
    private Months _earlierDeposits;
    private Lines _limit;
    private Lines _used;
    private sbyte _newest;

    /// <summary>Of the newest month with a row.</summary>
    public readonly long Deposits => _deposits;

    /// <summary>Of the month twelve before that.</summary>
    public readonly long DepositsAYearBefore => _newest < 0 ? FactBlock.NotReported : _earlierDeposits[_newest];

    /// <summary>Of the newest month with a row.</summary>
    public readonly long Transactions => _transactions;

    /// <summary>Nothing reported.</summary>
    public void Clear()
    {
        _newest = -1;
        _transactions = FactBlock.NotReported;
        _deposits = FactBlock.NotReported;
        ((Span<long>)_earlierDeposits).Fill(FactBlock.NotReported);
        ((Span<long>)_limit).Fill(FactBlock.NotReported);
        ((Span<long>)_used).Fill(FactBlock.NotReported);
    }

    /// <summary>Adds a row of the window.</summary>
    /// <param name="block">The block.</param>
    /// <param name="row">The row.</param>
    /// <param name="back">Months back from the window's end, 0 to 11.</param>
    public void Add(FactBlock block, int row, int back)
    {
        if (_newest < 0 || back < _newest)
        {
            _newest = (sbyte)back;
            _transactions = block[FactField.Transactions][row];
            _deposits = block[FactField.AvgDeposits][row];
        }

        if (back < LineMonths)
        {
            _limit[back] = block[FactField.CreditLimit][row];
            _used[back] = block[FactField.CreditUsed][row];
        }
    }

    /// <summary>Adds a row of the window a year earlier.</summary>
    /// <param name="block">The block.</param>
    /// <param name="row">The row.</param>
    /// <param name="back">Months back from that window's end, 0 to 11.</param>
    public void AddEarlier(FactBlock block, int row, int back) => _earlierDeposits[back] = block[FactField.AvgDeposits][row];

    /// <summary>Whether the line was used up in each of the last three months.</summary>
    public readonly bool IsLineUsedUp(double share, double units)
    {
        for (int back = 0; back < LineMonths; back++)
        {
            (long limit, long used) = (_limit[back], _used[back]);
            if (
                limit == FactBlock.NotReported
                || used == FactBlock.NotReported
                || Comparable.Money(limit / units) <= 0
                || Comparable.Money(used / units) < Comparable.Money(share * (limit / units))
            )
            {
                return false;
            }
        }

        return true;
    }

    [InlineArray(12)]
    private struct Months
    {
        private long _value;
    }

    [InlineArray(LineMonths)]
    private struct Lines
    {
        private long _value;
    }
}
