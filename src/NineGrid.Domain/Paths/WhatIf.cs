using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Paths;

/// <summary>What came out of a what-if: the point and the terms behind it. Yuan a year.</summary>
/// <param name="Point">Where the customer would stand; RAROC and EVA are NaN when the risk of new loans is not known.</param>
/// <param name="Cost">Operating cost.</param>
/// <param name="ExpectedLoss">EL.</param>
public readonly record struct WhatIfOutcome(PathPoint Point, double Cost, double ExpectedLoss);

/// <summary>试算: return, RAROC, EVA and cell of a customer under moved levers, changed terms and a new deal, by the arithmetic of 3.2.</summary>
/// <remarks>
/// Levers move today's facts; then the terms replace what they left; then the deal is added. New deposits earn the customer's own spread, or the benchmark's where that is not measured or negative; so do new loans without a rate of their own.
/// Expected loss and capital grow with the exposure; both follow LGD in proportion, capital follows maturity as K does. A reported capital is scaled in the same way.
/// </remarks>
public sealed class WhatIf
{
    private readonly CustomerFigures _figures;
    private readonly StartingPoint _standing;
    private readonly IReadOnlyList<Lever> _levers;
    private readonly Benchmark[] _benchmarks;
    private readonly Scheme _scheme;

    internal WhatIf(
        in CustomerFigures figures,
        in StartingPoint standing,
        IReadOnlyList<Lever> levers,
        Benchmark[] benchmarks,
        Scheme scheme
    )
    {
        _figures = figures;
        _standing = standing;
        _levers = levers;
        _benchmarks = benchmarks;
        _scheme = scheme;
        Today = Outcome(Terms.Of(in figures, standing.Today));
    }

    /// <summary>Where the customer stands.</summary>
    public WhatIfOutcome Today { get; }

    /// <summary>Whether other collateral can be tried: the loss given default is known and not 0.</summary>
    public bool KnowsCollateral => _figures is { Lgd: > 0, Ead: > 0 };

    /// <summary>Whether another maturity can be tried: the probability of default is known, and not certain.</summary>
    public bool KnowsMaturity => _figures is { Pd: >= 0 and < 1, Ead: > 0 };

    /// <summary>The spread that new deposits earn, a fraction; NaN when neither the customer nor its benchmark has one.</summary>
    public double DepositSpread => OwnOrBenchmark(in _figures, DepositSpreads);

    /// <summary>The rate over funding that new loans earn, a fraction; NaN when neither the customer nor its benchmark has one.</summary>
    public double LoanSpread => OwnOrBenchmark(in _figures, LoanSpreads);

    /// <summary>What comes out.</summary>
    /// <param name="fractions">How far each lever is closed, 0 to 1, by its kind; none for a lever that is left alone.</param>
    /// <param name="changes">The changed terms.</param>
    /// <param name="deal">The new deal; null for none.</param>
    public WhatIfOutcome At(IReadOnlyDictionary<LeverKind, double> fractions, ChangedTerms changes, Deal? deal = null)
    {
        Terms terms = Change(fractions, changes);
        return Outcome(deal is null ? terms : terms + Of(deal));
    }

    /// <summary>The lowest rate of a deal over its funding with which the customer reaches at least a cell.</summary>
    /// <param name="target">The cell.</param>
    /// <param name="fractions">How far each lever is closed.</param>
    /// <param name="changes">The changed terms.</param>
    /// <param name="deal">The deal; its own rate does not matter.</param>
    /// <returns>A fraction a year; negative infinity when any rate will do; null when none does, or the risk of the loans is not known.</returns>
    public double? BreakEven(Cell target, IReadOnlyDictionary<LeverKind, double> fractions, ChangedTerms changes, Deal deal)
    {
        bool barred = (target.X > Level.Low && !_standing.X.Exist) || (target.Y > Level.Low && (_standing.InDefault || !_standing.Y.Exist));
        Terms free = Change(fractions, changes) + Of(deal with { Spread = 0 });
        if (barred || !(deal.Amount > 0))
        {
            return null;
        }

        double least = double.NegativeInfinity;
        double most = double.PositiveInfinity;
        if (target.X > Level.Low)
        {
            Ask(_standing.X.Lower(target.X) - free.Revenue, deal.Amount);
        }

        if (target.Y > Level.Low)
        {
            double hurdle = _standing.Y.Lower(target.Y);
            foreach (double beta in (ReadOnlySpan<double>)[_scheme.Beta, 0])
            {
                double surplus = Net(free) - (hurdle * (free.EcCredit + (beta * free.Revenue)));
                Ask(-surplus, (1 - _scheme.Tax - (hurdle * beta)) * deal.Amount);
            }
        }

        return least <= most ? least : null;

        // need ≤ gain·rate; what is not known (NaN) is not reached.
        void Ask(double need, double gain)
        {
            if (gain > 0)
            {
                least = Math.Max(least, need / gain);
            }
            else if (gain < 0)
            {
                most = Math.Min(most, need / gain);
            }
            else if (!(need <= 0))
            {
                most = double.NaN;
            }
        }
    }

