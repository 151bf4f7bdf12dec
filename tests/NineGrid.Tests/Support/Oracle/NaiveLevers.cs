using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>A lever and how it came about.</summary>
internal sealed record NaiveLever(Lever Lever, bool Capped, bool Borrows);

/// <summary>Section 3.9: the gaps of one customer and the table of levers, row by row.</summary>
internal sealed class NaiveLevers(CustomerResult customer, IReadOnlyList<BenchmarkResult?> benchmarks, Scheme scheme)
{
    /// <summary>The 16 indicators in the order of 3.8.</summary>
    public static readonly string[] Codes =
    [
        "cross_sell",
        "monthly_transactions",
        "fee_share",
        "deposit_derivation",
        "wallet_share",
        "cost_income",
        "demand_share",
        "settlement_share",
        "lending_share",
        "line_utilisation",
        "loan_spread",
        "deposit_spread",
        "credit_cost",
        "capital_intensity",
        "e_channel",
        "payroll_penetration",
    ];

    /// <summary>Indicators of which less is better.</summary>
    public static readonly string[] LessIsBetter = ["cost_income", "credit_cost", "capital_intensity"];

    private readonly double _revenue = customer.Revenue!.Value;

    public List<NaiveLever> All()
    {
        NaiveLever?[] rows =
        [
            DepositVolume(),
            DepositMix(),
            DepositPricing(),
            LendingVolume(),
            LoanPricing(),
            FeeIncome(),
            Settlement(),
            Payroll(),
            Channel(),
            CostToServe(),
            RiskMitigation(),
        ];
        return [.. rows.OfType<NaiveLever>()];
    }

    private NaiveLever? DepositVolume()
    {
        double? byWallet = Gap("wallet_share") is null ? null : Star("wallet_share") * Figure("cash");
        double? byLoans = Gap("deposit_derivation") is null ? null : Star("deposit_derivation") * Figure("avg_loans");
        if (byWallet is null && byLoans is null)
        {
            return null;
        }

        (double? spread, bool borrowed) = OwnOrStar("deposit_spread");
        double deposits = Figure("avg_deposits")!.Value;
        double wanted = Math.Max(byWallet ?? double.MinValue, byLoans ?? double.MinValue) - deposits;
        double move = Math.Min(wanted, (Figure("cash") - deposits) ?? double.MaxValue);
        return spread is null
            ? null
            : Lever(
                LeverKind.DepositVolume,
                move,
                wanted,
                LargestFactor("wallet_share", "deposit_derivation"),
                revenue: move * spread.Value,
                borrows: borrowed
            );
    }

    private NaiveLever? DepositMix() =>
        Gap("demand_share") is double gap
            ? Lever(
                LeverKind.DepositMix,
                gap,
                gap,
                LargestFactor("demand_share"),
                revenue: gap * Figure("avg_deposits")!.Value * scheme.DemandPremium
            )
            : null;

    private NaiveLever? DepositPricing() =>
        Gap("deposit_spread") is double gap
            ? Lever(LeverKind.DepositPricing, gap, gap, LargestFactor("deposit_spread"), revenue: gap * Figure("avg_deposits")!.Value)
            : null;

    private NaiveLever? LendingVolume()
    {
        if (Gap("lending_share") is not double gap)
        {
            return null;
        }

        (double? spread, bool spreadBorrowed) = OwnOrStar("loan_spread");
        (double? cost, bool costBorrowed) = OwnOrStar("credit_cost");
        (double? intensity, bool intensityBorrowed) = OwnOrStar("capital_intensity");
        if (spread is null || cost is null || intensity is null)
        {
            return null;
        }

        double wanted = gap * Figure("interest_bearing_debt")!.Value;
        double move = Math.Min(wanted, (Figure("credit_limit") - Figure("credit_used")) ?? double.MaxValue);
        return Lever(
            LeverKind.LendingVolume,
            move,
            wanted,
            LargestFactor("lending_share"),
            revenue: move * spread.Value,
            expectedLoss: move * cost.Value,
            ecCredit: move * intensity.Value,
            borrows: spreadBorrowed || costBorrowed || intensityBorrowed
        );
    }

    private NaiveLever? LoanPricing() =>
        Gap("loan_spread") is double gap
            ? Lever(LeverKind.LoanPricing, gap, gap, LargestFactor("loan_spread"), revenue: gap * Figure("avg_loans")!.Value)
            : null;

