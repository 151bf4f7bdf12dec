namespace NineGrid.Web.Pages;

/// <summary>What the page of gaps compares.</summary>
public enum GapsView
{
    /// <summary>Two sets of customers of the institution.</summary>
    Sets,

    /// <summary>One set across institutions.</summary>
    Institutions,

    /// <summary>The levers by what they are worth together.</summary>
    Levers,
}

/// <summary>In which order indicators stand.</summary>
public enum IndicatorOrder
{
    /// <summary>Those that tell the sets apart best first.</summary>
    Separation,

    /// <summary>As in the catalogue.</summary>
    Catalogue,
}
