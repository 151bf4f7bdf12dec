namespace NineGrid.Domain.Grids;

/// <summary>Where a value lies between two cut points.</summary>
public enum Level : byte
{
    /// <summary>Below the lower cut.</summary>
    Low,

    /// <summary>At or above the lower, below the upper cut.</summary>
    Mid,

    /// <summary>At or above the upper cut.</summary>
    High,
}

/// <summary>价值带. High = {HH, HM, MH}, Mid = {HL, MM, LH}, Low = {LM, ML, LL} (3.7).</summary>
public enum Band : byte
{
    /// <summary>LM, ML, LL.</summary>
    Low,

    /// <summary>HL, MM, LH.</summary>
    Mid,

    /// <summary>HH, HM, MH.</summary>
    High,
}

/// <summary>格, one of the nine cells of a grid: a level on x and one on y. <c>HM</c> is x High, y Mid.</summary>
/// <remarks><c>default</c> is LL.</remarks>
/// <param name="X">Level on the x axis.</param>
/// <param name="Y">Level on the y axis.</param>
public readonly record struct Cell(Level X, Level Y)
{
    /// <summary>Cells on a grid.</summary>
    public const int Count = 9;

    /// <summary>0 to 8: three times x plus y, so LL, LM, LH, ML, … HH.</summary>
    public int Index => ((int)X * 3) + (int)Y;

    /// <summary>The band of the cell: the sum of the levels decides, below 2 Low, above 2 High.</summary>
    public Band Band =>
        ((int)X + (int)Y) switch
        {
            < 2 => Band.Low,
            2 => Band.Mid,
            _ => Band.High,
        };

    /// <summary>The nine cells by <see cref="Index"/>.</summary>
    public static IReadOnlyList<Cell> All { get; } = [.. Enumerable.Range(0, Count).Select(FromIndex)];

    /// <summary>The cell of an index 0 to 8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is none of them.</exception>
    public static Cell FromIndex(int index) =>
        index is >= 0 and < Count
            ? new((Level)(index / 3), (Level)(index % 3))
            : throw new ArgumentOutOfRangeException(nameof(index), index, "0 to 8");

    /// <summary>Reads two letters of <c>L</c>, <c>M</c>, <c>H</c>, x first.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Cell cell)
    {
        cell = default;
        int x = text.Length == 2 ? "LMH".IndexOf(text[0], StringComparison.Ordinal) : -1;
        int y = text.Length == 2 ? "LMH".IndexOf(text[1], StringComparison.Ordinal) : -1;
        if (x < 0 || y < 0)
        {
            return false;
        }

        cell = new((Level)x, (Level)y);
        return true;
    }

    /// <summary>Two letters, x first: <c>HM</c>.</summary>
    public override string ToString() => $"{"LMH"[(int)X]}{"LMH"[(int)Y]}";
}