    private NaiveLever? FeeIncome()
    {
        if (Gap("fee_share") is null || Star("fee_share") is not double star || star >= 1)
        {
            return null;
        }

        double f = ((star * _revenue) - Figure("fee_income")!.Value) / (1 - star);
        return Lever(LeverKind.FeeIncome, f, f, LargestFactor("fee_share"), revenue: f, cost: scheme.FeeCost * f);
    }

    private NaiveLever? Settlement()
    {
        if (Gap("settlement_share") is not double gap)
        {
            return null;
        }

        double sales = gap * Figure("operating_revenue")!.Value;
        return Lever(LeverKind.Settlement, sales, sales, LargestFactor("settlement_share"), revenue: sales * scheme.SettlementYield);
    }

    private NaiveLever? Payroll()
    {
        if (Gap("payroll_penetration") is not double gap)
        {
            return null;
        }

        double heads = gap * Figure("employees")!.Value;
        return Lever(LeverKind.Payroll, heads, heads, LargestFactor("payroll_penetration"), revenue: heads * scheme.PayrollYield);
    }

    private NaiveLever? Channel() =>
        Gap("e_channel") is double gap
            ? CostCut(LeverKind.Channel, "e_channel", gap * Figure("transactions")!.Value * scheme.ChannelSaving)
            : null;

    private NaiveLever? CostToServe() =>
        Gap("cost_income") is double gap ? CostCut(LeverKind.CostToServe, "cost_income", gap * _revenue) : null;

    private NaiveLever? CostCut(LeverKind kind, string indicator, double wanted)
    {
        double cut = Math.Min(wanted, customer.Cost!.Value);
        return Lever(kind, cut, wanted, LargestFactor(indicator), cost: -cut);
    }

    /// <summary>Of two gaps the specification does not say which is the move; the larger stands here.</summary>
    private NaiveLever? RiskMitigation()
    {
        double loss = Gap("credit_cost") ?? 0;
        double capital = Gap("capital_intensity") ?? 0;
        double move = Math.Max(loss, capital);
        return move == 0
            ? null
            : Lever(
                LeverKind.RiskMitigation,
                move,
                move,
                LargestFactor("credit_cost", "capital_intensity"),
                expectedLoss: -loss * Figure("ead")!.Value,
                ecCredit: -capital * Figure("ead")!.Value
            );
    }

    private NaiveLever? Lever(
        LeverKind kind,
        double move,
        double beforeCaps,
        double factor,
        double revenue = 0,
        double cost = 0,
        double expectedLoss = 0,
        double ecCredit = 0,
        bool borrows = false
    )
    {
        double operational = scheme.Beta * (Math.Max(_revenue + revenue, 0) - Math.Max(_revenue, 0));
        double worth = ((1 - scheme.Tax) * (revenue - cost - expectedLoss)) - (scheme.Hurdle * (ecCredit + operational));
        return move > 0
            ? new(
                new(kind, move, move / beforeCaps * factor, revenue, cost, expectedLoss, ecCredit, worth),
                Capped: move < beforeCaps,
                borrows
            )
            : null;
    }

    /// <summary>A positive gap; null when there is none.</summary>
    private double? Gap(string code)
    {
        double? gap = (Star(code) - Value(code)) * (LessIsBetter.Contains(code) ? -1 : 1);
        return gap is double room && Arithmetic.RoundedRatio(room) > 0 ? room : null;
    }

    private double LargestFactor(params string[] codes) => codes.Where(code => Gap(code) is not null).Max(Factor);

    private double Factor(string code)
    {
        BenchmarkResult benchmark = Benchmark(code)!;
        double spread = benchmark.P75 - benchmark.P25;
        return Arithmetic.RoundedRatio(spread) == 0 ? 1 : Gap(code)!.Value / spread;
    }

    private (double? Value, bool Borrowed) OwnOrStar(string code) =>
        Value(code) is double own && own >= 0 ? (own, false) : (Star(code), true);

    private double? Star(string code) => Benchmark(code)?.Median;

    private double? Value(string code) => customer.Indicators[Array.IndexOf(Codes, code)];

    private BenchmarkResult? Benchmark(string code) => benchmarks[Array.IndexOf(Codes, code)];

    private double? Figure(string name) => customer.Figures[name];
}
