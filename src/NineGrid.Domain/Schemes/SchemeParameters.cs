namespace NineGrid.Domain.Schemes;

/// <summary>Every number of a scheme. What is no single number is not here: the rule of each axis, the calibration period, the strategy table, the alert rules that are off.</summary>
public static class SchemeParameters
{
    private static readonly (double, double) Share = (0, 1);

    // A share at which something counts as gone or reached: none at all would never, or always, be met.
    private static readonly (double, double) Threshold = (0.01, 1);

    /// <summary>All of them, in the order of a form; sections stand together.</summary>
    public static IReadOnlyList<SchemeParameter> All { get; } =
    [
        // At 1 nothing would be left of a return.
        Returns("tax", ParameterUnit.Fraction, (0, 0.99), s => s.Tax, (s, v) => s with { Tax = v }),
        Returns("beta", ParameterUnit.Fraction, Share, s => s.Beta, (s, v) => s with { Beta = v }),
        Returns(
            "capital-multiplier",
            ParameterUnit.Multiplier,
            (0, 10),
            s => s.CapitalMultiplier,
            (s, v) => s with { CapitalMultiplier = v }
        ),
        Returns("hurdle", ParameterUnit.Fraction, Share, s => s.Hurdle, (s, v) => s with { Hurdle = v }),
        // Below 0.00001 the maturity adjustment has no meaning: its denominator nears 0.
        Returns("pd-floor", ParameterUnit.Fraction, (0.00001, 0.99), s => s.PdFloor, (s, v) => s with { PdFloor = v }),
        Returns("sme-lower", ParameterUnit.MillionYuan, (0, 999_999), s => s.SmeLower, (s, v) => s with { SmeLower = v }),
        Returns("sme-upper", ParameterUnit.MillionYuan, (1, 1_000_000), s => s.SmeUpper, (s, v) => s with { SmeUpper = v }),
        Growth("new-months", ParameterUnit.Months, (1, 12), s => s.NewMonths, (s, v) => s with { NewMonths = (int)v }),
        Growth("revenue-weight", ParameterUnit.Fraction, Share, s => s.RevenueWeight, (s, v) => s with { RevenueWeight = v }),
        Growth("profit-weight", ParameterUnit.Fraction, Share, s => s.ProfitWeight, (s, v) => s with { ProfitWeight = v }),
        new(
            "smallest-peer-group",
            SchemeSection.Cuts,
            ParameterUnit.Count,
            (1, 1_000_000),
            s => s.SmallestPeerGroup,
            (s, v) => s with { SmallestPeerGroup = (int)v }
        ),
        Levers(
            "smallest-benchmark",
            ParameterUnit.Count,
            (1, 1_000_000),
            s => s.SmallestBenchmark,
            (s, v) => s with { SmallestBenchmark = (int)v }
        ),
        Levers(
            "product-penetration",
            ParameterUnit.Fraction,
            Threshold,
            s => s.ProductPenetration,
            (s, v) => s with { ProductPenetration = v }
        ),
        Levers("demand-premium", ParameterUnit.Fraction, Share, s => s.DemandPremium, (s, v) => s with { DemandPremium = v }),
        Levers("fee-cost", ParameterUnit.Fraction, (0, 2), s => s.FeeCost, (s, v) => s with { FeeCost = v }),
        Levers("settlement-yield", ParameterUnit.Fraction, Share, s => s.SettlementYield, (s, v) => s with { SettlementYield = v }),
        Levers("payroll-yield", ParameterUnit.Yuan, (0, 1_000_000), s => s.PayrollYield, (s, v) => s with { PayrollYield = v }),
        Levers("channel-saving", ParameterUnit.Yuan, (0, 10_000), s => s.ChannelSaving, (s, v) => s with { ChannelSaving = v }),
        Alerts("movement-months", ParameterUnit.Months, (1, 12), t => t.MovementMonths, (t, v) => t with { MovementMonths = (int)v }),
        Alerts("large-capital", ParameterUnit.Probability, Threshold, t => t.LargeCapital, (t, v) => t with { LargeCapital = v }),
        Alerts("lost-months", ParameterUnit.Months, (12, 120), t => t.LostMonths, (t, v) => t with { LostMonths = (int)v }),
        Alerts("deposit-share", ParameterUnit.Fraction, Threshold, t => t.DepositShare, (t, v) => t with { DepositShare = v }),
        Alerts("dormant-share", ParameterUnit.Fraction, Threshold, t => t.DormantShare, (t, v) => t with { DormantShare = v }),
        Alerts("line-share", ParameterUnit.Fraction, Threshold, t => t.LineShare, (t, v) => t with { LineShare = v }),
        Alerts("escalation-days", ParameterUnit.Days, (1, 365), t => t.EscalationDays, (t, v) => t with { EscalationDays = (int)v }),
    ];

    /// <summary>The parameter of a key; null when there is none.</summary>
    public static SchemeParameter? Find(string key) => All.FirstOrDefault(one => string.Equals(one.Key, key, StringComparison.Ordinal));

    private static SchemeParameter Returns(
        string key,
        ParameterUnit unit,
        (double, double) range,
        Func<Scheme, double> get,
        Func<Scheme, double, Scheme> with
    ) => new(key, SchemeSection.ReturnAndCapital, unit, range, get, with);

    private static SchemeParameter Growth(
        string key,
        ParameterUnit unit,
        (double, double) range,
        Func<Scheme, double> get,
        Func<Scheme, double, Scheme> with
    ) => new(key, SchemeSection.WindowAndGrowth, unit, range, get, with);

    private static SchemeParameter Levers(
        string key,
        ParameterUnit unit,
        (double, double) range,
        Func<Scheme, double> get,
        Func<Scheme, double, Scheme> with
    ) => new(key, SchemeSection.BenchmarkAndLevers, unit, range, get, with);

    private static SchemeParameter Alerts(
        string key,
        ParameterUnit unit,
        (double, double) range,
        Func<AlertTerms, double> get,
        Func<AlertTerms, double, AlertTerms> with
    ) =>
        new(
            key,
            SchemeSection.Alerts,
            unit,
            range,
            scheme => get(scheme.AlertTerms),
            (scheme, value) => scheme with { AlertTerms = with(scheme.AlertTerms, value) }
        );
}
