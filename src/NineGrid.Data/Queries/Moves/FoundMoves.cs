using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;

namespace NineGrid.Data.Queries.Moves;

/// <summary>The customers of a selection that are placed in one of two snapshots or in both, in the order of their ids, and what they did.</summary>
internal sealed class FoundMoves
{
    private readonly int[] _ids;
    private readonly sbyte[] _from;
    private readonly sbyte[] _to;
    private readonly bool[] _remains;

    /// <summary>Counts movements.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="periods">The two periods.</param>
    /// <param name="moves">The movements in the order of ids.</param>
    /// <param name="tellers">By what customers are told apart.</param>
    public FoundMoves(
        Grid grid,
        (Period Earlier, Period Later) periods,
        IReadOnlyList<Move> moves,
        IReadOnlyDictionary<MigrationBy, Teller> tellers
    )
    {
        _ids = [.. moves.Select(move => (move.Then ?? move.Now!).Id)];
        _from = [.. moves.Select(move => MigrationMatrix.IndexOf(move.Then?.Cell))];
        _to = [.. moves.Select(move => MigrationMatrix.IndexOf(move.Now?.Cell))];
        _remains = [.. moves.Select(move => move.Remains)];
        double[] revenue = [.. moves.Select(move => move.Revenue)];
        MigrationMatrix matrix = MigrationMatrix.Of(_from, _to, revenue, _remains);
        View = new(
            grid,
            periods.Earlier,
            periods.Later,
            matrix,
            Outlook.Of(matrix),
            tellers.ToDictionary(one => one.Key, one => Rows(moves, one.Value))
        );
    }

    /// <summary>Tells customers apart.</summary>
    /// <param name="Then">What a customer of the earlier snapshot is counted under; null for nothing.</param>
    /// <param name="Now">The same of the later.</param>
    /// <param name="Names">The names of what they are counted under, where those are not its codes.</param>
    public sealed record Teller(
        Func<PlacedCustomer, string?> Then,
        Func<PlacedCustomer, string?> Now,
        IReadOnlyDictionary<string, string>? Names = null
    );

    /// <summary>How many customers they are.</summary>
    public int Count => _ids.Length;

    /// <summary>What they come to.</summary>
    public MigrationView View { get; }

    /// <summary>The customers that a filter means.</summary>
    public int[] Ids(MoveFilter filter)
    {
        List<int> ids = [];
        for (int i = 0; i < _ids.Length; i++)
        {
            if (filter.Holds(MigrationMatrix.CellOf(_from[i]), MigrationMatrix.CellOf(_to[i]), _remains[i]))
            {
                ids.Add(_ids[i]);
            }
        }

        return [.. ids];
    }

    private static IReadOnlyList<MigrationRow> Rows(IReadOnlyList<Move> moves, Teller teller)
    {
        var rows = new Dictionary<string, MovementBalance>(StringComparer.Ordinal);
        foreach (Move move in moves)
        {
            string? then = move.Then is null ? null : teller.Then(move.Then);
            string? now = move.Now is null ? null : teller.Now(move.Now);
            if (string.Equals(then, now, StringComparison.Ordinal))
            {
                Add(now, move.Movement, move.Revenue, move.Remains);
            }
            else
            {
                Add(then, Movement.Left, move.Then?.Revenue, remains: true);
                Add(now, Movement.Entered, move.Now?.Revenue, remains: true);
            }
        }

        return
        [
            .. rows.OrderBy(row => row.Key, KeyOrder.Instance)
                .Select(row => new MigrationRow(row.Key, teller.Names?[row.Key] ?? row.Key, row.Value)),
        ];

        void Add(string? code, Movement movement, double? revenue, bool remains)
        {
            if (code is not null)
            {
                (rows.TryGetValue(code, out MovementBalance? own) ? own : rows[code] = new()).Add(movement, revenue ?? 0, remains);
            }
        }
    }
}

/// <summary>A customer that is placed in one of two snapshots or in both.</summary>
/// <param name="Then">It in the earlier; null when it is not placed there.</param>
/// <param name="Now">It in the later; null when it is not placed there.</param>
/// <param name="Remains">Whether its movement remains under the earlier snapshot's cut points.</param>
internal sealed record Move(PlacedCustomer? Then, PlacedCustomer? Now, bool Remains)
{
    public Movement Movement => Movements.Between(Then?.Cell, Now?.Cell);

    /// <summary>R of the later snapshot; of the earlier for a customer that left.</summary>
    public double Revenue => (Now ?? Then!).Revenue;
}
