using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;

namespace NineGrid.Data.Queries.Moves;

/// <summary>Some movements.</summary>
public enum MoveSet
{
    /// <summary>Those between two ends.</summary>
    Between,

    /// <summary>Placed in both snapshots.</summary>
    Both,

    /// <summary>Placed in both, in different cells.</summary>
    Moved,
    Up,
    Down,
    Mixed,
    Stay,
    Entered,
    Left,
}

/// <summary>Whose work a movement is.</summary>
public enum MovedBy
{
    /// <summary>The customer moved: the movement remains under the earlier snapshot's cut points.</summary>
    Customer,

    /// <summary>The line moved.</summary>
    Line,
}

/// <summary>Where a movement begins or ends: in a cell, outside the grid (<c>none</c>), or anywhere (<c>any</c>). <c>default</c> is anywhere.</summary>
public readonly record struct MoveEnd
{
    private enum Kind : byte
    {
        Any,
        None,
        Cell,
    }

    private readonly Kind _kind;
    private readonly byte _cell;

    private MoveEnd(Kind kind, int cell = 0) => (_kind, _cell) = (kind, (byte)cell);

    /// <summary>Anywhere, placed or not.</summary>
    public static MoveEnd Anywhere { get; }

    /// <summary>In a cell; null is not placed.</summary>
    public static MoveEnd Of(Cell? cell) => cell is Cell placed ? new(Kind.Cell, placed.Index) : new(Kind.None);

    /// <summary>Whether it is anywhere.</summary>
    public bool IsAnywhere => _kind == Kind.Any;

    /// <summary>The cell; null for not placed and for anywhere.</summary>
    public Cell? Cell => _kind == Kind.Cell ? Domain.Grids.Cell.FromIndex(_cell) : null;

    /// <summary>Whether somebody who stands there is meant.</summary>
    public bool Holds(Cell? cell) => IsAnywhere || cell == Cell;

    /// <summary>Reads the written form.</summary>
    public static bool TryParse(string text, out MoveEnd end)
    {
        bool isCell = Domain.Grids.Cell.TryParse(text, out Cell cell);
        end = isCell ? Of(cell) : new(text is "none" ? Kind.None : Kind.Any);
        return isCell || text is "none" or "any";
    }

    /// <inheritdoc/>
    public override string ToString() =>
        _kind switch
        {
            Kind.Any => "any",
            Kind.None => "none",
            _ => Cell.ToString()!,
        };
}

/// <summary>Leaves the customers that did something on a grid since another period, or until one.</summary>
/// <remarks>Written <c>value.2025-09.up</c>, <c>value.2025-09.HL-HM</c>, <c>growth.2025-09.none-HM</c> or, of those, what the line did: <c>value.2025-09.up.line</c>.</remarks>
/// <param name="Grid">The grid.</param>
/// <param name="Other">The period that the one in force is compared with, before or after it.</param>
/// <param name="Set">Which movements.</param>
/// <param name="From">Where they begin, when the set says so.</param>
/// <param name="To">Where they end, when the set says so.</param>
/// <param name="By">Whose work they are; null for both.</param>
public sealed record MoveFilter(Grid Grid, Period Other, MoveSet Set, MoveEnd From = default, MoveEnd To = default, MovedBy? By = null)
{
    /// <summary>How it may be written.</summary>
    public const string Form = "value|growth|group.YYYY-MM.up|down|mixed|stay|entered|left|moved|both|HL-HM[.customer|line]";

    /// <summary>Whether the customers are found in the earlier of the two periods: those that are not placed, or not all placed, in the later.</summary>
    public bool IsOfEarlier =>
        Set == MoveSet.Left || (Set == MoveSet.Between && (To == MoveEnd.Of(null) || (To.IsAnywhere && !From.IsAnywhere)));

