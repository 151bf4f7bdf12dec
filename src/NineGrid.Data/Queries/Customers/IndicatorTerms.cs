using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Statistics;

namespace NineGrid.Data.Queries.Customers;

/// <summary>An indicator of a customer with the terms behind it; null where not measured.</summary>
public sealed record IndicatorTerms
{
    /// <summary>The indicator.</summary>
    public required Indicator Indicator { get; init; }

    /// <summary>Its numerator.</summary>
    public double? Numerator { get; init; }

    /// <summary>Its denominator.</summary>
    public double? Denominator { get; init; }

    /// <summary>Its value as stored.</summary>
    public double? Value { get; init; }

    /// <summary>What it is compared with; null when nobody of the High band has it.</summary>
    public ShownBenchmark? Benchmark { get; init; }

    /// <summary>The lever that closes its gap; null when there is none.</summary>
    public Lever? Lever { get; init; }

    /// <summary>How far the value is from the median, positive when there is room to improve; null when either is missing.</summary>
    public double? Gap => Value is double value && Benchmark?.Quartiles is { } quartiles ? Indicator.Gap(value, quartiles.Median) : null;

    /// <summary>Whether there is room to improve.</summary>
    public bool HasRoom => Gap is double gap && Comparable.Ratio(gap) > 0;

    /// <summary>The gap in distances between the quartiles; 0 when there is none.</summary>
    private double Spreads =>
        Gap is double gap && Benchmark?.Quartiles is { } quartiles && quartiles.P75 > quartiles.P25
            ? gap / (quartiles.P75 - quartiles.P25)
            : 0;

    /// <summary>The indicators in the order in which they are worth closing: levers by worth, those of one lever beside each other with the wider gap first; then gaps without a lever; then the rest.</summary>
    public static IReadOnlyList<IndicatorTerms> ByWorth(IEnumerable<IndicatorTerms> indicators) =>
        [
            .. indicators
                .OrderBy(one => one.Rank)
                .ThenByDescending(one => one.Lever?.Worth ?? 0)
                .ThenBy(one => one.Lever?.Kind)
                .ThenByDescending(one => one.Lever is null ? 0 : one.Spreads)
                .ThenBy(one => one.Indicator.Number),
        ];

    private int Rank =>
        Lever is { Worth: >= 0 } ? 0
        : Lever is not null ? 1
        : HasRoom ? 2
        : Gap is not null ? 3
        : 4;
}
