using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Customers;

/// <summary>Who a customer is. Institution, manager and group are those at the time of computation.</summary>
public sealed class CustomerIdentity
{
    public required string No { get; init; }
    public required string Name { get; init; }
    public string? CreditCode { get; init; }
    public DateOnly? OpenedOn { get; init; }
    public string? ManagerNo { get; init; }
    public string? Manager { get; init; }
    public string? GroupCode { get; init; }
    public string? Group { get; init; }
}

/// <summary>Where a customer stood in one stored snapshot.</summary>
public sealed class TrailStep
{
    public required Period Period { get; init; }
    public Cell? Value { get; init; }
    public UnplacedReason ValueReason { get; init; }
    public Cell? Growth { get; init; }
    public UnplacedReason GrowthReason { get; init; }
    public Cell? Group { get; init; }

    /// <summary>R, yuan a year; null for Lost and New.</summary>
    public double? Revenue { get; init; }

    /// <summary>A fraction; null where not measured.</summary>
    public double? Raroc { get; init; }

    /// <summary>The cell on one grid.</summary>
    public Cell? On(Grid grid) =>
        grid switch
        {
            Grid.Value => Value,
            Grid.Growth => Growth,
            Grid.Group => Group,
            _ => throw new ArgumentOutOfRangeException(nameof(grid), grid, "not a grid"),
        };
}

/// <summary>A month of a customer as it is reported now; money in yuan, null where not reported.</summary>
public sealed class MonthFigures
{
    public required Period Period { get; init; }
    public decimal? LoanNii { get; init; }
    public decimal? DepositNii { get; init; }
    public decimal? FeeIncome { get; init; }
    public decimal? AvgDeposits { get; init; }
    public decimal? AvgLoans { get; init; }

    /// <summary>The month's income: an empty part counts 0; null when all three are empty.</summary>
    public decimal? Revenue =>
        LoanNii is null && DepositNii is null && FeeIncome is null ? null : (LoanNii ?? 0) + (DepositNii ?? 0) + (FeeIncome ?? 0);
}

/// <summary>A customer of the High band that is much like another.</summary>
public sealed class Neighbour
{
    public required int Id { get; init; }
    public required string No { get; init; }
    public required string Name { get; init; }
    public SizeClass Size { get; init; }
    public Industry Industry { get; init; }
    public double? Revenue { get; init; }
    public double? Raroc { get; init; }

    /// <summary>EC_credit is 0; null when unknown.</summary>
    public bool? IsLight { get; init; }
    public Cell? Value { get; init; }
}

/// <summary>A recorded import that brought facts or statements.</summary>
/// <param name="No">Its number.</param>
/// <param name="Package">Name of the package.</param>
/// <param name="At">When it was stored, UTC.</param>
/// <param name="Facts">Fact rows stored.</param>
/// <param name="Statements">Statement rows stored.</param>
public sealed record ImportBatch(int No, string Package, DateTime At, long Facts, long Statements);

/// <summary>The state of the data that a snapshot was computed from: a package is stored whole or not at all, so its newest import names it.</summary>
/// <param name="Facts">The newest import of facts that it was computed from; null when none is recorded.</param>
/// <param name="Statements">The newest import of statements; null when none is recorded.</param>
public sealed record DataBatch(ImportBatch? Facts, ImportBatch? Statements)
{
    /// <summary>Nothing recorded.</summary>
    public static DataBatch None { get; } = new(null, null);
}

/// <summary>Everything a snapshot knows of one customer, as stored, with its history and what it compares with.</summary>
public sealed record CustomerView
{
    /// <summary>Who it is.</summary>
    public required CustomerIdentity Who { get; init; }

    /// <summary>Its institution and those above that may be looked at, head office first.</summary>
    public required IReadOnlyList<InstitutionAt> Institutions { get; init; }

    /// <summary>Its positions and the terms of its return.</summary>
    public required PositionRow Position { get; init; }

