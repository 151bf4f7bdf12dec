using NineGrid.Domain.Grids;

namespace NineGrid.Domain.Snapshots;

/// <summary>Where an appraisal puts customers and what to do with them, without the other terms that led there. Arrays run over the customers of the book.</summary>
public sealed class Verdict
{
    private readonly sbyte[][] _cells;
    private readonly GridValues[] _values;
    private readonly Strategy[] _strategies;

    internal Verdict(AppliedScheme under, sbyte[][] cells, GridValues[] values, Strategy[] strategies, CutTable cuts)
    {
        Under = under;
        _cells = cells;
        _values = values;
        _strategies = strategies;
        Cuts = cuts;
    }

    /// <summary>The scheme that was applied.</summary>
    public AppliedScheme Under { get; }

    /// <summary>Cell indices on a grid, −1 for not placed; on the group grid only active members are placed (3.6).</summary>
    public ReadOnlySpan<sbyte> Cells(Grid grid) => _cells[(int)grid];

    /// <summary>What is cut on a grid.</summary>
    internal GridValues Values(Grid grid) => _values[(int)grid];

    /// <summary>The strategy of each customer.</summary>
    public ReadOnlySpan<Strategy> Strategies => _strategies;

    /// <summary>The cut points used.</summary>
    public CutTable Cuts { get; }
}

/// <summary>The values that are cut on a grid: of the customers of the book, on the group grid of its groups.</summary>
/// <param name="X">Values on the x axis; of no meaning where the cell is −1.</param>
/// <param name="Y">Values on the y axis; the same.</param>
/// <param name="Cells">Cell indices, −1 for not placed.</param>
internal sealed record GridValues(double[] X, double[] Y, sbyte[] Cells);
