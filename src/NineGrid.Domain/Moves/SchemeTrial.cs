using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Domain.Moves;

/// <summary>The cut points of one peer group under the scheme in force and under the one that is tried.</summary>
/// <param name="PeerGroup">The customers' own group as a scheme names it: <c>SizeClass=L</c>, or <c>bank</c>.</param>
/// <param name="Before">Its cuts in force; null when no placed customer is measured against any.</param>
/// <param name="After">Its cuts under the scheme that is tried; null when no placed customer is measured against any.</param>
public sealed record TriedCut(string PeerGroup, PeerCut? Before, PeerCut? After)
{
    /// <summary>Whether these are the cuts of the whole bank.</summary>
    public bool IsBank => (Before ?? After) is { IsBank: true };
}

/// <summary>What would change if another scheme were applied to the same customers with the same figures. Customers are places in the <see cref="Book"/>.</summary>
public sealed class SchemeTrial
{
    private const int Strategies = (int)Strategy.Exit + 1;

    private readonly MigrationMatrix[] _grids;
    private readonly int[][] _moved;
    private readonly int[] _strategies = new int[Strategies * Strategies];
    private readonly Verdict _before;
    private readonly Verdict _after;
    private readonly BookFigures _known;

    private SchemeTrial(BookFigures known, Verdict before, Verdict after)
    {
        _known = known;
        _before = before;
        _after = after;
        Customers = known.Book.Count;
        var revenue = new double[Customers];
        var remains = new bool[Customers];
        bool isLower = after.Under.Scheme.NewMonths < before.Under.Scheme.NewMonths;
        for (int customer = 0; customer < Customers; customer++)
        {
            ref readonly CustomerFigures figures = ref known.Figures[customer];
            revenue[customer] = figures.Revenue;
            remains[customer] = true;
            NotTried += isLower && figures is { Months: > 0, Span: 0 } ? 1 : 0;
            _strategies[((int)before.Strategies[customer] * Strategies) + (int)after.Strategies[customer]]++;
        }

        Grid[] grids = Enum.GetValues<Grid>();
        _grids = [.. grids.Select(grid => MigrationMatrix.Of(before.Cells(grid), after.Cells(grid), revenue, remains))];
        _moved = [.. grids.Select(grid => Different(before.Cells(grid), after.Cells(grid)))];
        OtherStrategy = Different(before.Strategies, after.Strategies);
    }

    /// <summary>Compares a scheme that is tried with the one in force.</summary>
    /// <param name="known">The customers and their figures, without those of the New.</param>
    /// <param name="before">What the scheme in force makes of them.</param>
    /// <param name="after">What the scheme that is tried makes of them.</param>
    public static SchemeTrial Of(BookFigures known, Verdict before, Verdict after) => new(known, before, after);

    /// <summary>Customers in the snapshot, active or not.</summary>
    public int Customers { get; }

    /// <summary>At most so many customers, New in the snapshot, might be active under the scheme that is tried: their figures are not kept, they stay New here.</summary>
    public int NotTried { get; }

    /// <summary>The customers by cell under the scheme in force and under the one tried: <c>Entered</c> and <c>Left</c> are those placed under one of them only.</summary>
    public MigrationMatrix this[Grid grid] => _grids[(int)grid];

    /// <summary>The customers that stand in another cell of a grid, or only under one of the schemes on it; in book order.</summary>
    public IReadOnlyList<int> Moved(Grid grid) => _moved[(int)grid];

    /// <summary>Where a customer stands on a grid under the scheme in force and under the one tried; null when it is not placed.</summary>
    public (Cell? Before, Cell? After) CellsOf(Grid grid, int customer) =>
        (MigrationMatrix.CellOf(_before.Cells(grid)[customer]), MigrationMatrix.CellOf(_after.Cells(grid)[customer]));

    /// <summary>The revenue of a customer, yuan a year; 0 where it is not active.</summary>
    public double RevenueOf(int customer) => _known.Figures[customer].Revenue;

    /// <summary>The strategy of a customer under the scheme in force and under the one tried; None when it has none.</summary>
    public (Strategy Before, Strategy After) StrategiesOf(int customer) => (_before.Strategies[customer], _after.Strategies[customer]);

    /// <summary>The customers that get another strategy, in book order.</summary>
    public IReadOnlyList<int> OtherStrategy { get; }

    /// <summary>How many customers go from one strategy to another; None for those without.</summary>
    public int Count(Strategy before, Strategy after) => _strategies[((int)before * Strategies) + (int)after];

    /// <summary>The cuts of an axis under both schemes, by peer group in key order: those in use, and always the bank's.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="y">False for the x axis, true for y.</param>
    public IReadOnlyList<TriedCut> Cuts(Grid grid, bool y)
    {
        Dictionary<string, PeerCut> before = ShownOf(_before.Cuts[grid, y]);
        Dictionary<string, PeerCut> after = ShownOf(_after.Cuts[grid, y]);
        return
        [
            .. before
                .Keys.Union(after.Keys, StringComparer.Ordinal)
                .Order(KeyOrder.Instance)
                .Select(group => new TriedCut(group, before.GetValueOrDefault(group), after.GetValueOrDefault(group))),
        ];
    }

    /// <summary>Where the customers of a grid (on the group grid the groups) lie under the scheme tried; null when nobody is placed.</summary>
    public TriedPicture? Picture(Grid grid) =>
        TriedPicture.Of(_before.Values(grid), _after.Values(grid), grid == Grid.Growth, BankCuts(grid, y: false), BankCuts(grid, y: true));

    private CutPoints[] BankCuts(Grid grid, bool y) =>
        [.. new[] { _before, _after }.SelectMany(own => own.Cuts[grid, y]).Where(cut => cut.IsBank).Select(cut => cut.Cuts)];

    private static Dictionary<string, PeerCut> ShownOf(IReadOnlyList<PeerCut> cuts) =>
        cuts.Where(cut => cut.InUse || cut.IsBank).ToDictionary(cut => cut.PeerGroup, StringComparer.Ordinal);

    private static int[] Different<T>(ReadOnlySpan<T> before, ReadOnlySpan<T> after)
        where T : struct
    {
        List<int> different = [];
        for (int i = 0; i < before.Length; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(before[i], after[i]))
            {
                different.Add(i);
            }
        }

        return [.. different];
    }
}
