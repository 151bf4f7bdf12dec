using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Plans;

/// <summary>When what is not done of an active plan is due.</summary>
public enum PlanDue
{
    /// <summary>Before today.</summary>
    Overdue,

    /// <summary>From today on, within 30 days.</summary>
    Soon,
}

/// <summary>Which plans of a selection of customers; each null when not set.</summary>
public sealed record PlanFilter
{
    public PlanState? State { get; init; }

    /// <summary>Plans with such a step.</summary>
    public PlanDue? Due { get; init; }

    /// <summary>Number of the relationship manager who answers for the plan or does a step of it.</summary>
    public string? Owner { get; init; }
}

/// <summary>By what plans are sorted.</summary>
public enum PlanColumn
{
    Title,
    Customer,
    Institution,
    Owner,
    State,

    /// <summary>The first day on which a step that is not done is due.</summary>
    Due,

    /// <summary>EVA that the steps are expected to bring.</summary>
    Worth,

    /// <summary>When it was last changed.</summary>
    Changed,
}

/// <summary>The order of a list of plans.</summary>
public sealed record PlanOrder(PlanColumn Column, bool Descending)
{
    /// <summary>What is due first comes first.</summary>
    public static PlanOrder Default { get; } = new(PlanColumn.Due, Descending: false);
}