    /// <summary>The window figures; null for Lost and New.</summary>
    public required FiguresRow? Figures { get; init; }

    /// <summary>The 16 indicators; empty for Lost and New.</summary>
    public required IReadOnlyList<IndicatorTerms> Indicators { get; init; }

    /// <summary>Its levers and the paths to any cell, as far as the benchmarks and cut points may be seen; null when it is not placed on the value grid.</summary>
    public required CustomerGuidance? Guidance { get; init; }

    /// <summary>What it could be offered next; null when it is not placed on the value grid.</summary>
    public required NextProducts? NextProducts { get; init; }

    /// <summary>From revenue to EVA in steps; empty for Lost and New.</summary>
    public required IReadOnlyList<BridgeBar> Bridge { get; init; }

    /// <summary>The two parts of capital; empty when capital is unknown.</summary>
    public required IReadOnlyList<BridgeBar> CapitalBridge { get; init; }

    /// <summary>Where its group stands; null when it belongs to none, or when the sums of the group are kept back.</summary>
    public required GroupPositionRow? GroupPosition { get; init; }

    /// <summary>Whether they are kept back, because other members could be read off them.</summary>
    public required bool IsGroupKeptBack { get; init; }

    /// <summary>Its annual statements up to the year of the snapshot, newest first; more than are shown, for the growth of the oldest.</summary>
    public required IReadOnlyList<StatementRow> Statements { get; init; }

    /// <summary>The fiscal years that its own growth is read from and of which the revenue or profit is missing, oldest first.</summary>
    public required IReadOnlyList<int> YearsMissing { get; init; }

    /// <summary>For each grid the cut points on x and y that it is measured against.</summary>
    public required IReadOnlyDictionary<Grid, (ShownCut X, ShownCut Y)> Cuts { get; init; }

    /// <summary>Where it stood in the stored periods up to this one, oldest first; the last is this one.</summary>
    public required IReadOnlyList<TrailStep> Trail { get; init; }

    /// <summary>Its months up to the period, oldest first; months without a row are left out.</summary>
    public required IReadOnlyList<MonthFigures> Months { get; init; }

    /// <summary>The customers of the High band that are most like it, in the order of <see cref="Likeness.Nearest"/>.</summary>
    public required IReadOnlyList<Neighbour> Neighbours { get; init; }

    /// <summary>The branch among whose customers the neighbours are looked for.</summary>
    public required InstitutionAt Branch { get; init; }

    /// <summary>The data behind the figures.</summary>
    public required DataBatch Batch { get; init; }

    /// <summary>The same by worth, for the list of gaps.</summary>
    public IReadOnlyList<IndicatorTerms> Gaps => IndicatorTerms.ByWorth(Indicators);

    /// <summary>Whether there is no path to be shown, because the cut points it leads to are kept back.</summary>
    public bool IsPathKeptBack => Cuts[Grid.Value].X.IsKeptBack || Cuts[Grid.Value].Y.IsKeptBack;

    /// <summary>EC = EC_credit + EC_op, yuan; null when unknown.</summary>
    public double? EconomicCapital => Position.EcCredit + Position.EcOp;

    /// <summary>Light capital: EC_credit is 0.</summary>
    public bool IsLight => Position.EcCredit == 0;

    /// <summary>The newest PD of the window is 1.</summary>
    public bool IsDefaulted => Figures?.Pd == 1;

    /// <summary>Flows are scaled up to a year because the window is not full.</summary>
    public bool IsAnnualised => Position.Span < 12;

    /// <summary>Why it has no place on a grid; None on the group grid is a customer of no group.</summary>
    public UnplacedReason ReasonOn(Grid grid) =>
        grid switch
        {
            Grid.Value => Position.ValueReason,
            Grid.Growth => Position.GrowthReason,
            Grid.Group => Position.GroupId is null ? UnplacedReason.None : UnplacedReason.NoCapital,
            _ => throw new ArgumentOutOfRangeException(nameof(grid), grid, "not a grid"),
        };
}
