namespace NineGrid.Domain.Paths;

/// <summary>Where a plan is in its life.</summary>
public enum PlanState : byte
{
    /// <summary>草稿: being written; nothing is due.</summary>
    Draft,

    /// <summary>进行中: committed to; its steps fall due.</summary>
    Active,

    /// <summary>已完成: ended with its steps done, as far as they could be. Final.</summary>
    Done,

    /// <summary>已放弃: given up. Final.</summary>
    Dropped,
}

/// <summary>Which way a plan may go: draft → active → done or dropped; a draft may be dropped too. What has ended stays as it ended.</summary>
public static class PlanLife
{
    /// <summary>Whether a plan may pass from one state to another.</summary>
    public static bool MayBecome(this PlanState from, PlanState to) =>
        (from, to) switch
        {
            (PlanState.Draft, PlanState.Active or PlanState.Dropped) => true,
            (PlanState.Active, PlanState.Done or PlanState.Dropped) => true,
            _ => false,
        };

    /// <summary>Whether the plan can still be changed.</summary>
    public static bool IsOpen(this PlanState state) => state is PlanState.Draft or PlanState.Active;

    /// <summary>Whether a step is overdue: due before today, not done, in an active plan.</summary>
    /// <param name="state">The state of its plan.</param>
    /// <param name="due">When it is due; null for never.</param>
    /// <param name="done">Whether it is marked as done.</param>
    /// <param name="today">The bank's day.</param>
    public static bool IsOverdue(this PlanState state, DateOnly? due, bool done, DateOnly today) =>
        state == PlanState.Active && !done && due < today;

    /// <summary>The day that is proposed for a step made on a day: the end of the next calendar quarter.</summary>
    public static DateOnly ProposedDue(DateOnly today)
    {
        int quarter = (today.Month - 1) / 3;
        return new DateOnly(today.Year, (quarter * 3) + 1, 1).AddMonths(6).AddDays(-1);
    }
}
