using NineGrid.Domain.Grids;

namespace NineGrid.Domain.Schemes;

/// <summary>The strategy for each value cell and growth band, nine by three (3.7).</summary>
public sealed record StrategyTable
{
    private readonly Strategy[] _table;

    /// <summary>A table of 27 strategies: by <see cref="Cell.Index"/>, then growth band Low, Mid, High.</summary>
    /// <exception cref="ArgumentException">There are not 27, or one of them is <see cref="Strategy.None"/>.</exception>
    public StrategyTable(IReadOnlyList<Strategy> rows)
    {
        if (rows.Count != Cell.Count * 3 || rows.Any(strategy => strategy is < Strategy.Invest or > Strategy.Exit))
        {
            throw new ArgumentException("A strategy table has 9 × 3 strategies, none of them empty.", nameof(rows));
        }

        _table = [.. rows];
    }

    /// <summary>The 27 strategies, as the constructor takes them.</summary>
    public IReadOnlyList<Strategy> Rows => _table;

    /// <summary>The table of the specification.</summary>
    public static StrategyTable Default { get; } =
        new([
            // growth band       Low              Mid              High
            /* LL */Strategy.Exit,
            Strategy.Adjust,
            Strategy.Deepen,
            /* LM */Strategy.Adjust,
            Strategy.Adjust,
            Strategy.Deepen,
            /* LH */Strategy.Adjust,
            Strategy.Deepen,
            Strategy.Deepen,
            /* ML */Strategy.Exit,
            Strategy.Adjust,
            Strategy.Adjust,
            /* MM */Strategy.Adjust,
            Strategy.Deepen,
            Strategy.Invest,
            /* MH */Strategy.Adjust,
            Strategy.Invest,
            Strategy.Invest,
            /* HL */Strategy.Adjust,
            Strategy.Adjust,
            Strategy.Adjust,
            /* HM */Strategy.Adjust,
            Strategy.Invest,
            Strategy.Invest,
            /* HH */Strategy.Adjust,
            Strategy.Invest,
            Strategy.Invest,
        ]);

    /// <summary>The strategy of a value cell and a growth band; null (unplaced) counts as Mid.</summary>
    public Strategy For(Cell value, Band? growth) => _table[(value.Index * 3) + (int)(growth ?? Band.Mid)];

    /// <inheritdoc/>
    public bool Equals(StrategyTable? other) => other is not null && _table.AsSpan().SequenceEqual(other._table);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_table[0], _table[^1]);
}
