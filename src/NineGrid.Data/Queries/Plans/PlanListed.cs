using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Plans;

/// <summary>A plan with its steps and where they stand in the period that is looked at. Money in yuan a year.</summary>
public sealed class PlanListed
{
    public required int Id { get; init; }
    public required int CustomerId { get; init; }
    public required string CustomerNo { get; init; }
    public required string Customer { get; init; }

    /// <summary>The customer's institution in the period that is looked at.</summary>
    public required string InstitutionCode { get; init; }
    public required string Institution { get; init; }
    public required string Title { get; init; }

    /// <summary>The cell aimed at; null for none.</summary>
    public Cell? Target { get; init; }
    public PlanState State { get; init; }
    public string? Note { get; init; }
    public string? OwnerNo { get; init; }
    public string? Owner { get; init; }
    public int Version { get; init; }
    public required string CreatedBy { get; init; }
    public DateTime CreatedAt { get; init; }
    public required string ChangedBy { get; init; }
    public DateTime ChangedAt { get; init; }
    public Period BaselinePeriod { get; init; }
    public int BaselineSchemeVersion { get; init; }
    public Cell? BaselineCell { get; init; }
    public double? BaselineRevenue { get; init; }
    public double? BaselineRaroc { get; init; }
    public double? BaselineEva { get; init; }

    /// <summary>Where the customer stands in the period that is looked at; null when that is not after the baseline.</summary>
    public PlanReading? Now { get; internal set; }

    /// <summary>The steps in the order of the levers.</summary>
    public IReadOnlyList<PlanStep> Steps { get; internal set; } = [];

    /// <summary>EVA that the steps are expected to bring; null when none of them knows.</summary>
    public double? Worth => Steps.Any(step => step.Worth is not null) ? Steps.Sum(step => step.Worth ?? 0) : null;

    /// <summary>What EVA has changed by since the baseline; null when there is no later figure.</summary>
    public double? Gained => Now?.Eva - BaselineEva;

    /// <summary>The first day on which a step that is not done is due.</summary>
    public DateOnly? NextDue => Steps.Where(step => step.DoneAt is null).Min(step => step.DueOn);

    /// <summary>Steps that are marked as done.</summary>
    public int Done => Steps.Count(step => step.DoneAt is not null);

    /// <summary>Steps that are overdue.</summary>
    public int Overdue => Steps.Count(step => step.IsOverdue);
}

/// <summary>A step of a plan.</summary>
public sealed class PlanStep
{
    public required int PlanId { get; init; }
    public required LeverKind Lever { get; init; }

    /// <summary>The lever's measure when the plan was made; null when not measured.</summary>
    public double? Baseline { get; init; }
    public double Target { get; init; }
    public double? Worth { get; init; }
    public string? OwnerNo { get; init; }
    public string? Owner { get; init; }
    public DateOnly? DueOn { get; init; }
    public string? Note { get; init; }
    public DateTime? DoneAt { get; init; }

    /// <summary>Due before today and not done, in an active plan.</summary>
    public bool IsOverdue { get; internal set; }

    /// <summary>The measure in the period that is looked at; null when not measured or not after the baseline.</summary>
    public double? Value { get; internal set; }

    /// <summary>The share of the way that is gone; null when there is no value.</summary>
    public double? Attained => PlannedStep.Attained(Baseline, Target, Value);

    /// <summary>What the lever is measured by.</summary>
    public LeverMeasure Measure => LeverMeasure.Of(Lever);
}

/// <summary>Where a customer stood in a snapshot after the baseline.</summary>
/// <param name="Period">The period.</param>
/// <param name="Cell">Its cell on the value grid; null when it has none.</param>
/// <param name="Revenue">R, yuan a year; null for Lost and New.</param>
/// <param name="Raroc">A fraction; null when not measured.</param>
/// <param name="Eva">Yuan a year; null when not measured.</param>
/// <param name="Values">The measure of each lever; null when not measured.</param>
public sealed record PlanReading(Period Period, Cell? Cell, double? Revenue, double? Raroc, double? Eva, IReadOnlyList<double?> Values);
