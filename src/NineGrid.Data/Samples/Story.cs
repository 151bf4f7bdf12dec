namespace NineGrid.Data.Samples;

/// <summary>What is peculiar about a customer's months with the bank.</summary>
internal enum Story
{
    Ordinary,

    /// <summary>First row one or two months back.</summary>
    New,

    /// <summary>First row three to eleven months back, so its figures are annualised.</summary>
    Recent,

    /// <summary>Last row more than a year back.</summary>
    Lost,

    /// <summary>Never borrowed: no credit capital.</summary>
    DepositOnly,

    /// <summary>PD 1 and overdue for some months.</summary>
    Defaulted,

    /// <summary>Exposure without a reported PD or LGD.</summary>
    Unrated,

    /// <summary>An account without exposure and without revenue.</summary>
    Silent,

    /// <summary>Some months have no row.</summary>
    Gaps,

    /// <summary>Deposits have just left.</summary>
    DepositFlight,

    /// <summary>The credit line has been drawn to the end for months.</summary>
    LineExhausted,

    /// <summary>Hardly any transactions of late.</summary>
    Dormant,

    /// <summary>Lent to below the price of funds: revenue is negative.</summary>
    Subsidised,
}

/// <summary>What is peculiar about a customer's annual statements.</summary>
internal enum Custody
{
    Complete,

    /// <summary>None at all.</summary>
    None,

    /// <summary>Only the two newest.</summary>
    TwoYears,

    /// <summary>The newest is two years older than it could be.</summary>
    Stale,

    /// <summary>The newest lacks the net profit.</summary>
    NoProfit,

    /// <summary>Profit turned into loss, or loss into profit, within the last three years.</summary>
    CrossesZero,
}

/// <summary>How often each peculiarity occurs.</summary>
internal static class Stories
{
    public static readonly Deck<Story> Months = new(
        Story.Ordinary,
        (Story.New, 3),
        (Story.Recent, 5),
        (Story.Lost, 3),
        (Story.DepositOnly, 6),
        (Story.Defaulted, 3),
        (Story.Unrated, 2),
        (Story.Silent, 2),
        (Story.Gaps, 4),
        (Story.DepositFlight, 3),
        (Story.LineExhausted, 3),
        (Story.Dormant, 3),
        (Story.Subsidised, 2)
    );

    public static readonly Deck<Custody> Statements = new(
        Custody.Complete,
        (Custody.None, 5),
        (Custody.TwoYears, 4),
        (Custody.Stale, 5),
        (Custody.NoProfit, 2),
        (Custody.CrossesZero, 5)
    );

    /// <summary>Whether anybody looks after the customer.</summary>
    public static readonly Deck<bool> Managed = new(true, (false, 4));
}
