using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Alerts;

/// <summary>How far alerts are in their life, as lists are cut.</summary>
public enum AlertStage
{
    /// <summary>Something is still to be done: open or acknowledged.</summary>
    Pending,
    Open,
    Acknowledged,
    Resolved,
    Dismissed,
    Closed,

    /// <summary>Whatever its state.</summary>
    All,
}

/// <summary>Which alerts of a selection of customers; each null when not set.</summary>
public sealed record AlertFilter
{
    public AlertStage Stage { get; init; }
    public Severity? Severity { get; init; }
    public AlertRule? Rule { get; init; }

    /// <summary>The period in which they opened.</summary>
    public Period? Since { get; init; }

    /// <summary>Whether they went to the branch head.</summary>
    public bool? Escalated { get; init; }

    /// <summary>Whether they opened with the first snapshot of the bank.</summary>
    public bool? Baseline { get; init; }

    /// <summary>The states of a stage.</summary>
    public static IReadOnlyList<AlertState> States(AlertStage stage) =>
        stage switch
        {
            AlertStage.Pending => [AlertState.Open, AlertState.Acknowledged],
            AlertStage.Open => [AlertState.Open],
            AlertStage.Acknowledged => [AlertState.Acknowledged],
            AlertStage.Resolved => [AlertState.Resolved],
            AlertStage.Dismissed => [AlertState.Dismissed],
            AlertStage.Closed => [AlertState.Closed],
            AlertStage.All => Enum.GetValues<AlertState>(),
            _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "not a stage"),
        };
}

/// <summary>By what alerts are sorted.</summary>
public enum AlertColumn
{
    Severity,
    Rule,
    Customer,
    Institution,
    Manager,
    Since,
    State,

    /// <summary>When it opened.</summary>
    Opened,
}

/// <summary>The order of a list of alerts.</summary>
public sealed record AlertOrder(AlertColumn Column, bool Descending)
{
    /// <summary>The gravest first.</summary>
    public static AlertOrder Default { get; } = new(AlertColumn.Severity, Descending: true);
}
