using NineGrid.Domain.Grids;

namespace NineGrid.Domain.Moves;

/// <summary>How customers placed in two snapshots moved between them on one grid (3.10).</summary>
/// <remarks><c>default</c> is nobody.</remarks>
/// <param name="Up">Customers that moved up.</param>
/// <param name="Down">Customers that moved down.</param>
/// <param name="Both">Customers placed in both snapshots, moved or not.</param>
public readonly record struct Upgrades(int Up, int Down, int Both)
{
    /// <summary>Net upgrade rate, (Up − Down)/Both, −1 to 1; null when nobody is placed in both.</summary>
    public double? NetRate => Both == 0 ? null : (double)(Up - Down) / Both;

    /// <summary>Some customers that went from one cell to another.</summary>
    /// <param name="from">Their cell in the earlier snapshot.</param>
    /// <param name="to">Their cell in the later one.</param>
    /// <param name="customers">How many they are.</param>
    public static Upgrades Of(Cell from, Cell to, int customers)
    {
        Movement movement = Movements.Between(from, to);
        return new(movement == Movement.Up ? customers : 0, movement == Movement.Down ? customers : 0, customers);
    }

    /// <summary>Both together.</summary>
    public static Upgrades operator +(Upgrades left, Upgrades right) =>
        new(left.Up + right.Up, left.Down + right.Down, left.Both + right.Both);
}
