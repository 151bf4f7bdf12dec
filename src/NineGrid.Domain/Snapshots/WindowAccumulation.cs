using System.Runtime.CompilerServices;
using NineGrid.Domain.Bank;

namespace NineGrid.Domain.Snapshots;

/// <summary>Gathers rows of facts, in any order, into the sums and newest values of each customer's window (3.1).</summary>
/// <remarks>Sums are whole numbers of the smallest kept unit and therefore exact; memory is a fixed amount a customer, whatever the number of rows.</remarks>
public sealed partial class WindowAccumulation
{
    private const int WindowMonths = 12;
    private const double MoneyUnits = 1e4;
    private const double RateUnits = 1e10;
    private const int NoMonth = -1;

    /// <summary>Months that the window a year earlier must span for its revenue to be compared with (3.5).</summary>
    private const int EarlierSpanNeeded = 3;

    /// <summary>How many of the <see cref="Flows"/>, from the first, make up R.</summary>
    private const int RevenueFlows = 3;

    /// <summary>Flows other than expected loss, which has a rule of its own.</summary>
    private static readonly FactField[] Flows =
    [
        FactField.LoanNii,
        FactField.DepositNii,
        FactField.FeeIncome,
        FactField.OperatingCost,
        FactField.SettlementInflow,
        FactField.Transactions,
        FactField.ETransactions,
    ];

    private static readonly FactField[] Averages =
    [
        FactField.Ead,
        FactField.EconomicCapital,
        FactField.AvgLoans,
        FactField.AvgDeposits,
        FactField.AvgDemandDeposits,
    ];

    private static readonly FactField[] MonthEnds =
    [
        FactField.CreditLimit,
        FactField.OverdueBalance,
        FactField.PayrollHeadcount,
        FactField.Pd,
        FactField.Lgd,
        FactField.MaturityYears,
    ];

    private readonly int _end;
    private readonly Sums[] _sums;
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly ProductSets _products;
    private readonly RecentMonths[] _recent;

    /// <summary>An accumulation without rows.</summary>
    /// <param name="customers">How many customers the book has.</param>
    /// <param name="period">The snapshot's period.</param>
    /// <param name="products">The product lists that the rows refer to.</param>
    public WindowAccumulation(int customers, Period period, ProductSets products)
    {
        _end = period.Index;
        _products = products;
        _sums = new Sums[customers];
        _first = new int[customers];
        _last = new int[customers];
        Array.Fill(_first, int.MaxValue);
        Array.Fill(_last, int.MinValue);
        _recent = new RecentMonths[customers];
        for (int i = 0; i < customers; i++)
        {
            _sums[i].Clear();
            _recent[i].Clear();
        }
    }

    /// <summary>Adds the rows of a block; rows after the snapshot's period do not exist for it.</summary>
    public void Add(FactBlock block) => Add(block, 0, _sums.Length);

    /// <summary>Adds many blocks on several threads, each of which takes the customers of one range.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="threads">How many threads.</param>
    public void Add(IReadOnlyList<FactBlock> blocks, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Parallel.For(
            0,
            threads,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            thread =>
            {
                int from = (int)((long)_sums.Length * thread / threads);
                int to = (int)((long)_sums.Length * (thread + 1) / threads);
                foreach (FactBlock block in blocks)
                {
                    Add(block, from, to);
                }
            }
        );
    }

    /// <summary>Says when a customer had its first and last row at or before the snapshot's period, so that older rows need not be read.</summary>
    public void Know(int customer, Period first, Period last)
    {
        _first[customer] = Math.Min(_first[customer], first.Index);
        _last[customer] = Math.Max(_last[customer], last.Index);
    }

    /// <summary>The customer's newest row at or before the snapshot's period; null when there is none.</summary>
    public Period? LastRow(int customer) => _last[customer] == int.MinValue ? null : Period.FromIndex(_last[customer]);

    /// <summary>The customer's newest list of products in the window, as a number of <see cref="ProductSets"/>; −1 when not reported.</summary>
    public int ProductListOf(int customer) => _sums[customer].ProductSet;

    /// <summary>Months of the window with a row.</summary>
    internal byte MonthsOf(int customer) => _sums[customer].Months;

