namespace NineGrid.Web.Pages;

/// <summary>What the review shows.</summary>
public enum ReviewPart
{
    Managers,
    Institutions,
    Sizes,
    Industries,

    /// <summary>The institution in force over the stored periods.</summary>
    Trend,

    /// <summary>Which products the High band holds.</summary>
    Products,

    /// <summary>How much lies with how few customers.</summary>
    Concentration,
}

/// <summary>Of what a heat map shows the share of each band.</summary>
public enum ReviewHeat
{
    Customers,
    Revenue,
}
