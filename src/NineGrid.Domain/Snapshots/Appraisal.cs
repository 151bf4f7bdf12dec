using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Snapshots;

/// <summary>What a scheme makes of known figures: who is active, returns, growths, cuts, cells and strategies. The one place where these steps are put in order.</summary>
/// <remarks>Arrays run over the customers of the <see cref="Book"/>; cells are indices, −1 for unplaced.</remarks>
public sealed class Appraisal
{
    private readonly BookFigures _known;
    private readonly int _threads;
    private readonly UnplacedReason[] _inactive;
    private readonly RiskAdjustedReturn[] _returns;
    private readonly double[] _growthBank;
    private readonly double[] _growthOwn;
    private readonly UnplacedReason[] _valueReason;
    private readonly UnplacedReason[] _growthReason;
    private readonly sbyte[][] _cells;
    private readonly Consistency[] _consistency;
    private readonly Strategy[] _strategies;
    private readonly GroupPosition[] _groups;
    private readonly Placement[] _placements;

    private Appraisal(BookFigures known, AppliedScheme under, int threads)
    {
        _known = known;
        _threads = threads;
        Under = under;
        int n = known.Book.Count;
        _inactive = new UnplacedReason[n];
        _returns = new RiskAdjustedReturn[n];
        _growthBank = new double[n];
        _growthOwn = new double[n];
        _valueReason = new UnplacedReason[n];
        _growthReason = new UnplacedReason[n];
        _consistency = new Consistency[n];
        _strategies = new Strategy[n];
        _groups = new GroupPosition[known.Book.Groups.Length];

        Each(Measure);
        var placements = new Placement[3];
        Parallel.Invoke(
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () =>
                placements[(int)Grid.Value] = Place(
                    Grid.Value,
                    c => _valueReason[c] == UnplacedReason.None,
                    c => _returns[c].Revenue,
                    c => _returns[c].Raroc
                ),
            () =>
                placements[(int)Grid.Growth] = Place(
                    Grid.Growth,
                    c => _growthReason[c] == UnplacedReason.None,
                    c => _growthBank[c],
                    c => _growthOwn[c]
                ),
            () => placements[(int)Grid.Group] = PlaceGroups()
        );
        _placements = placements;
        _cells = [_placements[(int)Grid.Value].Cells, _placements[(int)Grid.Growth].Cells, CellsOfMembers()];
        Each(LowerDefaults);
        Cuts = new(
            Enum.GetValues<Grid>()
                .SelectMany<Grid, (Grid, bool, IReadOnlyList<PeerCut>)>(grid =>
                    [(grid, false, _placements[(int)grid].X), (grid, true, _placements[(int)grid].Y)]
                )
        );
        Each(Judge);
    }

    /// <summary>The scheme that is applied.</summary>
    public AppliedScheme Under { get; }

    /// <summary>Return terms; <c>default</c> where the customer is not active.</summary>
    public ReadOnlySpan<RiskAdjustedReturn> Returns => _returns;

    /// <summary>g of our revenue; NaN when not measured.</summary>
    public ReadOnlySpan<double> GrowthBank => _growthBank;

    /// <summary>The customer's own growth; NaN when not measured.</summary>
    public ReadOnlySpan<double> GrowthOwn => _growthOwn;

    /// <summary>Why a customer is not on the value grid.</summary>
    public ReadOnlySpan<UnplacedReason> ValueReason => _valueReason;

    /// <summary>Why a customer is not on the growth grid.</summary>
    public ReadOnlySpan<UnplacedReason> GrowthReason => _growthReason;

    /// <summary>Whether our growth keeps step with the customer's.</summary>
    public ReadOnlySpan<Consistency> Consistency => _consistency;

    /// <summary>The strategy.</summary>
    public ReadOnlySpan<Strategy> Strategies => _strategies;

    /// <summary>Positions of the book's groups.</summary>
    public ReadOnlySpan<GroupPosition> Groups => _groups;

    /// <summary>The cut points used.</summary>
    public CutTable Cuts { get; }

    /// <summary>Applies a scheme.</summary>
    /// <param name="known">The customers and their figures.</param>
    /// <param name="under">The scheme.</param>
    /// <param name="threads">How many threads; the result is the same to the bit for any number.</param>
    public static Appraisal Of(BookFigures known, AppliedScheme under, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        return new(known, under, threads);
    }

    /// <summary>Whether a customer is active: neither New nor Lost.</summary>
    public bool IsActive(int customer) => _inactive[customer] == UnplacedReason.None;

    /// <summary>Whether a customer has credit: EC_credit &gt; 0 or EAD &gt; 0 (3.2).</summary>
    public bool HasCredit(int customer) => _returns[customer].HasCredit(in _known.Figures[customer]);

    /// <summary>Cell indices on a grid, −1 for unplaced; on the group grid every member of a placed group has its group's cell.</summary>
    public ReadOnlySpan<sbyte> Cells(Grid grid) => _cells[(int)grid];

    /// <summary>The cuts that a customer placed on a grid (on the group grid: its group) is measured against; <c>default</c> for one that is not.</summary>
    public (CutPoints X, CutPoints Y) CutsOf(Grid grid, int customer)
    {
        int place = grid == Grid.Group ? _known.Book.GroupOf[customer] : customer;
        return place < 0 ? default : _placements[(int)grid].UsedBy(place);
    }

