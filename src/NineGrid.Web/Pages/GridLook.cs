namespace NineGrid.Web.Pages;

/// <summary>How the nine cells are shown.</summary>
public enum GridLook
{
    /// <summary>A point for each customer; without scripts as <see cref="Tiles"/>.</summary>
    Picture,

    /// <summary>A tile of figures for each cell.</summary>
    Tiles,
}

/// <summary>What the colours of the picture mean. On the group grid it is always the band.</summary>
public enum PictureColour
{
    Band,
    Strategy,
    Size,
    Manager,
    Consistency,
}
