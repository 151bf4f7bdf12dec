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
        Applied = new(period, scheme, calibration);
        Book = book;
        Facts = new(book.Count, period, book.Products);
        Statements = new(book.Count, period);
    }

    /// <summary>The scheme with its calibration.</summary>
    public AppliedScheme Applied { get; }

    /// <summary>The period.</summary>
    public Period Period => Applied.Period;

    /// <summary>The scheme.</summary>
    public Scheme Scheme => Applied.Scheme;

    /// <summary>Master data.</summary>
    public Book Book { get; }

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
    private readonly CustomerFigures[] _figures;
    private readonly bool[] _active;
    private readonly Appraisal _appraisal;
    private readonly IndicatorTerms _indicators;
    private readonly bool[] _isUsed;

    private Snapshot(SnapshotInput input, int threads)
    {
        Input = input;
        int n = input.Book.Count;
        _figures = new CustomerFigures[n];
        _active = new bool[n];
        _isUsed = [.. Indicator.All.Select(indicator => input.Scheme.UsedIndicators.IsOn(indicator.Name))];
        _indicators = new(n);

        _appraisal = Appraisal.Of(BookFigures.Gather(input, _figures, threads), input.Applied, threads);
        Customers.Each(n, threads, Describe);
        Portraits = PortraitTable.Compute(input.Book, [.. Enum.GetValues<Grid>().Select(_appraisal.CountedCells)], _indicators, threads);
    }

    /// <summary>What it was computed from.</summary>
    public SnapshotInput Input { get; }

    /// <summary>Whether the customer is active: neither New nor Lost.</summary>
    public ReadOnlySpan<bool> Active => _active;

    /// <summary>Figures of the window; <c>default</c> but for months where the customer is not active.</summary>
    public ReadOnlySpan<CustomerFigures> Figures => _figures;

    /// <summary>Return terms; <c>default</c> where the customer is not active.</summary>
    public ReadOnlySpan<RiskAdjustedReturn> Returns => _appraisal.Returns;

    /// <summary>g of our revenue; NaN when not measured.</summary>
    public ReadOnlySpan<double> GrowthBank => _appraisal.GrowthBank;

    /// <summary>The customer's own growth; NaN when not measured.</summary>
    public ReadOnlySpan<double> GrowthOwn => _appraisal.GrowthOwn;

    /// <summary>Why a customer is not on the value grid.</summary>
    public ReadOnlySpan<UnplacedReason> ValueReason => _appraisal.ValueReason;

    /// <summary>Why a customer is not on the growth grid.</summary>
    public ReadOnlySpan<UnplacedReason> GrowthReason => _appraisal.GrowthReason;

    /// <summary>Whether our growth keeps step with the customer's.</summary>
    public ReadOnlySpan<Consistency> Consistency => _appraisal.Consistency;

    /// <summary>The strategy.</summary>
    public ReadOnlySpan<Strategy> Strategies => _appraisal.Strategies;

    /// <summary>Positions of the book's groups.</summary>
    public ReadOnlySpan<GroupPosition> Groups => _appraisal.Groups;

    /// <summary>The cut points used.</summary>
    public CutTable Cuts => _appraisal.Cuts;

    /// <summary>The portraits.</summary>
    public PortraitTable Portraits { get; }

    /// <summary>Cell indices on a grid, −1 for unplaced; on the group grid every member of a placed group has its group's cell.</summary>
    public ReadOnlySpan<sbyte> Cells(Grid grid) => _appraisal.Cells(grid);

    /// <summary>The cuts that a customer placed on a grid (on the group grid: its group) is measured against; <c>default</c> for one that is not.</summary>
    public (CutPoints X, CutPoints Y) CutsOf(Grid grid, int customer) => _appraisal.CutsOf(grid, customer);

    /// <summary>Whether a customer has credit: EC_credit &gt; 0 or EAD &gt; 0 (3.2).</summary>
    public bool HasCredit(int customer) => _appraisal.HasCredit(customer);

    /// <summary>The value of an indicator of a customer; NaN when not measured.</summary>
    public double IndicatorOf(int indicator, int customer) =>
        Indicator.Value(_indicators.Numerators[indicator][customer], _indicators.Denominators[indicator][customer]);

    /// <summary>Computes everything: gathers figures, appraises them, describes customers and sets of them.</summary>
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

    private void Describe(int customer)
    {
        ref CustomerFigures figures = ref _figures[customer];
        _active[customer] = _appraisal.IsActive(customer);
        if (!_active[customer])
        {
            figures = new() { Months = figures.Months };
        }

        foreach (Indicator indicator in Indicator.All)
        {
            Describe(indicator, customer);
        }
    }

    private void Describe(Indicator indicator, int customer)
    {
        bool measured = _active[customer] && _isUsed[indicator.Number];
        ref readonly CustomerFigures figures = ref _figures[customer];
        ref readonly RiskAdjustedReturn terms = ref _appraisal.Returns[customer];
        _indicators.Numerators[indicator.Number][customer] = measured ? indicator.Numerator(in figures, in terms) : Measured.Not;
        _indicators.Denominators[indicator.Number][customer] = measured ? indicator.Denominator(in figures, in terms) : Measured.Not;
    }
}
