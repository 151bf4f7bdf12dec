namespace NineGrid.Domain.Indicators;

/// <summary>How a figure stands among those of the customers beside it.</summary>
public enum Standing : byte
{
    /// <summary>In between, not measured, or not to be told apart from the others.</summary>
    None,

    /// <summary>The best of them.</summary>
    Best,

    /// <summary>The worst of them.</summary>
    Worst,
}

/// <summary>Finds the best and the worst of a few figures.</summary>
public static class Standings
{
    /// <summary>The standing of each figure; equal figures stand alike, and nobody stands out when all measured ones are equal or only one is measured.</summary>
    /// <param name="figures">The figures; null where not measured.</param>
    /// <param name="direction">Which way is better.</param>
    public static IReadOnlyList<Standing> Of(IReadOnlyList<double?> figures, Direction direction)
    {
        (double? least, double? most) = (figures.Min(), figures.Max());
        (double? best, double? worst) = direction == Direction.Up ? (most, least) : (least, most);
        return
        [
            .. figures.Select(figure =>
                figure is null || least == most ? Standing.None
                : figure == best ? Standing.Best
                : figure == worst ? Standing.Worst
                : Standing.None
            ),
        ];
    }
}
