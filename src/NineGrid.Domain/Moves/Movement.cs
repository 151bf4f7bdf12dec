using NineGrid.Domain.Grids;

namespace NineGrid.Domain.Moves;

/// <summary>迁徙, what happened to a customer on one grid between two snapshots (3.10).</summary>
public enum Movement : byte
{
    /// <summary>Placed in neither.</summary>
    None,

    /// <summary>The same cell.</summary>
    Stay,

    /// <summary>No axis falls and one rises.</summary>
    Up,

    /// <summary>No axis rises and one falls.</summary>
    Down,

    /// <summary>One axis rises, the other falls.</summary>
    Mixed,

    /// <summary>Placed in the later snapshot only.</summary>
    Entered,

    /// <summary>Placed in the earlier snapshot only.</summary>
    Left,
}

/// <summary>Names movements.</summary>
public static class Movements
{
    /// <summary>The movement from one cell to another; null for not placed.</summary>
    public static Movement Between(Cell? from, Cell? to) =>
        (from, to) switch
        {
            (null, null) => Movement.None,
            (null, _) => Movement.Entered,
            (_, null) => Movement.Left,
            (Cell a, Cell b) => (Math.Sign((int)b.X - (int)a.X), Math.Sign((int)b.Y - (int)a.Y)) switch
            {
                (0, 0) => Movement.Stay,
                (>= 0, >= 0) => Movement.Up,
                (<= 0, <= 0) => Movement.Down,
                _ => Movement.Mixed,
            },
        };
}
