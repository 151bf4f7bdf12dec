using NineGrid.Data.Exports;

namespace NineGrid.Tests.Data.Exports;

/// <summary>The form of exports, 3.13: expectations are written from its text.</summary>
public sealed class CsvLinesTests
{
    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(1.5, "1.5")]
    [InlineData(-1234567.8901, "-1234567.8901")]
    [InlineData(0.1 + 0.2, "0.3")] // 0.30000000000000004 cut to 10 decimals
    [InlineData(1e-5, "0.00001")]
    [InlineData(1e-11, "0")]
    [InlineData(-4e-11, "0")]
    [InlineData(123456789012.34567, "123456789012.34567")] // more than the 15 digits that (decimal)double keeps
    [InlineData(1e15, "1000000000000000")]
    [InlineData(0.12345678915, "0.1234567892")]
    [InlineData(0.00000000005, "0")] // a tie goes to the even digit
    [InlineData(0.00000000015, "0.0000000002")]
    public async Task A_number_is_a_plain_decimal_with_up_to_ten_digits_after_the_point(double value, string expected) =>
        Assert.Equal(expected + "\n", await LineAsync(line => line.Number(value)));

    [Fact]
    public async Task Zero_has_no_sign() => Assert.Equal("0\n", await LineAsync(line => line.Number(-0.0)));

    [Fact]
    public async Task A_null_is_an_empty_field() =>
        Assert.Equal("a,,b\n", await LineAsync(line => line.Text("a").Number((double?)null).Text("b")));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86", "'+86")]
    [InlineData("-", "'-")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("苏州, 甲", "\"苏州, 甲\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("C000001", "C000001")]
    public async Task Text_from_data_is_quoted_where_needed_and_never_a_formula(string text, string expected) =>
        Assert.Equal(expected + "\n", await LineAsync(line => line.Text(text)));

    [Fact]
    public async Task A_negative_number_keeps_its_sign_bare() => Assert.Equal("-1\n", await LineAsync(line => line.Number(-1.0)));

    private static async Task<string> LineAsync(Func<CsvLines, CsvLines> fill)
    {
        await using var writer = new StringWriter();
        await fill(new CsvLines(writer)).EndAsync();
        return writer.ToString();
    }
}
