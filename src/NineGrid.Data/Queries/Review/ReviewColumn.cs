using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Review;

/// <summary>By what a review is sorted.</summary>
public enum ReviewColumn
{
    Name,
    Customers,

    /// <summary>Share of the placed customers that are in the High band.</summary>
    High,

    /// <summary>Share of the placed customers that are in the Low band.</summary>
    Low,
    Revenue,
    Eva,
    Raroc,

    /// <summary>Net upgrade rate.</summary>
    Upgrade,
    Reach,

    /// <summary>Active plans.</summary>
    Plans,

    /// <summary>Plans with an overdue step.</summary>
    Overdue,

    /// <summary>Share of the steps that were kept.</summary>
    Kept,

    /// <summary>Pending alerts.</summary>
    Alerts,

    /// <summary>Share of the alerts that were answered in time.</summary>
    Answered,

    /// <summary>Customers without contact.</summary>
    Quiet,
}

/// <summary>The order of a review.</summary>
public sealed record ReviewOrder(ReviewColumn Column, bool Descending)
{
    /// <summary>Who brings most comes first.</summary>
    public static ReviewOrder Default { get; } = new(ReviewColumn.Revenue, Descending: true);
}

/// <summary>Reads the figure of a column.</summary>
public static class ReviewFigures
{
    /// <summary>The figure as it compares; null where there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is a name.</exception>
    public static double? Of(this ReviewColumn column, Reviewed row) =>
        column switch
        {
            ReviewColumn.Customers => row.Sum.Customers,
            ReviewColumn.High => row.ShareOf(Band.High),
            ReviewColumn.Low => row.ShareOf(Band.Low),
            ReviewColumn.Revenue => row.Sum.Revenue,
            ReviewColumn.Eva => row.Sum.Eva,
            ReviewColumn.Raroc => row.Sum.Raroc,
            ReviewColumn.Upgrade => row.Moves?.NetRate,
            ReviewColumn.Reach => row.Reach,
            ReviewColumn.Plans => row.ActivePlans,
            ReviewColumn.Overdue => row.OverduePlans,
            ReviewColumn.Kept => row.Kept.Share,
            ReviewColumn.Alerts => row.PendingAlerts,
            ReviewColumn.Answered => row.Answered.Share,
            ReviewColumn.Quiet => row.Quiet,
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, "not a figure"),
        };
}
