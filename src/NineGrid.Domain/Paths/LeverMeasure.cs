using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Paths;

/// <summary>What the measure of a lever is counted in.</summary>
public enum MeasureUnit : byte
{
    /// <summary>Yuan, of a balance or a year's flow.</summary>
    Money,

    /// <summary>People.</summary>
    People,

    /// <summary>A share or rate, as a fraction.</summary>
    Ratio,
}

/// <summary>By which figure of a customer one sees how far a lever has been moved.</summary>
public sealed record LeverMeasure
{
    private readonly Func<CustomerFigures, RiskAdjustedReturn, Scheme, double> _value;

    private LeverMeasure(
        LeverKind kind,
        MeasureUnit unit,
        Direction direction,
        string[] indicators,
        Func<CustomerFigures, RiskAdjustedReturn, Scheme, double> value
    )
    {
        Kind = kind;
        Unit = unit;
        Direction = direction;
        Indicators = [.. indicators.Select(Indicator.Named)];
        _value = value;
    }

    /// <summary>All in the order of the levers.</summary>
    public static IReadOnlyList<LeverMeasure> All { get; } =
    [
        new(LeverKind.DepositVolume, MeasureUnit.Money, Direction.Up, ["wallet_share", "deposit_derivation"], (f, _, _) => f.AvgDeposits),
        Share(LeverKind.DepositMix, "demand_share"),
        Share(LeverKind.DepositPricing, "deposit_spread"),
        new(LeverKind.LendingVolume, MeasureUnit.Money, Direction.Up, ["lending_share"], (f, _, _) => f.AvgLoans),
        Share(LeverKind.LoanPricing, "loan_spread"),
        new(LeverKind.FeeIncome, MeasureUnit.Money, Direction.Up, ["fee_share"], (f, _, _) => f.FeeIncome),
        new(LeverKind.Settlement, MeasureUnit.Money, Direction.Up, ["settlement_share"], (f, _, _) => f.SettlementInflow),
        new(LeverKind.Payroll, MeasureUnit.People, Direction.Up, ["payroll_penetration"], (f, _, _) => f.PayrollHeadcount),
        Share(LeverKind.Channel, "e_channel"),
        Share(LeverKind.CostToServe, "cost_income"),
        new(LeverKind.RiskMitigation, MeasureUnit.Ratio, Direction.Down, ["credit_cost", "capital_intensity"], RiskCharge),
    ];

    /// <summary>The lever.</summary>
    public LeverKind Kind { get; }

    /// <summary>What the measure is counted in.</summary>
    public MeasureUnit Unit { get; }

    /// <summary>Which way the lever moves it.</summary>
    public Direction Direction { get; }

    /// <summary>The indicators whose gaps the lever closes.</summary>
    public IReadOnlyList<Indicator> Indicators { get; }

    /// <summary>The measure of a lever.</summary>
    public static LeverMeasure Of(LeverKind kind) => All[(int)kind];

    /// <summary>The lever that closes an indicator's gap; null for those that have none.</summary>
    public static LeverKind? LeverOf(Indicator indicator) => All.FirstOrDefault(one => one.Indicators.Contains(indicator))?.Kind;

    /// <summary>The measure of a customer; NaN when it is not measured.</summary>
    /// <param name="figures">Its figures.</param>
    /// <param name="terms">The terms of its return.</param>
    /// <param name="scheme">Tax and hurdle of the risk charge.</param>
    public double Value(in CustomerFigures figures, in RiskAdjustedReturn terms, Scheme scheme) => _value(figures, terms, scheme);

    private static LeverMeasure Share(LeverKind kind, string code)
    {
        Indicator indicator = Indicator.Named(code);
        return new(
            kind,
            MeasureUnit.Ratio,
            indicator.Direction,
            [code],
            (figures, terms, _) => Indicator.Value(indicator.Numerator(in figures, in terms), indicator.Denominator(in figures, in terms))
        );
    }

    /// <summary>What a yuan of exposure costs a year: expected loss after tax and the hurdle on its capital.</summary>
    private static double RiskCharge(CustomerFigures figures, RiskAdjustedReturn terms, Scheme scheme) =>
        Indicator.Value(((1 - scheme.Tax) * terms.ExpectedLoss) + (scheme.Hurdle * terms.EcCredit), figures.Ead);
}
