using NineGrid.Domain.Grids;

namespace NineGrid.Domain.Snapshots;

/// <summary>Where an appraisal puts customers and what to do with them, without the terms that led there. Arrays run over the customers of the book.</summary>
public sealed class Verdict
{
    private readonly sbyte[][] _cells;
    private readonly Strategy[] _strategies;

    internal Verdict(AppliedScheme under, sbyte[][] cells, Strategy[] strategies, CutTable cuts)
    {
        Under = under;
        _cells = cells;
        _strategies = strategies;
        Cuts = cuts;
    }

    /// <summary>The scheme that was applied.</summary>
    public AppliedScheme Under { get; }

    /// <summary>Cell indices on a grid, −1 for not placed; on the group grid only active members are placed (3.6).</summary>
    public ReadOnlySpan<sbyte> Cells(Grid grid) => _cells[(int)grid];

    /// <summary>The strategy of each customer.</summary>
    public ReadOnlySpan<Strategy> Strategies => _strategies;

    /// <summary>The cut points used.</summary>
    public CutTable Cuts { get; }
}
