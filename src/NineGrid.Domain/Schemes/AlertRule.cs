namespace NineGrid.Domain.Schemes;

/// <summary>预警规则, the fourteen rules of 3.11, in its order.</summary>
public enum AlertRule : byte
{
    /// <summary>Value cell LL.</summary>
    LowValue,

    /// <summary>The customer moved down on the value grid.</summary>
    ValueDown,

    /// <summary>The customer moved down on the growth grid.</summary>
    GrowthDown,

    /// <summary>Down on both grids; stands for the two.</summary>
    DoubleDown,

    /// <summary>Down on the value grid twice in a row.</summary>
    Slide,

    /// <summary>RAROC below zero.</summary>
    NegativeReturn,

    /// <summary>The newest PD is 1.</summary>
    Default,

    /// <summary>A customer once placed has left.</summary>
    Lost,

    /// <summary>Deposits have fallen away.</summary>
    DepositFlight,

    /// <summary>Transactions have fallen away.</summary>
    Dormant,

    /// <summary>Something is overdue.</summary>
    Overdue,

    /// <summary>The credit line has been used up for three months.</summary>
    LineExhausted,

    /// <summary>Our income grows, the customer shrinks.</summary>
    OutrunsCustomer,

    /// <summary>No usable statements of a customer worth asking for them.</summary>
    StaleStatements,
}

/// <summary>The thresholds of the alert rules, and which rules are off (3.11).</summary>
public sealed record AlertTerms
{
    /// <summary>Months back to the snapshot that <see cref="AlertRule.ValueDown"/> and <see cref="AlertRule.GrowthDown"/> compare with.</summary>
    public int MovementMonths { get; init; } = 3;

    /// <summary>Quantile of EC in the tier-1 branch from which a negative return is critical.</summary>
    public double LargeCapital { get; init; } = 0.9;

    /// <summary>Months after its last row during which a lost customer is told of.</summary>
    public int LostMonths { get; init; } = 24;

    /// <summary>Share of what deposits were, at and below which they have fled.</summary>
    public double DepositShare { get; init; } = 0.7;

    /// <summary>Share of the monthly mean of transactions, at and below which a customer is dormant.</summary>
    public double DormantShare { get; init; } = 0.5;

    /// <summary>Share of the credit limit from which a line counts as used up.</summary>
    public double LineShare { get; init; } = 0.95;

    /// <summary>Days without an acknowledgement after which an alert goes to the branch head.</summary>
    public int EscalationDays { get; init; } = 10;

    /// <summary>The rules that never fire.</summary>
    public IReadOnlyList<AlertRule> Off { get; init; } = [];

    /// <summary>Whether a rule is on.</summary>
    public bool IsOn(AlertRule rule) => !Off.Contains(rule);

    /// <inheritdoc/>
    public bool Equals(AlertTerms? other) =>
        other is not null
        && (MovementMonths, LargeCapital, LostMonths, DepositShare, DormantShare, LineShare, EscalationDays)
            == (
                other.MovementMonths,
                other.LargeCapital,
                other.LostMonths,
                other.DepositShare,
                other.DormantShare,
                other.LineShare,
                other.EscalationDays
            )
        && Off.SequenceEqual(other.Off);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MovementMonths, LargeCapital, LostMonths, DepositShare, DormantShare, Off.Count);

    /// <summary>Whether each rule that is off exists and is named once.</summary>
    internal bool AreRulesKnown => Off.Distinct().Count() == Off.Count && Off.All(Enum.IsDefined);
}
