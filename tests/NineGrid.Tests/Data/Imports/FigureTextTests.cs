using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NineGrid.Data.Imports;

namespace NineGrid.Tests.Data.Imports;

public sealed class FigureTextTests
{
    [Theory]
    [InlineData("0", 4, 0)]
    [InlineData("-0", 4, 0)]
    [InlineData("7", 4, 70_000)]
    [InlineData("007.5", 4, 75_000)]
    [InlineData("-1234.56", 4, -12_345_600)]
    [InlineData("1.23454999999999999999999999999999999999", 4, 12_345)] // below the half, however many nines
    [InlineData("1.23455", 4, 12_346)] // half, odd before: up
    [InlineData("1.23445", 4, 12_344)] // half, even before: down
    [InlineData("1.23445000000000000000000000000000000001", 4, 12_345)] // above the half, however far behind
    [InlineData("-0.00005", 4, 0)]
    [InlineData("-0.00015", 4, -2)]
    [InlineData("9.99999", 4, 100_000)]
    [InlineData("42", 0, 42)]
    [InlineData("922337203685477580", 0, 922_337_203_685_477_580)]
    public void Digits_are_read_and_rounded_half_to_even(string text, int decimals, long units)
    {
        Assert.Equal(FigureForm.Number, FigureText.Read(Encoding.UTF8.GetBytes(text), decimals, out long read));
        Assert.Equal(units, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData("1 ")]
    [InlineData("1,0")]
    [InlineData("1.2.3")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("１")]
    public void Anything_else_is_not_a_number(string text) =>
        Assert.Equal(FigureForm.NotANumber, FigureText.Read(Encoding.UTF8.GetBytes(text), 4, out _));

    [Fact]
    public void A_count_has_no_point() => Assert.Equal(FigureForm.NotANumber, FigureText.Read("1.0"u8, 0, out _));

    [Theory]
    [InlineData("99999999999999999999")]
    [InlineData("-99999999999999999999")]
    [InlineData("922337203685477.5808")]
    public void What_64_bits_cannot_hold_is_too_large(string text) =>
        Assert.Equal(FigureForm.TooLarge, FigureText.Read(Encoding.UTF8.GetBytes(text), 4, out _));

    [Fact]
    public void It_agrees_with_decimal_arithmetic()
    {
        Gen<string> numbers =
            from whole in Gen.Choose(-1_000_000, 1_000_000)
            from fraction in Gen.Choose(0, 99_999_999)
            from digits in Gen.Choose(1, 8)
            select $"{whole.ToString(CultureInfo.InvariantCulture)}.{fraction.ToString("00000000", CultureInfo.InvariantCulture)[..digits]}";

        Prop.ForAll(
                numbers.ToArbitrary(),
                text =>
                {
                    decimal exact = decimal.Parse(text, CultureInfo.InvariantCulture);
                    FigureText.Read(Encoding.UTF8.GetBytes(text), 4, out long units);
                    return units == (long)(decimal.Round(exact, 4, MidpointRounding.ToEven) * 10_000);
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
