using System.Globalization;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Imports;

/// <summary>Which figures a column takes.</summary>
/// <param name="Decimals">Decimals kept.</param>
/// <param name="Least">The least, in units of the last decimal kept.</param>
/// <param name="Most">The greatest, in the same units.</param>
/// <param name="Expected">The range as mathematicians write it, which every language reads.</param>
internal sealed record FigureRange(int Decimals, long Least, long Most, string Expected)
{
    private const int MoneyDecimals = 4;
    private const int RateDecimals = 10;
    private const long RateUnit = 10_000_000_000;
    private const long LongestMaturity = 1000;

    // one unit below the limit, which itself is out
    private static readonly long MostMoney = decimal.ToInt64(FactBlock.MoneyLimit * 10_000) - 1;

    private static readonly FigureRange AnyMoney = new(
        MoneyDecimals,
        -MostMoney,
        MostMoney,
        $"(-{Plain(FactBlock.MoneyLimit)}, {Plain(FactBlock.MoneyLimit)})"
    );

    private static readonly FigureRange PositiveMoney = new(MoneyDecimals, 0, MostMoney, $"[0, {Plain(FactBlock.MoneyLimit)})");

    private static readonly FigureRange Fraction = new(RateDecimals, 0, RateUnit, "[0, 1]");

    // keeps sums over months within 64 bits; no loan lasts that long
    private static readonly FigureRange Years = new(RateDecimals, 0, LongestMaturity * RateUnit, $"[0, {Plain(LongestMaturity)}]");

    /// <summary>Whole numbers from 0.</summary>
    public static FigureRange Count { get; } = new(0, 0, FactBlock.CountLimit, $"0, 1, 2 … {Plain(FactBlock.CountLimit)}");

    /// <summary>Yuan.</summary>
    public static FigureRange Money(bool mayBeNegative) => mayBeNegative ? AnyMoney : PositiveMoney;

    /// <summary>The range of a column of <c>facts.csv</c>.</summary>
    public static FigureRange Of(FactColumn column) =>
        (column.Unit, column.Field) switch
        {
            (FactUnit.Money, _) => Money(column.MayBeNegative),
            (FactUnit.Count, _) => Count,
            (FactUnit.Rate, FactField.MaturityYears) => Years,
            (FactUnit.Rate, _) => Fraction,
            _ => throw new InvalidOperationException($"unit {column.Unit}"),
        };

    /// <summary>A figure in units as a decimal; null stays null.</summary>
    public decimal? Value(long? units) => units is { } number ? Value(number) : null;

    private decimal Value(long units)
    {
        long magnitude = Math.Abs(units);
        return new(unchecked((int)magnitude), (int)(magnitude >> 32), hi: 0, isNegative: units < 0, scale: (byte)Decimals);
    }

    private static string Plain(decimal number) => number.ToString("0", CultureInfo.InvariantCulture);
}
