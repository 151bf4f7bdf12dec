namespace NineGrid.Domain.Grids;

/// <summary>The three grids.</summary>
public enum Grid : byte
{
    /// <summary>Revenue × RAROC of the customer (3.4).</summary>
    Value,

    /// <summary>Growth of our revenue × the customer's own growth (3.5).</summary>
    Growth,

    /// <summary>Revenue × RAROC of the customer's credit group (3.6).</summary>
    Group,
}

/// <summary>Why a customer has no place on a grid.</summary>
public enum UnplacedReason : byte
{
    /// <summary>It has a place, or (group grid) belongs to no group.</summary>
    None,

    /// <summary>Its first row lies less than three months back.</summary>
    New,

    /// <summary>It has no row in the window.</summary>
    Lost,

    /// <summary>It has exposure, no reported capital, and PD or LGD is unknown.</summary>
    NoRisk,

    /// <summary>Its economic capital is zero, so RAROC is undefined.</summary>
    NoCapital,

    /// <summary>The window a year earlier holds no row or spans less than three months.</summary>
    NoHistory,

    /// <summary>A statement of the last three fiscal years, or its revenue or profit, is missing.</summary>
    MissingStatements,

    /// <summary>The newest usable statement is more than one year older than it could be.</summary>
    StaleStatements,
}

/// <summary>Whether our growth with the customer keeps step with its own (3.5).</summary>
public enum Consistency : byte
{
    /// <summary>Not placed on the growth grid.</summary>
    None,

    /// <summary>Both levels are the same.</summary>
    InStep,

    /// <summary>The customer grows, our income does not follow: deepen.</summary>
    BankLags,

    /// <summary>Our income outruns the customer: watch.</summary>
    BankLeads,
}

/// <summary>What to do with a customer (3.7).</summary>
public enum Strategy : byte
{
    /// <summary>Not placed on the value grid: no strategy.</summary>
    None,

    /// <summary>持续投入.</summary>
    Invest,

    /// <summary>深度挖潜.</summary>
    Deepen,

    /// <summary>调整优化.</summary>
    Adjust,

    /// <summary>策略退出.</summary>
    Exit,
}
