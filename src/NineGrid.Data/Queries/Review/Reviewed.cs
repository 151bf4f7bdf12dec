using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Views;

namespace NineGrid.Data.Queries.Review;

/// <summary>What stands side by side.</summary>
public enum ReviewBy
{
    Managers,
    Institutions,
    Sizes,
    Industries,
}

/// <summary>Which institutions stand side by side.</summary>
public enum ReviewLevel
{
    /// <summary>Those directly below the one in force.</summary>
    Below,

    /// <summary>All tier-1 branches below it.</summary>
    Tier1,

    /// <summary>All tier-2 branches below it.</summary>
    Tier2,

    /// <summary>All sub-branches below it.</summary>
    Sub,
}

/// <summary>A manager, an institution, a size class or an industry with its customers, or what is left beside them. Money in yuan a year.</summary>
public sealed record Reviewed
{
    /// <summary>Employee number, code of the institution, size class or industry; null for the customers that belong to none.</summary>
    public string? Code { get; init; }

    /// <summary>Name of the manager or institution; null for others.</summary>
    public string? Name { get; init; }

    /// <summary>The nine cells of the value grid, by <see cref="Cell.Index"/>.</summary>
    public required IReadOnlyList<Totals> Cells { get; init; }

    /// <summary>The customers without a place on it.</summary>
    public required Totals Unplaced { get; init; }

    /// <summary>Movements on the value grid since the earlier period, of customers that belonged here then too; null when there is none.</summary>
    public Upgrades? Moves { get; init; }

    /// <summary>Customers with something within reach.</summary>
    public int Reaching { get; init; }

    /// <summary>Sum of the EVA within reach.</summary>
    public double Reach { get; init; }

    /// <summary>Active plans for the customers.</summary>
    public int ActivePlans { get; init; }

    /// <summary>Plans for them that have ended with their steps done.</summary>
    public int DonePlans { get; init; }

    /// <summary>Active plans with a step that is overdue.</summary>
    public int OverduePlans { get; init; }

    /// <summary>Steps done, of those of active and done plans whose day has passed.</summary>
    public Proportion Kept { get; init; }

    /// <summary>Alerts about which something is still to be done.</summary>
    public int PendingAlerts { get; init; }

    /// <summary>Alerts acknowledged within the days of the scheme, of those acknowledged at all or older than that; without those of the first snapshot.</summary>
    public Proportion Answered { get; init; }

    /// <summary>Customers for whom nobody has made, changed or commented on a plan or handled an alert in the last <see cref="ReviewQuery.QuietDays"/> days.</summary>
    public int Quiet { get; init; }

    /// <summary>All customers.</summary>
    public Totals Sum => Placed + Unplaced;

    /// <summary>The customers with a place.</summary>
    public Totals Placed => Cells.Aggregate(Totals.None, (sum, cell) => sum + cell);

    /// <summary>The customers of a band.</summary>
    public Totals Of(Band band) => Cell.All.Where(cell => cell.Band == band).Aggregate(Totals.None, (sum, cell) => sum + Cells[cell.Index]);

    /// <summary>The part of the placed customers that are in a band; null when nobody is placed.</summary>
    public double? ShareOf(Band band) => new Proportion(Of(band).Customers, Placed.Customers).Share;

    /// <summary>The part of the revenue of the placed customers that a band brings; null when that is not positive.</summary>
    public double? RevenueShareOf(Band band) => RevenueShare(Of(band));

    /// <summary>The part of the revenue of the placed customers; null when that is not positive.</summary>
    public double? RevenueShare(Totals part) => Placed.Revenue > 0 ? part.Revenue / Placed.Revenue : null;
}

/// <summary>What stands side by side, and what it comes to together.</summary>
/// <param name="By">What stands side by side.</param>
/// <param name="Levels">The institutions that could be asked for; none for others.</param>
/// <param name="From">The period with which movements are measured; null when there is none.</param>
/// <param name="Rows">In the order of names; what belongs to none last.</param>
/// <param name="Whole">All of them.</param>
public sealed record ReviewTable(ReviewBy By, IReadOnlyList<ReviewLevel> Levels, Period? From, IReadOnlyList<Reviewed> Rows, Reviewed Whole)
{
    /// <summary>How many managers, institutions and so on there are, without what belongs to none.</summary>
    public int Named => Rows.Count(row => row.Code is not null);

    /// <summary>What one of those that have a name comes to on average; null when there is none.</summary>
    public double? Mean(Func<Reviewed, double> figure) => Named == 0 ? null : Rows.Where(row => row.Code is not null).Sum(figure) / Named;

    /// <summary>The rows in an order; those without a figure come last, equals stay in the order of names.</summary>
    public IReadOnlyList<Reviewed> Ranked(ReviewOrder order)
    {
        if (order.Column == ReviewColumn.Name)
        {
            return order.Descending ? [.. Rows.Reverse()] : Rows;
        }

        IOrderedEnumerable<Reviewed> known = Rows.OrderBy(row => order.Column.Of(row) is null);
        return [.. order.Descending ? known.ThenByDescending(row => order.Column.Of(row)) : known.ThenBy(row => order.Column.Of(row))];
    }
}
