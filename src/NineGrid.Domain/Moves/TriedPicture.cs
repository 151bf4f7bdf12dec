using NineGrid.Domain.Grids;
using NineGrid.Domain.Snapshots;
using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Moves;

/// <summary>A field of a <see cref="TriedPicture"/>.</summary>
/// <param name="Column">From the left, 0 to <see cref="TriedPicture.Columns"/> − 1.</param>
/// <param name="Row">From the bottom, 0 to <see cref="TriedPicture.Rows"/> − 1.</param>
/// <param name="Count">Customers (groups) in it, at least one.</param>
/// <param name="Moved">Those of them that stand in another cell than in force.</param>
public readonly record struct PictureField(int Column, int Row, int Count, int Moved);

/// <summary>The values on an axis as they are drawn, and how much lies below or above a line.</summary>
/// <remarks>Money spans decades and may be negative: it is drawn as asinh(v / fold), which is a logarithm far from zero and even near it.</remarks>
public sealed class AxisSpread
{
    private AxisSpread(double from, double to, double fold, double[] percentiles, double[] contributions)
    {
        (From, To, Fold) = (from, to, fold);
        (Percentiles, Contributions) = (percentiles, contributions);
    }

    /// <summary>The value at the start of the axis: about the 1 % quantile, nearer to the cuts where ratios have a long tail, never above a cut.</summary>
    public double From { get; }

    /// <summary>The value at its end.</summary>
    public double To { get; }

    /// <summary>The value around which asinh bends; 0 for an even axis.</summary>
    public double Fold { get; }

    /// <summary>The quantiles 0 %, 1 % … 100 % of type 7.</summary>
    public IReadOnlyList<double> Percentiles { get; }

    /// <summary>For each of <see cref="Percentiles"/> the share of the sum of the positive values that those at or above it bring; 0 where no value is positive.</summary>
    public IReadOnlyList<double> Contributions { get; }

    /// <summary>Where a value is drawn: 0 at the start, 1 at the end; values beyond lie on the edge.</summary>
    public double At(double value) =>
        Math.Clamp((Folded(value, Fold) - Folded(From, Fold)) / (Folded(To, Fold) - Folded(From, Fold)), 0, 1);

    /// <summary>The spread of some values.</summary>
    /// <param name="values">The values, at least one, none of them NaN; they are sorted in place.</param>
    /// <param name="isMoney">Whether the axis is bent.</param>
    /// <param name="lines">Values that the axis has to reach as well; NaN is left out.</param>
    internal static AxisSpread Of(Span<double> values, bool isMoney, params ReadOnlySpan<double> lines)
    {
        values.Sort();
        double[] percentiles = [.. Enumerable.Range(0, 101)];
        for (int i = 0; i < percentiles.Length; i++)
        {
            percentiles[i] = Quantiles.OfSorted(values, i / 100.0);
        }

        (double least, double most) = isMoney ? (percentiles[1], percentiles[99]) : Near(percentiles, lines);
        foreach (double line in lines)
        {
            (least, most) = (Math.Min(least, double.IsNaN(line) ? least : line), Math.Max(most, double.IsNaN(line) ? most : line));
        }

        double fold = isMoney ? Math.Max(1, Quantiles.OfSorted(values, 0.1)) : 0;
        (double start, double end) = (Folded(least, fold), Folded(most, fold));
        double margin = start < end ? 0.05 * (end - start) : 1;
        return new(Unfolded(start - margin, fold), Unfolded(end + margin, fold), fold, percentiles, ContributionsOf(values));
    }

    // Ratios have tails in which the lines would fall together: no more of them is drawn than three times what lies between the lines.
    private static (double Least, double Most) Near(double[] percentiles, ReadOnlySpan<double> lines)
    {
        (double lowest, double highest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double line in lines)
        {
            (lowest, highest) = (double.MinNumber(lowest, line), double.MaxNumber(highest, line));
        }

        if (lowest > highest)
        {
            return (percentiles[5], percentiles[95]);
        }

        double reach = 3 * (highest > lowest ? highest - lowest : percentiles[75] - percentiles[25]);
        return (Math.Max(percentiles[1], lowest - reach), Math.Min(percentiles[99], highest + reach));
    }

    private static double[] ContributionsOf(ReadOnlySpan<double> ascending)
    {
        var above = new double[ascending.Length];
        double sum = 0;
        for (int i = ascending.Length - 1; i >= 0; i--)
        {
            sum += Math.Max(0, ascending[i]);
            above[i] = sum;
        }

        var shares = new double[101];
        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] = sum == 0 ? 0 : above[(int)Math.Ceiling((ascending.Length - 1) * (i / 100.0))] / sum;
        }

        return shares;
    }

    private static double Folded(double value, double fold) => fold == 0 ? value : Math.Asinh(value / fold);

    private static double Unfolded(double place, double fold) => fold == 0 ? place : fold * Math.Sinh(place);
}

/// <summary>Where the customers of a grid (on the group grid the groups) lie under the scheme that is tried, in fields of a fixed number whatever the size of the bank.</summary>
public sealed class TriedPicture
{
    /// <summary>Fields from left to right.</summary>
    public const int Columns = 56;

    /// <summary>Fields from bottom to top.</summary>
    public const int Rows = 40;

    private TriedPicture(AxisSpread x, AxisSpread y, IReadOnlyList<PictureField> fields) => (X, Y, Fields) = (x, y, fields);

    /// <summary>The x axis.</summary>
    public AxisSpread X { get; }

    /// <summary>The y axis.</summary>
    public AxisSpread Y { get; }

    /// <summary>The fields that are not empty, by column and row.</summary>
    public IReadOnlyList<PictureField> Fields { get; }

    /// <summary>Draws those that are placed under the scheme that is tried; null when nobody is.</summary>
    internal static TriedPicture? Of(GridValues before, GridValues after, bool isGrowth, CutPoints[] x, CutPoints[] y)
    {
        int[] placed = [.. Enumerable.Range(0, after.Cells.Length).Where(i => after.Cells[i] >= 0)];
        if (placed.Length == 0)
        {
            return null;
        }

        double[] values = [.. placed.Select(i => after.X[i])];
        var spreadX = AxisSpread.Of(values, !isGrowth, Ends(x));
        for (int i = 0; i < placed.Length; i++)
        {
            values[i] = after.Y[placed[i]];
        }

        var spreadY = AxisSpread.Of(values, isMoney: false, Ends(y));
        var counts = new (int Count, int Moved)[Columns * Rows];
        foreach (int i in placed)
        {
            ref (int Count, int Moved) field = ref counts[
                (Place(spreadX.At(after.X[i]), Columns) * Rows) + Place(spreadY.At(after.Y[i]), Rows)
            ];
            field.Count++;
            field.Moved += before.Cells[i] == after.Cells[i] ? 0 : 1;
        }

        return new(
            spreadX,
            spreadY,
            [.. counts.Select((field, i) => new PictureField(i / Rows, i % Rows, field.Count, field.Moved)).Where(field => field.Count > 0)]
        );
    }

    private static int Place(double at, int fields) => Math.Min((int)(at * fields), fields - 1);

    private static double[] Ends(CutPoints[] cuts) => [.. cuts.SelectMany(cut => (double[])[cut.Lo, cut.Hi])];
}
