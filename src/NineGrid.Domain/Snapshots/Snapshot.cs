using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Snapshots;

/// <summary>What a snapshot is computed from.</summary>
/// <remarks>The caller adds facts and statements before <see cref="Snapshot.Compute"/>; each customer of the book has a row at or before the period.</remarks>
public sealed class SnapshotInput
{
    /// <summary>An input without facts and statements.</summary>
    /// <param name="period">The period.</param>
    /// <param name="scheme">The scheme.</param>
    /// <param name="book">Master data.</param>
    /// <param name="calibration">The cuts of the calibration period; needed exactly when the scheme is frozen at another period.</param>
    /// <exception cref="ArgumentException">The scheme has faults, or the calibration is missing or not wanted.</exception>
    public SnapshotInput(Period period, Scheme scheme, Book book, CutTable? calibration = null)
    {
        if (scheme.Faults() is { Count: > 0 } faults)
        {
            throw new ArgumentException($"The scheme cannot be used: {string.Join("; ", faults)}.", nameof(scheme));
        }

        bool wanted = scheme.FrozenAt is Period frozen && frozen != period;
        if (wanted != calibration is not null)
        {
            throw new ArgumentException(
                wanted
                    ? $"The scheme takes its cuts from {scheme.FrozenAt}; they are needed to compute {period}."
                    : $"The scheme computes its own cuts for {period}; a calibration is not wanted.",
                nameof(calibration)
            );
        }

        Period = period;
        Scheme = scheme;
        Book = book;
        Calibration = calibration;
        Facts = new(book.Count, period, book.Products);
        Statements = new(book.Count, period);
    }

    /// <summary>The period.</summary>
    public Period Period { get; }

    /// <summary>The scheme.</summary>
    public Scheme Scheme { get; }

    /// <summary>Master data.</summary>
    public Book Book { get; }

    /// <summary>Cuts of the calibration period; null when the snapshot computes its own.</summary>
    public CutTable? Calibration { get; }

    /// <summary>The facts.</summary>
    public WindowAccumulation Facts { get; }

    /// <summary>The statements.</summary>
    public StatementChoice Statements { get; }
}

/// <summary>A credit group on the group grid (3.6).</summary>
/// <param name="Members">Active members.</param>
/// <param name="Revenue">ΣR over them.</param>
/// <param name="Return">ΣΠ over those with known EC.</param>
/// <param name="Ec">ΣEC over those with known EC.</param>
/// <param name="Raroc">ΣΠ/ΣEC; NaN when ΣEC is 0.</param>
/// <param name="Cell">Cell index; −1 when unplaced.</param>
public readonly record struct GroupPosition(int Members, double Revenue, double Return, double Ec, double Raroc, sbyte Cell);

/// <summary>快照: all results of one period under one scheme. Arrays run over the customers of the <see cref="Book"/>; cells are indices, −1 for unplaced.</summary>
public sealed class Snapshot
{
    private readonly int _threads;
    private readonly bool[] _active;
    private readonly CustomerFigures[] _figures;
    private readonly RiskAdjustedReturn[] _returns;
    private readonly double[] _growthBank;
    private readonly double[] _growthOwn;
    private readonly UnplacedReason[] _valueReason;
    private readonly UnplacedReason[] _growthReason;
    private readonly sbyte[][] _cells;
    private readonly Consistency[] _consistency;
    private readonly Strategy[] _strategy;
    private readonly GroupPosition[] _groups;
    private readonly IndicatorTerms _indicators;
    private readonly (CutPoints[] X, CutPoints[] Y)[] _used;

