using System.Text.Json.Serialization;

namespace NineGrid.Web.Display;

/// <summary>The picture as the browser draws it: positions and finished texts, no figures to format.</summary>
/// <param name="X">The x axis.</param>
/// <param name="Y">The y axis.</param>
/// <param name="Total">Points of the selection.</param>
/// <param name="Note">What is shown of them, in words.</param>
/// <param name="Address">The address behind a point, with <c>{no}</c> for its number.</param>
/// <param name="Colours">What colours can mean; the first is the band.</param>
/// <param name="Strategies">A line for each strategy, by its number.</param>
/// <param name="Light">The line of light capital.</param>
/// <param name="Largest">The largest <see cref="PicturePoint.Capital"/>.</param>
/// <param name="Points">Customers or groups by name.</param>
/// <param name="Density">Counts, when there are too many points; null otherwise.</param>
public sealed record Picture(
    PictureScale X,
    PictureScale Y,
    int Total,
    string Note,
    string Address,
    IReadOnlyList<PictureColours> Colours,
    IReadOnlyList<string> Strategies,
    string Light,
    double Largest,
    IReadOnlyList<PicturePoint> Points,
    PictureDensity? Density
);

/// <summary>An axis of the picture.</summary>
/// <param name="Ticks">Marks with their texts.</param>
/// <param name="Lower">Text at the lower cut line: its value, or only its name when several peer groups have values of their own.</param>
/// <param name="Upper">Text at the upper cut line.</param>
/// <param name="Gutter">Where the gutter for values of 0 and less ends; null without one.</param>
/// <param name="GutterText">Its text.</param>
/// <param name="Median">The line at the median; null when nothing is drawn to scale.</param>
public sealed record PictureScale(
    IReadOnlyList<PictureTick> Ticks,
    string Lower,
    string Upper,
    double? Gutter,
    string GutterText,
    PictureTick? Median
);

/// <summary>A mark of an axis.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Text">Its text.</param>
/// <param name="Depth">How far the picture must be magnified for it: 0 not, 1 three times, 2 eight times.</param>
public sealed record PictureTick(
    double At,
    string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Depth = 0
);

/// <summary>A meaning of colours.</summary>
/// <param name="Name">As in the address.</param>
/// <param name="Categories">Its categories.</param>
public sealed record PictureColours(string Name, IReadOnlyList<PictureCategory> Categories);

/// <summary>A category with its colour and shape.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Mark">The mark: 0 to 6, 7 for the rest, 8 for none; −3 to −1 for the bands Low, Mid, High.</param>
public sealed record PictureCategory(string Text, int Mark);

/// <summary>A point of the picture; the names are short and defaults left out because there are up to two thousand.</summary>
public sealed record PicturePoint
{
    [JsonPropertyName("x")]
    public required double X { get; init; }

    [JsonPropertyName("y")]
    public required double Y { get; init; }

    /// <summary>−1, 0, 1: clipped on the low side, not, on the high side; x then y. Null when not clipped.</summary>
    [JsonPropertyName("e")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int[]? Edges { get; init; }

    /// <summary>EC in ten thousand yuan, for the area.</summary>
    [JsonPropertyName("c")]
    public required double Capital { get; init; }

    /// <summary>The category of each of <see cref="Picture.Colours"/>.</summary>
    [JsonPropertyName("k")]
    public required int[] Categories { get; init; }

    /// <summary>Number of its strategy.</summary>
    [JsonPropertyName("s")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Strategy { get; init; }

    /// <summary>Light capital.</summary>
    [JsonPropertyName("l")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Light { get; init; }

    [JsonPropertyName("no")]
    public required string No { get; init; }

    [JsonPropertyName("n")]
    public required string Name { get; init; }

    /// <summary>Coordinates, a line each.</summary>
    [JsonPropertyName("t")]
    public required string[] Lines { get; init; }
}

/// <summary>The counts that stand for points.</summary>
/// <param name="Across">Bins to the width of a cell.</param>
/// <param name="Up">Bins to its height.</param>
/// <param name="Bins">Column, row and count.</param>
/// <param name="Texts">The text for each count that occurs.</param>
public sealed record PictureDensity(int Across, int Up, IReadOnlyList<int[]> Bins, IReadOnlyDictionary<int, string> Texts);

/// <summary>The way of a customer.</summary>
public sealed record PictureTrail(string No, string Name, IReadOnlyList<PictureStep> Steps);

/// <summary>A quarter of it.</summary>
/// <param name="X">Where it is drawn.</param>
/// <param name="Y">Where it is drawn.</param>
/// <param name="Text">The period and the coordinates.</param>
public sealed record PictureStep(double X, double Y, string Text);
