using System.Globalization;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>What 3.8 says of separations and 3.9 of customers, in a form in which two implementations can be compared. Null is "none".</summary>
internal sealed record GuidanceResults(IReadOnlyList<GuidedCustomer> Customers, IReadOnlyList<SeparationResult> Separations);

/// <summary>An indicator (0 to 15) inside an institution; the probability is null when a side is empty.</summary>
internal sealed record SeparationResult(string Institution, int Indicator, int High, int Low, double? Probability);

/// <summary>A benchmark.</summary>
internal sealed record BenchmarkResult(int N, double P25, double Median, double P75, BenchmarkWidth Width, bool OfCredit);

/// <summary>A product that somebody of the benchmark customers holds.</summary>
internal sealed record ProductResult(string Code, int Holders, int N, BenchmarkWidth Width);

/// <summary>A customer placed on the value grid.</summary>
internal record GuidedCustomer(string No)
{
    /// <summary>A cell for the customer with that number to ask the way to, its own and worse ones among them.</summary>
    public static string SomeTarget(string no) => Cell.FromIndex(int.Parse(no[1..], CultureInfo.InvariantCulture) % Cell.Count).ToString();

    /// <summary>By indicator.</summary>
    public required IReadOnlyList<BenchmarkResult?> Benchmarks { get; init; }

    /// <summary>In the order of the table.</summary>
    public required IReadOnlyList<Lever> Levers { get; init; }

    /// <summary>What closing every lever of non-negative worth adds to EVA.</summary>
    public required double Reach { get; init; }

    /// <summary>In order of their codes.</summary>
    public required IReadOnlyList<ProductResult> Products { get; init; }

    /// <summary>Codes, the most common first.</summary>
    public required IReadOnlyList<string> NextProducts { get; init; }

    /// <summary>The path to the default target; null when there is none to go to.</summary>
    public PathResult? Path { get; init; }

    /// <summary>The path to some cell or other, see <see cref="SomeTarget"/>.</summary>
    public required PathResult Other { get; init; }

    /// <summary>How far that other path closes the levers, in the order in which its steps are shown.</summary>
    public IReadOnlyList<(LeverKind Lever, double Fraction)> OtherSteps { get; init; } = [];

    /// <summary>How far the path to the default target closes the levers. There may be many such paths, so only what they must fulfil is compared; the naive implementation names none.</summary>
    public IReadOnlyDictionary<LeverKind, double> Fractions { get; init; } = new Dictionary<LeverKind, double>();
}

/// <summary>The default path.</summary>
/// <param name="Target">Its target; null when none of several can be reached.</param>
/// <param name="Effort">Null when it cannot be reached.</param>
/// <param name="Reached">The cell at its end.</param>
/// <param name="MissingRevenue">Yuan; null unless one target cannot be reached for a number.</param>
/// <param name="MissingReturn">Likewise.</param>
internal sealed record PathResult(string? Target, double? Effort, string Reached, double? MissingRevenue, double? MissingReturn);