    private Snapshot(SnapshotInput input, int threads)
    {
        _threads = threads;
        Input = input;
        int n = input.Book.Count;
        _active = new bool[n];
        _figures = new CustomerFigures[n];
        _returns = new RiskAdjustedReturn[n];
        _growthBank = Unmeasured(n);
        _growthOwn = Unmeasured(n);
        _valueReason = new UnplacedReason[n];
        _growthReason = new UnplacedReason[n];
        _consistency = new Consistency[n];
        _strategy = new Strategy[n];
        _indicators = new([.. Indicator.All.Select(_ => Unmeasured(n))], [.. Indicator.All.Select(_ => Unmeasured(n))]);
        _groups = new GroupPosition[input.Book.Groups.Length];

        Each(Measure);
        var value = new Placement(input, Grid.Value);
        _cells =
        [
            value.Place(c => _valueReason[c] == UnplacedReason.None, c => _returns[c].Revenue, c => _returns[c].Raroc, HasCredit),
            [],
            [],
        ];
        Each(LowerDefaults);
        var growth = new Placement(input, Grid.Growth);
        _cells[(int)Grid.Growth] = growth.Place(
            c => _growthReason[c] == UnplacedReason.None,
            c => _growthBank[c],
            c => _growthOwn[c],
            HasCredit
        );
        Placement groups = PlaceGroups();
        _used = [(value.UsedX, value.UsedY), (growth.UsedX, growth.UsedY), (groups.UsedX, groups.UsedY)];
        Cuts = new([
            (Grid.Value, false, value.X),
            (Grid.Value, true, value.Y),
            (Grid.Growth, false, growth.X),
            (Grid.Growth, true, growth.Y),
            (Grid.Group, false, groups.X),
            (Grid.Group, true, groups.Y),
        ]);
        Each(Judge);
        Portraits = PortraitTable.Compute(
            input.Book,
            [_cells[0], _cells[1], [.. _cells[2].Select((cell, c) => _active[c] ? cell : (sbyte)-1)]],
            _indicators,
            threads
        );
    }

    /// <summary>What it was computed from.</summary>
    public SnapshotInput Input { get; }

    /// <summary>Whether the customer is active: neither New nor Lost.</summary>
    public ReadOnlySpan<bool> Active => _active;

    /// <summary>Figures of the window; <c>default</c> but for months where the customer is not active.</summary>
    public ReadOnlySpan<CustomerFigures> Figures => _figures;

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
    public ReadOnlySpan<Strategy> Strategies => _strategy;

    /// <summary>Positions of the book's groups.</summary>
    public ReadOnlySpan<GroupPosition> Groups => _groups;

    /// <summary>The cut points used.</summary>
    public CutTable Cuts { get; }

    /// <summary>The portraits.</summary>
    public PortraitTable Portraits { get; }

    /// <summary>Cell indices on a grid, −1 for unplaced; on the group grid every member of a placed group has its group's cell.</summary>
    public ReadOnlySpan<sbyte> Cells(Grid grid) => _cells[(int)grid];

    /// <summary>The cuts that a customer placed on a grid (on the group grid: its group) is measured against; <c>default</c> for one that is not.</summary>
    public (CutPoints X, CutPoints Y) CutsOf(Grid grid, int customer)
    {
        int place = grid == Grid.Group ? Input.Book.GroupOf[customer] : customer;
        return place < 0 ? default : (_used[(int)grid].X[place], _used[(int)grid].Y[place]);
    }

    /// <summary>Whether a customer has credit: EC_credit &gt; 0 or EAD &gt; 0 (3.2).</summary>
    public bool HasCredit(int customer) => _returns[customer].HasCredit(in _figures[customer]);

    /// <summary>The value of an indicator of a customer; NaN when not measured.</summary>
    public double IndicatorOf(int indicator, int customer) =>
        Indicator.Value(_indicators.Numerators[indicator][customer], _indicators.Denominators[indicator][customer]);

    /// <summary>Computes everything: the one place where the steps are put in order.</summary>
    /// <param name="input">Master data, facts, statements, scheme.</param>
    /// <param name="threads">How many threads; the result is the same to the bit for any number.</param>
    /// <exception cref="ArgumentException">A customer of the book has no row at or before the period.</exception>
    public static Snapshot Compute(SnapshotInput input, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        for (int customer = 0; customer < input.Book.Count; customer++)
        {
            if (input.Facts.LastRow(customer) is null)
            {
                throw new ArgumentException(
                    $"Customer {input.Book.Customers[customer].No} has no facts at or before {input.Period}.",
                    nameof(input)
                );
            }
        }

        return new(input, threads);
    }