    /// <summary>The cells on a grid of those who count there: on the group grid members that are not active do not (3.6).</summary>
    internal sbyte[] CountedCells(Grid grid) =>
        grid == Grid.Group ? [.. _cells[(int)grid].Select((cell, customer) => IsActive(customer) ? cell : (sbyte)-1)] : _cells[(int)grid];

    /// <summary>Cells with the values that led there, strategies and cuts alone.</summary>
    public Verdict ToVerdict() =>
        new(
            Under,
            [.. Enum.GetValues<Grid>().Select(CountedCells)],
            [
                new([.. _returns.Select(terms => terms.Revenue)], [.. _returns.Select(terms => terms.Raroc)], _cells[(int)Grid.Value]),
                new(_growthBank, _growthOwn, _cells[(int)Grid.Growth]),
                new(
                    [.. _groups.Select(group => group.Revenue)],
                    [.. _groups.Select(group => group.Raroc)],
                    [.. _groups.Select(group => group.Cell)]
                ),
            ],
            _strategies,
            Cuts
        );

    private void Measure(int customer)
    {
        Scheme scheme = Under.Scheme;
        ref readonly CustomerFigures figures = ref _known.Figures[customer];
        UnplacedReason inactive =
            figures.Months == 0 ? UnplacedReason.Lost
            : figures.Span < scheme.NewMonths ? UnplacedReason.New
            : UnplacedReason.None;
        if (inactive != UnplacedReason.None)
        {
            _inactive[customer] = inactive;
            _growthBank[customer] = Measured.Not;
            _growthOwn[customer] = Measured.Not;
            _valueReason[customer] = inactive;
            _growthReason[customer] = inactive;
            return;
        }

        ref readonly OwnGrowth growth = ref _known.Growths[customer];
        _returns[customer] = RiskAdjustedReturn.Of(in figures, scheme);
        _valueReason[customer] = _returns[customer].Reason;
        _growthBank[customer] = Growth.Symmetric(figures.EarlierRevenue, figures.Revenue);
        _growthOwn[customer] = growth.Under(scheme);
        _growthReason[customer] = double.IsNaN(figures.EarlierRevenue) ? UnplacedReason.NoHistory : growth.Reason;
    }

    /// <summary>The RAROC level of a customer in default is Low, whatever its RAROC (3.2).</summary>
    private void LowerDefaults(int customer)
    {
        sbyte[] cells = _cells[(int)Grid.Value];
        if (cells[customer] >= 0 && _known.Figures[customer].InDefault)
        {
            cells[customer] = (sbyte)new Cell(Cell.FromIndex(cells[customer]).X, Level.Low).Index;
        }
    }

    private Placement PlaceGroups()
    {
        ReadOnlySpan<int> groupOf = _known.Book.GroupOf;
        var members = new int[_groups.Length];
        var revenue = new double[_groups.Length];
        var returns = new double[_groups.Length];
        var capital = new double[_groups.Length];
        for (int customer = 0; customer < groupOf.Length; customer++)
        {
            int group = groupOf[customer];
            if (group < 0 || !IsActive(customer))
            {
                continue;
            }

            members[group]++;
            revenue[group] += _returns[customer].Revenue;
            if (!double.IsNaN(_returns[customer].Ec))
            {
                returns[group] += _returns[customer].Return;
                capital[group] += _returns[customer].Ec;
            }
        }

        double Raroc(int group) => capital[group] == 0 ? Measured.Not : returns[group] / capital[group];
        var placement = new Placement(
            _known.Book,
            Under,
            Grid.Group,
            _groups.Length,
            group => capital[group] != 0,
            group => revenue[group],
            Raroc,
            hasCredit: _ => false,
            _threads
        );
        for (int group = 0; group < _groups.Length; group++)
        {
            _groups[group] = new(members[group], revenue[group], returns[group], capital[group], Raroc(group), placement.Cells[group]);
        }

        return placement;
    }

    private sbyte[] CellsOfMembers()
    {
        ReadOnlySpan<int> groupOf = _known.Book.GroupOf;
        var cells = new sbyte[groupOf.Length];
        for (int customer = 0; customer < cells.Length; customer++)
        {
            cells[customer] = groupOf[customer] < 0 ? (sbyte)-1 : _placements[(int)Grid.Group].Cells[groupOf[customer]];
        }

        return cells;
    }

    private Placement Place(Grid grid, Func<int, bool> isPlaced, Func<int, double> x, Func<int, double> y) =>
        new(_known.Book, Under, grid, _known.Book.Count, isPlaced, x, y, HasCredit, _threads);

    private void Judge(int customer)
    {
        sbyte growthCell = _cells[(int)Grid.Growth][customer];
        sbyte valueCell = _cells[(int)Grid.Value][customer];
        sbyte groupCell = _cells[(int)Grid.Group][customer];
        if (growthCell >= 0)
        {
            Cell growth = Cell.FromIndex(growthCell);
            _consistency[customer] =
                growth.X < growth.Y ? Grids.Consistency.BankLags
                : growth.X > growth.Y ? Grids.Consistency.BankLeads
                : Grids.Consistency.InStep;
        }

        if (valueCell >= 0)
        {
            _strategies[customer] = Under.Scheme.StrategyFor(Cell.FromIndex(valueCell), BandOf(growthCell), BandOf(groupCell));
        }

        static Band? BandOf(sbyte cell) => cell < 0 ? null : Cell.FromIndex(cell).Band;
    }

    private void Each(Action<int> step) => Customers.Each(_known.Book.Count, _threads, step);
}