    /// <summary>The rate of a deal over its funding with which it neither adds to EVA nor takes from it.</summary>
    /// <param name="fractions">How far each lever is closed.</param>
    /// <param name="changes">The changed terms.</param>
    /// <param name="deal">The deal; its own rate does not matter.</param>
    /// <returns>A fraction a year; null when the deal lends nothing or its risk is not known.</returns>
    public double? BreakEven(IReadOnlyDictionary<LeverKind, double> fractions, ChangedTerms changes, Deal deal)
    {
        Terms without = Change(fractions, changes);
        Terms free = without + Of(deal with { Spread = 0 });
        double wanted = Outcome(without).Point.Eva;
        // EVA rises with revenue, but less above 0, where operational capital begins.
        double atZero = ((1 - _scheme.Tax) * (0 - free.Cost - free.ExpectedLoss)) - (_scheme.Hurdle * free.EcCredit);
        double slope = 1 - _scheme.Tax - (wanted >= atZero ? _scheme.Hurdle * _scheme.Beta : 0);
        double rate = (((wanted - atZero) / slope) - free.Revenue) / deal.Amount;
        return double.IsFinite(rate) ? rate : null;
    }

    private double Net(in Terms terms) => (terms.Revenue - terms.Cost - terms.ExpectedLoss) * (1 - _scheme.Tax);

    private WhatIfOutcome Outcome(in Terms terms) =>
        new(
            PathPoint.Of(terms.Revenue, terms.Cost, terms.ExpectedLoss, terms.EcCredit, in _standing, _scheme),
            terms.Cost,
            terms.ExpectedLoss
        );

    private Terms Change(IReadOnlyDictionary<LeverKind, double> fractions, ChangedTerms changes)
    {
        double[] closed = [.. _levers.Select(lever => fractions.GetValueOrDefault(lever.Kind))];
        CustomerFigures moved = MovedFigures.Of(in _figures, [.. _levers], closed, _scheme);
        Terms terms = Terms.Of(in moved, RiskAdjustedReturn.Of(in moved, _scheme));
        terms = Fees(Loans(Deposits(terms, moved, changes), moved, changes), moved, changes);
        return Maturity(Collateral(terms, moved, changes), moved, changes);
    }

    private Terms Deposits(Terms terms, in CustomerFigures moved, ChangedTerms changes) =>
        changes.Deposits is double deposits
            ? terms with
            {
                Revenue = terms.Revenue + Earned(deposits - Measured.OrZero(moved.AvgDeposits), OwnOrBenchmark(in moved, DepositSpreads)),
            }
            : terms;