    private void Measure(int customer)
    {
        Scheme scheme = Input.Scheme;
        ref CustomerFigures figures = ref _figures[customer];
        figures.Months = Input.Facts.MonthsOf(customer);
        UnplacedReason inactive =
            figures.Months == 0 ? UnplacedReason.Lost
            : Input.Facts.IsNew(customer, scheme.NewMonths) ? UnplacedReason.New
            : UnplacedReason.None;
        if (inactive != UnplacedReason.None)
        {
            _valueReason[customer] = inactive;
            _growthReason[customer] = inactive;
            return;
        }

        _active[customer] = true;
        Input.Facts.Write(customer, ref figures);
        Input.Statements.Write(customer, ref figures);
        _returns[customer] = RiskAdjustedReturn.Of(in figures, scheme);
        _valueReason[customer] = _returns[customer].Reason;
        (_growthOwn[customer], UnplacedReason statements) = Input.Statements.OwnGrowth(customer, scheme);
        _growthBank[customer] = Growth.Symmetric(figures.EarlierRevenue, figures.Revenue);
        _growthReason[customer] = double.IsNaN(figures.EarlierRevenue) ? UnplacedReason.NoHistory : statements;
        foreach (Indicator indicator in Indicator.All)
        {
            _indicators.Numerators[indicator.Number][customer] = indicator.Numerator(in figures, in _returns[customer]);
            _indicators.Denominators[indicator.Number][customer] = indicator.Denominator(in figures, in _returns[customer]);
        }
    }

    /// <summary>The RAROC level of a customer in default is Low, whatever its RAROC (3.2).</summary>
    private void LowerDefaults(int customer)
    {
        sbyte[] cells = _cells[(int)Grid.Value];
        if (cells[customer] >= 0 && _figures[customer].InDefault)
        {
            cells[customer] = (sbyte)new Cell(Cell.FromIndex(cells[customer]).X, Level.Low).Index;
        }
    }

    private Placement PlaceGroups()
    {
        ReadOnlySpan<int> groupOf = Input.Book.GroupOf;
        var members = new int[_groups.Length];
        var revenue = new double[_groups.Length];
        var returns = new double[_groups.Length];
        var capital = new double[_groups.Length];
        for (int customer = 0; customer < groupOf.Length; customer++)
        {
            int group = groupOf[customer];
            if (group < 0 || !_active[customer])
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
        var placement = new Placement(Input, Grid.Group);
        sbyte[] cells = placement.Place(group => capital[group] != 0, group => revenue[group], Raroc, _ => false, _groups.Length);
        for (int group = 0; group < _groups.Length; group++)
        {
            _groups[group] = new(members[group], revenue[group], returns[group], capital[group], Raroc(group), cells[group]);
        }

        var ofCustomers = new sbyte[groupOf.Length];
        for (int customer = 0; customer < ofCustomers.Length; customer++)
        {
            ofCustomers[customer] = groupOf[customer] < 0 ? (sbyte)-1 : cells[groupOf[customer]];
        }

        _cells[(int)Grid.Group] = ofCustomers;
        return placement;
    }

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
            _strategy[customer] = Input.Scheme.Strategies.For(Cell.FromIndex(valueCell), BandOf(growthCell), BandOf(groupCell));
        }

        static Band? BandOf(sbyte cell) => cell < 0 ? null : Cell.FromIndex(cell).Band;
    }

    private void Each(Action<int> step)
    {
        if (Input.Book.Count > 0)
        {
            Parallel.ForEach(
                System.Collections.Concurrent.Partitioner.Create(0, Input.Book.Count),
                new ParallelOptions { MaxDegreeOfParallelism = _threads },
                range =>
                {
                    for (int customer = range.Item1; customer < range.Item2; customer++)
                    {
                        step(customer);
                    }
                }
            );
        }
    }

    private static double[] Unmeasured(int count)
    {
        var values = new double[count];
        Array.Fill(values, Measured.Not);
        return values;
    }
}
