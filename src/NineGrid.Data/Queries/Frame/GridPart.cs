using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Frame;

/// <summary>A part of the customers of a grid: one cell, a band, all that are placed, or those unplaced for one reason.</summary>
/// <remarks>Written <c>HM</c>, <c>high</c>, <c>placed</c> or <c>NoRisk</c>; <c>None</c> are the customers of no group on the group grid. <c>default</c> is the cell LL.</remarks>
public readonly record struct GridPart
{
    private enum Kind : byte
    {
        Cell,
        Band,
        Placed,
        Unplaced,
    }

    private readonly Kind _kind;
    private readonly byte _which;

    private GridPart(Kind kind, int which)
    {
        _kind = kind;
        _which = (byte)which;
    }

    /// <summary>Every customer that has a place on the grid.</summary>
    public static GridPart Placed { get; } = new(Kind.Placed, 0);

    /// <summary>The customers of a cell.</summary>
    public static GridPart Of(Cell cell) => new(Kind.Cell, cell.Index);

    /// <summary>The customers of a band.</summary>
    public static GridPart Of(Band band) => new(Kind.Band, (int)band);

    /// <summary>The customers without a place for that reason.</summary>
    public static GridPart Of(UnplacedReason reason) => new(Kind.Unplaced, (int)reason);

    /// <summary>The cell; null when the part is not one cell.</summary>
    public Cell? Cell => _kind == Kind.Cell ? Domain.Grids.Cell.FromIndex(_which) : null;

    /// <summary>The band; null when the part is not a band.</summary>
    public Band? Band => _kind == Kind.Band ? (Band)_which : null;

    /// <summary>The reason; null when the customers of the part have a place.</summary>
    public UnplacedReason? Reason => _kind == Kind.Unplaced ? (UnplacedReason)_which : null;

    /// <summary>Reads the written form; case matters.</summary>
    public static bool TryParse(string text, out GridPart part)
    {
        if (Domain.Grids.Cell.TryParse(text, out Cell cell))
        {
            part = Of(cell);
            return true;
        }

        foreach (GridPart known in All)
        {
            if (string.Equals(known.ToString(), text, StringComparison.Ordinal))
            {
                part = known;
                return true;
            }
        }

        part = default;
        return false;
    }

    /// <summary>The parts other than single cells.</summary>
    public static IReadOnlyList<GridPart> All { get; } =
    [.. Enum.GetValues<Band>().Select(Of), Placed, .. Enum.GetValues<UnplacedReason>().Select(Of)];

    /// <inheritdoc/>
    public override string ToString() =>
        _kind switch
        {
            Kind.Cell => Domain.Grids.Cell.FromIndex(_which).ToString(),
            Kind.Band => ((Band)_which) switch
            {
                Domain.Grids.Band.Low => "low",
                Domain.Grids.Band.Mid => "mid",
                _ => "high",
            },
            Kind.Placed => "placed",
            _ => ((UnplacedReason)_which).ToString(),
        };
}
