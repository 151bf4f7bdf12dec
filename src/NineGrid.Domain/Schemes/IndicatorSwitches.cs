namespace NineGrid.Domain.Schemes;

/// <summary>The 16 indicators by name, in the order of 3.8.</summary>
public enum IndicatorName : byte
{
    /// <summary>交叉销售率.</summary>
    CrossSell,

    /// <summary>月均交易笔数.</summary>
    MonthlyTransactions,

    /// <summary>中间业务收入占比.</summary>
    FeeShare,

    /// <summary>存款派生率.</summary>
    DepositDerivation,

    /// <summary>钱包份额.</summary>
    WalletShare,

    /// <summary>成本收入比.</summary>
    CostIncome,

    /// <summary>活期存款占比.</summary>
    DemandShare,

    /// <summary>销售归行率.</summary>
    SettlementShare,

    /// <summary>融资份额.</summary>
    LendingShare,

    /// <summary>授信使用率.</summary>
    LineUtilisation,

    /// <summary>贷款利差.</summary>
    LoanSpread,

    /// <summary>存款利差.</summary>
    DepositSpread,

    /// <summary>信用成本率.</summary>
    CreditCost,

    /// <summary>资本占用率.</summary>
    CapitalIntensity,

    /// <summary>电子渠道替代率.</summary>
    EChannel,

    /// <summary>代发渗透率.</summary>
    PayrollPenetration,
}

/// <summary>Which indicators a bank does not use: one that is off is not applicable to any customer and has no value, portrait, benchmark, gap or lever.</summary>
public sealed record IndicatorSwitches
{
    /// <summary>The indicators that are off.</summary>
    public IReadOnlyList<IndicatorName> Off { get; init; } = [];

    /// <summary>Whether an indicator is on.</summary>
    public bool IsOn(IndicatorName indicator) => !Off.Contains(indicator);

    /// <inheritdoc/>
    public bool Equals(IndicatorSwitches? other) => other is not null && Off.SequenceEqual(other.Off);

    /// <inheritdoc/>
    public override int GetHashCode() => Off.Count;

    /// <summary>Whether each indicator that is off exists and is named once.</summary>
    internal bool AreKnown => Off.Distinct().Count() == Off.Count && Off.All(Enum.IsDefined);
}
