using NineGrid.Domain.Bank;
using NineGrid.Web.Display;

namespace NineGrid.Tests.Web.Display;

// Expected texts follow 5-design: narrow no-break space (U+202F) between thousands, a real minus (U+2212), 万元 in Chinese, thousands or millions in English.
public sealed class NumbersTests
{
    private const string Thin = "\u202F";
    private const string Minus = "\u2212";

    [Theory]
    [InlineData("zh-CN", 123_456_789.0, "12" + Thin + "345.68")] // 123,456,789 / 10,000 = 12,345.6789
    [InlineData("en", 123_456_789.0, "123" + Thin + "456.8")] // 123,456,789 / 1,000 = 123,456.789
    [InlineData("zh-CN", -5_000.0, Minus + "0.50")]
    [InlineData("en", -5_000.0, Minus + "5.0")]
    [InlineData("zh-CN", 0.0, "0.00")]
    [InlineData("zh-CN", -0.4, "0.00")] // no minus before nothing
    [InlineData("zh-CN", 50.0, "0.01")] // half away from zero: 0.005
    public void Money_in_a_table_is_in_the_unit_of_the_language(string language, double yuan, string expected)
    {
        using var speech = new Speech(language);

        Assert.Equal(expected, Numbers.Amount(yuan));
    }

    [Theory]
    [InlineData("zh-CN", 123_456_789.0, "12" + Thin + "346 万元")]
    [InlineData("zh-CN", 1_234_567.0, "123.5 万元")]
    [InlineData("zh-CN", 12_345.0, "1.23 万元")]
    [InlineData("en", 123_456_789.0, "CNY 123.5 million")]
    [InlineData("en", 1_234_567.0, "CNY 1.23 million")]
    [InlineData("en", 999_000.0, "CNY 999.0 thousand")]
    [InlineData("en", -2_500_000.0, "CNY " + Minus + "2.50 million")]
    [InlineData("zh-CN", 0.0, "0 万元")]
    public void Money_in_running_text_carries_its_unit(string language, double yuan, string expected)
    {
        using var speech = new Speech(language);

        Assert.Equal(expected, speech.Numbers.AmountInWords(yuan));
    }

    [Theory]
    [InlineData("zh-CN", 0.1234, "12.3" + Thin + "%")]
    [InlineData("en", 0.1234, "12.3%")]
    [InlineData("en", -0.0004, "0.0%")]
    [InlineData("en", -0.05, Minus + "5.0%")]
    public void A_fraction_is_shown_as_a_percentage(string language, double fraction, string expected)
    {
        using var speech = new Speech(language);

        Assert.Equal(expected, Numbers.Percent(fraction));
    }

    [Theory]
    [InlineData(0.576, "58%")]
    [InlineData(0.0994, "9.9%")]
    [InlineData(0.0996, "10%")]
    [InlineData(0.0, "0%")]
    [InlineData(1.0, "100%")]
    public void A_share_has_decimals_only_where_they_tell_something(double fraction, string expected)
    {
        using var speech = new Speech("en");

        Assert.Equal(expected, Numbers.Share(fraction));
    }

    [Fact]
    public void What_is_not_measured_is_a_dash()
    {
        using var speech = new Speech("zh-CN");

        Assert.Equal("–", Numbers.Amount(null));
        Assert.Equal("–", Numbers.Percent(null));
        Assert.Equal("–", Numbers.Share(null));
        Assert.Equal("–", Numbers.Rate(null));
        Assert.Equal("–", speech.Numbers.AmountInWords(null));
    }

    [Theory]
    [InlineData("en", 0.125, "▲ +12.5%")]
    [InlineData("en", -0.04, "▼ " + Minus + "4.0%")]
    [InlineData("en", 0.0, "0.0%")]
    [InlineData("en", null, "from zero or loss")]
    [InlineData("zh-CN", null, "由零或亏损起步")]
    public void Growth_carries_its_sign_and_says_where_there_is_no_percentage(string language, double? ordinary, string expected)
    {
        using var speech = new Speech(language);

        Assert.Equal(expected, speech.Numbers.Growth(ordinary));
    }

    [Theory]
    [InlineData("zh-CN", 46_053_000.0, "4" + Thin + "605")] // 万元, named in the axis title
    [InlineData("en", 46_053_000.0, "46.1 m")]
    [InlineData("en", 166_400.0, "166 k")]
    public void Money_on_an_axis_is_short(string language, double yuan, string expected)
    {
        using var speech = new Speech(language);

        Assert.Equal(expected, speech.Numbers.AmountOnAxis(yuan));
    }

    [Theory]
    [InlineData(0.1, "÷10")]
    [InlineData(5.0, "×5")]
    public void A_multiple_of_a_cut_point_says_times_or_divided(double multiple, string expected) =>
        Assert.Equal(expected, Numbers.Multiple(multiple));

    [Theory]
    [InlineData("zh-CN", "2025年12月", "2025年3月1日")]
    [InlineData("en", "Dec 2025", "1 Mar 2025")]
    public void Dates_are_in_the_order_of_the_language(string language, string month, string day)
    {
        using var speech = new Speech(language);

        Assert.Equal(month, speech.Numbers.Month(Period.Of(2025, 12)));
        Assert.Equal(day, speech.Numbers.Day(new DateOnly(2025, 3, 1)));
    }

    [Fact]
    public void A_count_is_parted_by_thin_spaces() => Assert.Equal("1" + Thin + "234" + Thin + "567", Numbers.Count(1_234_567));
}