    /// <summary>Writes the window's figures of one customer that has at least one row in the window.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="figures">Where they are written; the statement's figures are left alone.</param>
    internal void Write(int customer, ref CustomerFigures figures)
    {
        ref readonly Sums sums = ref _sums[customer];
        int span = SpanOf(customer, _end);
        figures.Months = sums.Months;
        figures.Span = (byte)span;
        figures.Revenue = Annual(sums.Revenue / MoneyUnits, span);
        figures.LoanNii = Flow(in sums, 0, MoneyUnits, span);
        figures.DepositNii = Flow(in sums, 1, MoneyUnits, span);
        figures.FeeIncome = Flow(in sums, 2, MoneyUnits, span);
        figures.OperatingCost = Flow(in sums, 3, MoneyUnits, span);
        figures.SettlementInflow = Flow(in sums, 4, MoneyUnits, span);
        figures.Transactions = Flow(in sums, 5, 1, span);
        figures.ETransactions = Flow(in sums, 6, 1, span);
        figures.ExpectedLoss =
            sums.LossMonths == 0
                ? Measured.Not
                : Annual(
                    (sums.ReportedLoss / MoneyUnits) + ((double)sums.ComputedLoss / (MoneyUnits * RateUnits * RateUnits) / WindowMonths),
                    span
                );
        figures.Ead = Average(in sums, 0, span);
        figures.EconomicCapital = Average(in sums, 1, span);
        figures.AvgLoans = Average(in sums, 2, span);
        figures.AvgDeposits = Average(in sums, 3, span);
        figures.AvgDemandDeposits = Average(in sums, 4, span);
        figures.CreditLimit = Newest(sums.MonthEnd[0], MoneyUnits);
        figures.CreditUsed = Newest(sums.CreditUsed, MoneyUnits);
        figures.OverdueBalance = Newest(sums.MonthEnd[1], MoneyUnits);
        figures.PayrollHeadcount = Newest(sums.MonthEnd[2], 1);
        figures.Pd = Newest(sums.MonthEnd[3], RateUnits);
        figures.Lgd = Newest(sums.MonthEnd[4], RateUnits);
        figures.MaturityYears = Newest(sums.MonthEnd[5], RateUnits);
        figures.ProductsHeld = sums.ProductSet < 0 ? Measured.Not : _products.ActiveHeld(sums.ProductSet).Length;
        figures.ProductsActive = _products.Active.Count;

        int earlierSpan = SpanOf(customer, _end - WindowMonths);
        figures.EarlierRevenue =
            sums.EarlierMonths == 0 || earlierSpan < EarlierSpanNeeded
                ? Measured.Not
                : Annual(sums.EarlierRevenue / MoneyUnits, earlierSpan);
    }

    /// <summary>What alerts look at: the newest month as reported, beside what was usual (3.11).</summary>
    /// <param name="customer">A customer with at least one row in the window, also one that is New.</param>
    internal RecentFigures Recent(int customer)
    {
        ref readonly Sums sums = ref _sums[customer];
        ref readonly RecentMonths recent = ref _recent[customer];
        int span = SpanOf(customer, _end);
        return new(
            Newest(recent.Deposits, MoneyUnits),
            Newest(recent.DepositsAYearBefore, MoneyUnits),
            Average(in sums, 3, span),
            Newest(recent.Transactions, 1),
            sums.FlowMonths[5] == 0 ? Measured.Not : (double)sums.Flow[5] / span,
            Newest(sums.MonthEnd[1], MoneyUnits),
            Newest(sums.MonthEnd[3], RateUnits)
        );
    }

    /// <summary>Whether the credit used was at least a share of the limit, and that positive, in each of the last three months up to the snapshot's period.</summary>
    internal bool IsLineUsedUp(int customer, double share) => _recent[customer].IsLineUsedUp(share, MoneyUnits);

    /// <summary>Months from the later of the window's start and the first row ever, to the window's end, inclusive.</summary>
    private int SpanOf(int customer, int end) => end - Math.Max(end - WindowMonths + 1, _first[customer]) + 1;

    private static double Annual(double sum, int span) => span == WindowMonths ? sum : sum * WindowMonths / span;

    private static double Flow(in Sums sums, int flow, double units, int span) =>
        sums.FlowMonths[flow] == 0 ? Measured.Not : Annual(sums.Flow[flow] / units, span);

    private static double Average(in Sums sums, int average, int span)
    {
        int reported = sums.AverageMonths[average];
        return reported == 0 ? Measured.Not : sums.Average[average] / MoneyUnits / (span - (sums.Months - reported));
    }

    private static double Newest(long value, double units) => value == FactBlock.NotReported ? Measured.Not : value / units;

    private struct Sums
    {
        public Int128 ComputedLoss;
        public long ReportedLoss;
        public long Revenue;
        public long EarlierRevenue;
        public long CreditUsed;
        public PerFlow Flow;
        public PerAverage Average;
        public PerMonthEnd MonthEnd;
        public int ProductSet;
        public sbyte ProductSetBack;
        public byte Months;
        public byte EarlierMonths;
        public byte LossMonths;
        public CountPerFlow FlowMonths;
        public CountPerAverage AverageMonths;
        public BackPerMonthEnd MonthEndBack;

        public void Clear()
        {
            CreditUsed = FactBlock.NotReported;
            ProductSet = -1;
            ProductSetBack = NoMonth;
            ((Span<long>)MonthEnd).Fill(FactBlock.NotReported);
            ((Span<sbyte>)MonthEndBack).Fill(NoMonth);
        }
    }

    [InlineArray(7)]
    private struct PerFlow
    {
        private long _value;
    }

    [InlineArray(7)]
    private struct CountPerFlow
    {
        private byte _value;
    }

    [InlineArray(5)]
    private struct PerAverage
    {
        private long _value;
    }

    [InlineArray(5)]
    private struct CountPerAverage
    {
        private byte _value;
    }

    [InlineArray(6)]
    private struct PerMonthEnd
    {
        private long _value;
    }

    [InlineArray(6)]
    private struct BackPerMonthEnd
    {
        private sbyte _value;
    }
}