    private Terms Loans(Terms terms, in CustomerFigures moved, ChangedTerms changes)
    {
        double before = Measured.OrZero(moved.AvgLoans);
        double loans = changes.Loans ?? before;
        double more = loans - before;
        double earned = changes.LoanSpread is double rate
            ? (rate * loans) - Measured.OrZero(moved.LoanNii)
            : Earned(more, OwnOrBenchmark(in moved, LoanSpreads));
        terms = terms with { Revenue = terms.Revenue + earned };
        if (more == 0)
        {
            return terms;
        }

        if (moved.Ead > 0)
        {
            double grown = Math.Max(moved.Ead + more, 0) / moved.Ead;
            return terms with { ExpectedLoss = terms.ExpectedLoss * grown, EcCredit = terms.EcCredit * grown };
        }

        (double loss, double capital) =
            double.IsNaN(moved.Pd) || double.IsNaN(moved.Lgd)
                ? (Median(CreditCost), Median(CapitalIntensity))
                : Risk(moved.Pd, moved.Lgd, moved.MaturityYears);
        return terms with { ExpectedLoss = terms.ExpectedLoss + (loss * more), EcCredit = terms.EcCredit + (capital * more) };
    }

    private Terms Fees(Terms terms, in CustomerFigures moved, ChangedTerms changes)
    {
        double more = changes.FeeIncome is double fee ? fee - Measured.OrZero(moved.FeeIncome) : 0;
        return terms with { Revenue = terms.Revenue + more, Cost = terms.Cost + (_scheme.FeeCost * more) };
    }

    private static Terms Collateral(Terms terms, in CustomerFigures moved, ChangedTerms changes)
    {
        double share = changes.Lgd is double lgd && moved.Lgd > 0 ? lgd / moved.Lgd : 1;
        return terms with { ExpectedLoss = terms.ExpectedLoss * share, EcCredit = terms.EcCredit * share };
    }

    private Terms Maturity(Terms terms, in CustomerFigures moved, ChangedTerms changes)
    {
        if (changes.MaturityYears is not double years || !(moved.Pd < 1))
        {
            return terms;
        }

        // The loss given default cancels.
        double today = IrbCapital.Ratio(moved.Pd, 1, moved.MaturityYears, moved.OperatingRevenue, _scheme);
        double then = IrbCapital.Ratio(moved.Pd, 1, years, moved.OperatingRevenue, _scheme);
        return terms with { EcCredit = terms.EcCredit * then / today };
    }

    private Terms Of(Deal deal)
    {
        (double loss, double capital) = Risk(deal.Pd, deal.Lgd, deal.MaturityYears);
        return new(
            (deal.Amount * deal.Spread) + deal.Fee + Earned(deal.Deposits, DepositSpread),
            _scheme.FeeCost * deal.Fee,
            loss * deal.Amount,
            capital * deal.Amount
        );
    }

    /// <summary>Expected loss and capital of a yuan of exposure.</summary>
    private (double Loss, double Capital) Risk(double pd, double lgd, double maturityYears) =>
        (pd * lgd, _scheme.CapitalMultiplier * IrbCapital.Ratio(pd, lgd, maturityYears, _figures.OperatingRevenue, _scheme));

    /// <summary>What a balance earns; nothing at all earns nothing, whatever the spread.</summary>
    private static double Earned(double balance, double spread) => balance == 0 ? 0 : balance * spread;

    private double OwnOrBenchmark(in CustomerFigures figures, Indicator indicator)
    {
        double own = Indicator.Value(indicator.Numerator(in figures, default), indicator.Denominator(in figures, default));
        return own >= 0 ? own : Median(indicator);
    }

    private double Median(Indicator indicator) =>
        _benchmarks[indicator.Number].Exists ? _benchmarks[indicator.Number].Quartiles.Median : Measured.Not;

    private static readonly Indicator DepositSpreads = Indicator.Named("deposit_spread");
    private static readonly Indicator LoanSpreads = Indicator.Named("loan_spread");
    private static readonly Indicator CreditCost = Indicator.Named("credit_cost");
    private static readonly Indicator CapitalIntensity = Indicator.Named("capital_intensity");

    private readonly record struct Terms(double Revenue, double Cost, double ExpectedLoss, double EcCredit)
    {
        public static Terms Of(in CustomerFigures figures, in RiskAdjustedReturn terms) =>
            new(figures.Revenue, terms.Cost, terms.ExpectedLoss, terms.EcCredit);

        public static Terms operator +(Terms a, Terms b) =>
            new(a.Revenue + b.Revenue, a.Cost + b.Cost, a.ExpectedLoss + b.ExpectedLoss, a.EcCredit + b.EcCredit);
    }
}
