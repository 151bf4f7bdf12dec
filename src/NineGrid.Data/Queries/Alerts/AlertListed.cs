using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Alerts;

/// <summary>An alert with its customer as it stands in the newest snapshot.</summary>
public sealed class AlertListed
{
    public required int Id { get; init; }
    public required int CustomerId { get; init; }
    public required string CustomerNo { get; init; }
    public required string Customer { get; init; }
    public required string InstitutionCode { get; init; }
    public required string Institution { get; init; }
    public string? ManagerNo { get; init; }
    public string? Manager { get; init; }
    public Cell? ValueCell { get; init; }
    public UnplacedReason ValueReason { get; init; }
    public AlertRule Rule { get; init; }
    public Severity Severity { get; init; }

    /// <summary>The period in which it opened, or opened again.</summary>
    public Period Since { get; init; }
    public AlertState State { get; init; }

    /// <summary>Whether its condition holds in the newest snapshot.</summary>
    public bool Lasting { get; init; }
    public bool Baseline { get; init; }
    public DateTime OpenedAt { get; init; }
    public DateTime? EscalatedAt { get; init; }
    public int Version { get; init; }

    /// <summary>Days since it opened.</summary>
    public int Age { get; internal set; }

    /// <summary>What somebody last did with it since it opened; null when nobody has.</summary>
    public AlertDone? Last { get; internal set; }

    /// <summary>Whether somebody may pass it to a state now: only while its condition lasts.</summary>
    public bool MayBecome(AlertState to) => Lasting && State.MayBecome(to);
}

/// <summary>What somebody did with an alert.</summary>
/// <param name="Id">Goes up with time.</param>
/// <param name="AlertId">The alert.</param>
/// <param name="By">Name of the user.</param>
/// <param name="At">When, UTC.</param>
/// <param name="To">The state it was given.</param>
/// <param name="Note">What was said to it.</param>
public sealed record AlertDone(long Id, int AlertId, string By, DateTime At, AlertState To, string? Note);

/// <summary>How many alerts there are of each kind, so that every count beside a filter is that of the list behind it.</summary>
public sealed class AlertTally(IReadOnlyList<AlertTally.Kind> kinds)
{
    /// <summary>Alerts that no filter tells apart.</summary>
    public sealed record Kind(AlertState State, Severity Severity, AlertRule Rule, Period Since, bool Escalated, bool Baseline, int Count);

    /// <summary>How many pass a filter.</summary>
    public int Count(AlertFilter filter)
    {
        IReadOnlyList<AlertState> states = AlertFilter.States(filter.Stage);
        return kinds
            .Where(kind =>
                states.Contains(kind.State)
                && (filter.Severity ?? kind.Severity) == kind.Severity
                && (filter.Rule ?? kind.Rule) == kind.Rule
                && (filter.Since ?? kind.Since) == kind.Since
                && (filter.Escalated ?? kind.Escalated) == kind.Escalated
                && (filter.Baseline ?? kind.Baseline) == kind.Baseline
            )
            .Sum(kind => kind.Count);
    }

    /// <summary>The periods in which they opened, newest first.</summary>
    public IReadOnlyList<Period> Periods => [.. kinds.Select(kind => kind.Since).Distinct().OrderDescending()];
}
