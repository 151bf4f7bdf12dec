using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Domain.Snapshots;

/// <summary>Picks each customer's FY0 and the two years before it from its statements, given in any order (3.1, 3.5).</summary>
public sealed class StatementChoice
{
    private readonly int _newestUsable;
    private readonly Chosen[] _chosen;

    /// <summary>A choice without statements.</summary>
    /// <param name="customers">How many customers the book has.</param>
    /// <param name="period">The snapshot's period.</param>
    public StatementChoice(int customers, Period period)
    {
        _newestUsable = period.NewestFiscalYear;
        _chosen = new Chosen[customers];
    }

    /// <summary>Adds a statement; one of a year not yet usable in the period is passed over. A (customer, year) pair occurs once.</summary>
    public void Add(in Statement statement)
    {
        if (statement.FiscalYear > _newestUsable)
        {
            return;
        }

        ref Chosen chosen = ref _chosen[statement.Customer];
        var year = new Year(statement.FiscalYear, Measured.OrNaN(statement.OperatingRevenue), Measured.OrNaN(statement.NetProfit));
        if (year.Number > chosen.Newest.Number)
        {
            (chosen.Oldest, chosen.Middle, chosen.Newest) = (chosen.Middle, chosen.Newest, year);
            chosen.Cash = Measured.OrNaN(statement.Cash);
            chosen.Debt = Measured.OrNaN(statement.InterestBearingDebt);
            chosen.Employees = Measured.OrNaN(statement.Employees);
        }
        else if (year.Number > chosen.Middle.Number)
        {
            (chosen.Oldest, chosen.Middle) = (chosen.Middle, year);
        }
        else if (year.Number > chosen.Oldest.Number)
        {
            chosen.Oldest = year;
        }
    }

    /// <summary>Writes the figures of FY0.</summary>
    internal void Write(int customer, ref CustomerFigures figures)
    {
        ref readonly Chosen chosen = ref _chosen[customer];
        bool exists = chosen.Newest.Number > 0;
        figures.FiscalYear = chosen.Newest.Number;
        figures.Stale = exists && chosen.Newest.Number < _newestUsable - 1;
        figures.OperatingRevenue = exists ? chosen.Newest.Revenue : Measured.Not;
        figures.Cash = exists ? chosen.Cash : Measured.Not;
        figures.InterestBearingDebt = exists ? chosen.Debt : Measured.Not;
        figures.Employees = exists ? chosen.Employees : Measured.Not;
    }

    /// <summary>What the customer's own growth is weighed from: the means of two yearly growths of revenue and of profit (3.5).</summary>
    public OwnGrowth OwnGrowthOf(int customer)
    {
        ref readonly Chosen chosen = ref _chosen[customer];
        if (chosen.Newest.Number == 0)
        {
            return OwnGrowth.Unknown(UnplacedReason.MissingStatements);
        }

        if (chosen.Newest.Number < _newestUsable - 1)
        {
            return OwnGrowth.Unknown(UnplacedReason.StaleStatements);
        }

        if (chosen.Middle.Number != chosen.Newest.Number - 1 || chosen.Oldest.Number != chosen.Newest.Number - 2)
        {
            return OwnGrowth.Unknown(UnplacedReason.MissingStatements);
        }

        double revenue = Mean(chosen.Oldest.Revenue, chosen.Middle.Revenue, chosen.Newest.Revenue);
        double profit = Mean(chosen.Oldest.Profit, chosen.Middle.Profit, chosen.Newest.Profit);
        bool measured = !double.IsNaN(revenue) && !double.IsNaN(profit);
        return new(revenue, profit, measured ? UnplacedReason.None : UnplacedReason.MissingStatements);

        static double Mean(double oldest, double middle, double newest) =>
            (Growth.Symmetric(oldest, middle) + Growth.Symmetric(middle, newest)) / 2;
    }

    /// <summary>r₂ and n₂: g of operating revenue and of net profit over FY0−1 → FY0 (3.5); NaN when one of the two years is missing.</summary>
    internal (double Revenue, double Profit) NewestGrowth(int customer)
    {
        ref readonly Chosen chosen = ref _chosen[customer];
        return chosen.Newest.Number == 0 || chosen.Middle.Number != chosen.Newest.Number - 1
            ? (Measured.Not, Measured.Not)
            : (
                Growth.Symmetric(chosen.Middle.Revenue, chosen.Newest.Revenue),
                Growth.Symmetric(chosen.Middle.Profit, chosen.Newest.Profit)
            );
    }

    /// <summary>The fiscal years whose revenue and profit the customer's own growth is read from (3.5), newest first.</summary>
    /// <param name="newestStatement">FY0, the newest usable year that has a statement; null when there is none.</param>
    /// <param name="period">The snapshot's period.</param>
    public static IReadOnlyList<int> YearsOfGrowth(int? newestStatement, Period period)
    {
        int newest = newestStatement is int own && own >= period.NewestFiscalYear - 1 ? own : period.NewestFiscalYear;
        return [newest, newest - 1, newest - 2];
    }

    private readonly record struct Year(int Number, double Revenue, double Profit);

    private struct Chosen
    {
        public Year Newest;
        public Year Middle;
        public Year Oldest;
        public double Cash;
        public double Debt;
        public double Employees;
    }
}
