using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Paths;

/// <summary>Turns the gaps of a customer into levers (3.9).</summary>
/// <remarks>Gaps and moves are compared with 0 after rounding (3.0): a gap of rounding noise is no gap.</remarks>
public readonly ref struct Levers
{
    private readonly ref readonly CustomerFigures _figures;
    private readonly ref readonly RiskAdjustedReturn _today;
    private readonly ReadOnlySpan<double> _values;
    private readonly ReadOnlySpan<Benchmark> _benchmarks;
    private readonly Scheme _scheme;

    private Levers(
        in CustomerFigures figures,
        in RiskAdjustedReturn today,
        ReadOnlySpan<double> values,
        ReadOnlySpan<Benchmark> benchmarks,
        Scheme scheme
    )
    {
        _figures = ref figures;
        _today = ref today;
        _values = values;
        _benchmarks = benchmarks;
        _scheme = scheme;
    }

    /// <summary>Finds the levers of a customer that is placed on the value grid.</summary>
    /// <param name="figures">Its figures.</param>
    /// <param name="today">The terms of its return.</param>
    /// <param name="values">Its 16 indicators; NaN where not measured.</param>
    /// <param name="benchmarks">Its 16 benchmarks.</param>
    /// <param name="scheme">The parameters.</param>
    /// <param name="levers">Receives the levers in the order of their kinds; room for <see cref="Lever.Kinds"/>.</param>
    /// <returns>How many there are.</returns>
    public static int Of(
        in CustomerFigures figures,
        in RiskAdjustedReturn today,
        ReadOnlySpan<double> values,
        ReadOnlySpan<Benchmark> benchmarks,
        Scheme scheme,
        Span<Lever> levers
    )
    {
        var own = new Levers(in figures, in today, values, benchmarks, scheme);
        int count = 0;
        for (int kind = 0; kind < Lever.Kinds; kind++)
        {
            if (own.Find((LeverKind)kind) is Lever lever)
            {
                levers[count++] = lever;
            }
        }

        return count;
    }

    /// <summary>The gap of a value to its benchmark, positive where there is room to improve; NaN when one is not measured.</summary>
    public static double Gap(Indicator indicator, double value, in Benchmark benchmark) =>
        !benchmark.Exists ? Measured.Not
        : indicator.Direction == Direction.Up ? benchmark.Quartiles.Median - value
        : value - benchmark.Quartiles.Median;

    private Lever? Find(LeverKind kind) =>
        kind switch
        {
            LeverKind.DepositVolume => DepositVolume(),
            LeverKind.DepositMix => DepositMix(),
            LeverKind.DepositPricing => DepositPricing(),
            LeverKind.LendingVolume => LendingVolume(),
            LeverKind.LoanPricing => LoanPricing(),
            LeverKind.FeeIncome => FeeIncome(),
            LeverKind.Settlement => Settlement(),
            LeverKind.Payroll => Payroll(),
            LeverKind.Channel => Channel(),
            LeverKind.CostToServe => CostToServe(),
            LeverKind.RiskMitigation => RiskMitigation(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a lever"),
        };

    private Lever? DepositVolume()
    {
        double wallet = PositiveGap(Wallet);
        double derivation = PositiveGap(Derivation);
        double goal = Math.Max(
            wallet > 0 ? Median(Wallet) * _figures.Cash : double.NegativeInfinity,
            derivation > 0 ? Median(Derivation) * _figures.AvgLoans : double.NegativeInfinity
        );
        double spread = OwnOrBenchmark(DepositSpread);
        if (double.IsNegativeInfinity(goal) || double.IsNaN(spread))
        {
            return null;
        }

        double full = goal - _figures.AvgDeposits;
        double move = double.IsNaN(_figures.Cash) ? full : Math.Min(full, _figures.Cash - _figures.AvgDeposits);
        if (!IsMoney(move))
        {
            return null;
        }

        double spreads = Math.Max(Spreads(Wallet, wallet), Spreads(Derivation, derivation));
        return Make(LeverKind.DepositVolume, move, move / full * spreads, revenue: move * spread);
    }

    private Lever? DepositMix()
    {
        double gap = PositiveGap(Demand);
        return gap > 0
            ? Make(LeverKind.DepositMix, gap, Spreads(Demand, gap), revenue: gap * _figures.AvgDeposits * _scheme.DemandPremium)
            : null;
    }

    private Lever? DepositPricing()
    {
        double gap = PositiveGap(DepositSpread);
        return gap > 0 ? Make(LeverKind.DepositPricing, gap, Spreads(DepositSpread, gap), revenue: gap * _figures.AvgDeposits) : null;
    }

    private Lever? LendingVolume()
    {
        double gap = PositiveGap(Lending);
        double spread = OwnOrBenchmark(LoanSpread);
        double loss = OwnOrBenchmark(CreditCost);
        double capital = OwnOrBenchmark(CapitalIntensity);
        if (!(gap > 0) || double.IsNaN(spread) || double.IsNaN(loss) || double.IsNaN(capital))
        {
            return null;
        }

        double full = gap * _figures.InterestBearingDebt;
        double room = _figures.CreditLimit - _figures.CreditUsed;
        double move = double.IsNaN(room) ? full : Math.Min(full, room);
        return IsMoney(move)
            ? Make(
                LeverKind.LendingVolume,
                move,
                move / full * Spreads(Lending, gap),
                revenue: move * spread,
                expectedLoss: move * loss,
                ecCredit: move * capital
            )
            : null;
    }

    private Lever? LoanPricing()
    {
        double gap = PositiveGap(LoanSpread);
        return gap > 0 ? Make(LeverKind.LoanPricing, gap, Spreads(LoanSpread, gap), revenue: gap * _figures.AvgLoans) : null;
    }

    private Lever? FeeIncome()
    {
        double gap = PositiveGap(FeeShare);
        double share = gap > 0 ? Median(FeeShare) : 1;
        if (share >= 1)
        {
            return null;
        }

        double move = ((share * _figures.Revenue) - _figures.FeeIncome) / (1 - share);
        return IsMoney(move) ? Make(LeverKind.FeeIncome, move, Spreads(FeeShare, gap), revenue: move, cost: _scheme.FeeCost * move) : null;
    }

    private Lever? Settlement()
    {
        double gap = PositiveGap(SettlementShare);
        double move = gap * _figures.OperatingRevenue;
        return gap > 0 && IsMoney(move)
            ? Make(LeverKind.Settlement, move, Spreads(SettlementShare, gap), revenue: move * _scheme.SettlementYield)
            : null;
    }

    private Lever? Payroll()
    {
        double gap = PositiveGap(PayrollPenetration);
        double move = gap * _figures.Employees;
        return gap > 0 && Comparable.Ratio(move) > 0
            ? Make(LeverKind.Payroll, move, Spreads(PayrollPenetration, gap), revenue: move * _scheme.PayrollYield)
            : null;
    }

    private Lever? Channel()
    {
        double gap = PositiveGap(EChannel);
        return CostCut(LeverKind.Channel, gap * _figures.Transactions * _scheme.ChannelSaving, Spreads(EChannel, gap));
    }

    private Lever? CostToServe()
    {
        double gap = PositiveGap(CostIncome);
        return CostCut(LeverKind.CostToServe, gap * _figures.Revenue, Spreads(CostIncome, gap));
    }

    private Lever? CostCut(LeverKind kind, double full, double spreads)
    {
        double move = Math.Min(full, _today.Cost);
        return IsMoney(move) ? Make(kind, move, move / full * spreads, cost: -move) : null;
    }

    private Lever? RiskMitigation()
    {
        double loss = PositiveGap(CreditCost);
        double capital = PositiveGap(CapitalIntensity);
        return loss > 0 || capital > 0
            ? Make(
                LeverKind.RiskMitigation,
                Math.Max(loss, capital),
                Math.Max(Spreads(CreditCost, loss), Spreads(CapitalIntensity, capital)),
                expectedLoss: -loss * _figures.Ead,
                ecCredit: -capital * _figures.Ead
            )
            : null;
    }

    private Lever Make(
        LeverKind kind,
        double move,
        double effort,
        double revenue = 0,
        double cost = 0,
        double expectedLoss = 0,
        double ecCredit = 0
    )
    {
        var lever = new Lever(kind, move, effort, revenue, cost, expectedLoss, ecCredit, Worth: 0);
        return lever with { Worth = lever.WorthOf(fraction: 1, _today.Revenue, _scheme) };
    }

    private static bool IsMoney(double move) => Comparable.Money(move) > 0;

    /// <summary>The gap where there is room to improve, else 0.</summary>
    private double PositiveGap(Indicator indicator)
    {
        double gap = Gap(indicator, _values[indicator.Number], in _benchmarks[indicator.Number]);
        return Comparable.Ratio(gap) > 0 ? gap : 0;
    }

    /// <summary>A positive gap in spreads between the quartiles; 1 when the quartiles coincide, 0 without a gap.</summary>
    private double Spreads(Indicator indicator, double gap)
    {
        Quartiles quartiles = _benchmarks[indicator.Number].Quartiles;
        double spread = quartiles.P75 - quartiles.P25;
        return gap == 0 ? 0
            : Comparable.Ratio(spread) == 0 ? 1
            : gap / spread;
    }

    private double Median(Indicator indicator) => _benchmarks[indicator.Number].Quartiles.Median;

    /// <summary>The customer's own value, or the benchmark's where that is not measured or negative; NaN without either.</summary>
    private double OwnOrBenchmark(Indicator indicator)
    {
        double own = _values[indicator.Number];
        return own >= 0 ? own
            : _benchmarks[indicator.Number].Exists ? Median(indicator)
            : Measured.Not;
    }

    private static readonly Indicator FeeShare = Indicator.Named("fee_share");
    private static readonly Indicator Derivation = Indicator.Named("deposit_derivation");
    private static readonly Indicator Wallet = Indicator.Named("wallet_share");
    private static readonly Indicator CostIncome = Indicator.Named("cost_income");
    private static readonly Indicator Demand = Indicator.Named("demand_share");
    private static readonly Indicator SettlementShare = Indicator.Named("settlement_share");
    private static readonly Indicator Lending = Indicator.Named("lending_share");
    private static readonly Indicator LoanSpread = Indicator.Named("loan_spread");
    private static readonly Indicator DepositSpread = Indicator.Named("deposit_spread");
    private static readonly Indicator CreditCost = Indicator.Named("credit_cost");
    private static readonly Indicator CapitalIntensity = Indicator.Named("capital_intensity");
    private static readonly Indicator EChannel = Indicator.Named("e_channel");
    private static readonly Indicator PayrollPenetration = Indicator.Named("payroll_penetration");
}
