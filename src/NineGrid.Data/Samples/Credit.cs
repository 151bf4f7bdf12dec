namespace NineGrid.Data.Samples;

/// <summary>The bank's rating scale, from best to worst; the last grade is default.</summary>
internal static class Credit
{
    private static readonly double[] Pds = [0.0003, 0.0008, 0.0015, 0.003, 0.0055, 0.0095, 0.016, 0.028, 0.055, 0.12, 1];

    /// <summary>Credit capital per yuan of exposure at an LGD of 0.45, round figures of what an internal model would report.</summary>
    private static readonly double[] Capital = [0.012, 0.022, 0.031, 0.044, 0.055, 0.064, 0.073, 0.084, 0.107, 0.152, 0];

    /// <summary>The worst grade of those who pay.</summary>
    public const int Worst = 9;

    public const int Default = 10;

    public static double Pd(int grade) => Pds[grade];

    public static double CapitalRate(int grade, double lgd) => Capital[grade] * lgd / 0.45;
}