    /// <summary>Whether a customer that did something is meant.</summary>
    public bool Holds(Cell? from, Cell? to, bool remains) =>
        (By is not MovedBy by || (by == MovedBy.Customer) == remains)
        && Movements.Between(from, to) is var movement
        && Set switch
        {
            MoveSet.Between => From.Holds(from) && To.Holds(to),
            MoveSet.Both => movement is Movement.Up or Movement.Down or Movement.Mixed or Movement.Stay,
            MoveSet.Moved => movement is Movement.Up or Movement.Down or Movement.Mixed,
            MoveSet.Up => movement == Movement.Up,
            MoveSet.Down => movement == Movement.Down,
            MoveSet.Mixed => movement == Movement.Mixed,
            MoveSet.Stay => movement == Movement.Stay,
            MoveSet.Entered => movement == Movement.Entered,
            MoveSet.Left => movement == Movement.Left,
            _ => false,
        };

    /// <summary>The set of one movement.</summary>
    public static MoveSet SetOf(Movement movement) =>
        movement switch
        {
            Movement.Up => MoveSet.Up,
            Movement.Down => MoveSet.Down,
            Movement.Mixed => MoveSet.Mixed,
            Movement.Stay => MoveSet.Stay,
            Movement.Entered => MoveSet.Entered,
            Movement.Left => MoveSet.Left,
            _ => throw new ArgumentOutOfRangeException(nameof(movement), movement, "no movement"),
        };

    /// <summary>Reads the written form.</summary>
    public static bool TryParse(string text, out MoveFilter? filter)
    {
        filter = null;
        string[] parts = text.Split('.');
        if (
            parts.Length is not (3 or 4)
            || !TryName(parts[0], out Grid grid)
            || !Period.TryParse(parts[1], out Period other)
            || !TryRead(parts[2], out MoveSet set, out MoveEnd from, out MoveEnd to)
        )
        {
            return false;
        }

        MovedBy by = default;
        if (parts.Length == 4 && !TryName(parts[3], out by))
        {
            return false;
        }

        filter = new(grid, other, set, from, to, parts.Length == 4 ? by : null);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(
            '.',
            (string[])
                [
                    Name(Grid),
                    Other.ToString(),
                    Set == MoveSet.Between ? $"{From}-{To}" : Name(Set),
                    .. By is MovedBy by ? [Name(by)] : (string[])[],
                ]
        );

    private static bool TryRead(string text, out MoveSet set, out MoveEnd from, out MoveEnd to)
    {
        (from, to) = (default, default);
        return text.Split('-') is [string first, string last]
            ? (set = MoveSet.Between) == MoveSet.Between
                && MoveEnd.TryParse(first, out from)
                && MoveEnd.TryParse(last, out to)
                && (from.Cell is not null || to.Cell is not null)
            : TryName(text, out set) && set != MoveSet.Between;
    }

    private static bool TryName<T>(string text, out T value)
        where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out value) && string.Equals(Name(value), text, StringComparison.Ordinal);

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>The customers of a filter by movement, found.</summary>
/// <remarks>Two are equal when they ask the same of the same snapshots; which customers it finds follows from that and from the rest of the selection.</remarks>
public sealed class MovedCustomers : IEquatable<MovedCustomers>
{
    private readonly (MoveFilter Filter, Edition Other) _key;

    internal MovedCustomers(MoveFilter filter, Period inForce, Edition other, int[] ids)
    {
        _key = (filter, other);
        (Earlier, Later) = inForce < filter.Other ? (inForce, filter.Other) : (filter.Other, inForce);
        Ids = ids;
    }

    /// <summary>What was asked for.</summary>
    public MoveFilter Filter => _key.Filter;

    /// <summary>The period in which the movements begin.</summary>
    public Period Earlier { get; }

    /// <summary>The period in which they end.</summary>
    public Period Later { get; }

    /// <summary>The customers.</summary>
    public IReadOnlyList<int> Ids { get; }

    /// <inheritdoc/>
    public bool Equals(MovedCustomers? other) => other is not null && _key == other._key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MovedCustomers);

    /// <inheritdoc/>
    public override int GetHashCode() => _key.GetHashCode();
}
