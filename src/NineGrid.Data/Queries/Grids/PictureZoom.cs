using System.Globalization;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Grids;

/// <summary>A rectangle of the picture, in its coordinates 0 to 3.</summary>
/// <remarks>Written <c>x0,x1,y0,y1</c>. <c>default</c> is no valid rectangle; the whole picture is <see cref="Whole"/>.</remarks>
public readonly record struct PictureZoom
{
    /// <summary>The smallest width and height.</summary>
    public const double Least = 0.01;

    private const double Side = 3;

    private PictureZoom(double x0, double x1, double y0, double y1) => (X0, X1, Y0, Y1) = (x0, x1, y0, y1);

    /// <summary>All nine cells.</summary>
    public static PictureZoom Whole { get; } = new(0, Side, 0, Side);

    public double X0 { get; }
    public double X1 { get; }
    public double Y0 { get; }
    public double Y1 { get; }

    /// <summary>Whether a point drawn there is seen.</summary>
    public bool Shows(AxisPlace x, AxisPlace y) => x.Position >= X0 && x.Position <= X1 && y.Position >= Y0 && y.Position <= Y1;

    /// <summary>The cells of which a part is seen.</summary>
    internal IReadOnlyCollection<Cell> Cells
    {
        get
        {
            (double x0, double x1, double y0, double y1) = (X0, X1, Y0, Y1);
            return [.. Cell.All.Where(cell => (int)cell.X < x1 && (int)cell.X + 1 > x0 && (int)cell.Y < y1 && (int)cell.Y + 1 > y0)];
        }
    }

    /// <summary>How many times a picture of that width would fit across the whole, as a power of two.</summary>
    internal static int TimesFiner(double from, double to) => 1 << (int)Math.Floor(Math.Log2(Side / (to - from)));

    /// <summary>Reads the written form.</summary>
    public static bool TryParse(string text, out PictureZoom zoom)
    {
        double[] sides =
        [
            .. text.Split(',')
                .Select(part =>
                    double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double side) ? side : double.NaN
                ),
        ];
        bool means =
            sides is [var x0, var x1, var y0, var y1]
            && x0 >= 0
            && x1 <= Side
            && x1 - x0 >= Least
            && y0 >= 0
            && y1 <= Side
            && y1 - y0 >= Least;
        zoom = means ? new(sides[0], sides[1], sides[2], sides[3]) : default;
        return means;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{X0:0.###},{X1:0.###},{Y0:0.###},{Y1:0.###}");
}
