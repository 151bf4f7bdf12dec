namespace NineGrid.Domain.Views;

/// <summary>How many of a number of things have something: steps that were kept, alerts that were answered in time, customers that hold a product.</summary>
/// <remarks><c>default</c> is none of none, which is no share.</remarks>
/// <param name="Part">Those that have it; 0 to <paramref name="Whole"/>.</param>
/// <param name="Whole">All that are asked about.</param>
public readonly record struct Proportion(int Part, int Whole)
{
    /// <summary>Part/Whole, 0 to 1; null when nothing is asked about.</summary>
    public double? Share => Whole == 0 ? null : (double)Part / Whole;

    /// <summary>Both together.</summary>
    public static Proportion operator +(Proportion left, Proportion right) => new(left.Part + right.Part, left.Whole + right.Whole);
}
