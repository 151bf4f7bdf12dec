using NineGrid.Domain.Paths;
using NineGrid.Web.Display;

namespace NineGrid.Tests.Web.Display;

public sealed class PlanFiguresTests
{
    [Theory]
    [InlineData("zh-CN", LeverKind.DepositVolume, "1,234.56", 12_345_600)]
    [InlineData("zh-CN", LeverKind.DepositVolume, " 1\u202F234.5 万元", 12_345_000)]
    [InlineData("zh-CN", LeverKind.DepositVolume, "１２３４．５", 12_345_000)]
    [InlineData("en", LeverKind.DepositVolume, "1,234.5", 1_234_500)]
    [InlineData("en", LeverKind.DepositVolume, "1,234.5 CNY thousand", 1_234_500)]
    [InlineData("en", LeverKind.DepositVolume, "\u22125", -5_000)]
    [InlineData("zh-CN", LeverKind.LoanPricing, "1.5%", 0.015)]
    [InlineData("zh-CN", LeverKind.LoanPricing, "１．５％", 0.015)]
    [InlineData("en", LeverKind.LoanPricing, "1.5", 0.015)]
    [InlineData("zh-CN", LeverKind.Payroll, "151 人", 151)]
    public void A_target_is_read_in_the_unit_of_the_language(string language, LeverKind lever, string entered, double value)
    {
        using var speech = new Speech(language);

        Assert.Equal(value, Figures(speech).Read(LeverMeasure.Of(lever), entered)!.Value, 1e-9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a lot")]
    [InlineData("1.2.3")]
    [InlineData("NaN")]
    [InlineData("1e9")]
    [InlineData("%")]
    [InlineData("99999999999999999999999999999999999999")]
    public void What_is_no_number_is_none(string entered)
    {
        using var speech = new Speech("en");

        Assert.Null(Figures(speech).Read(LeverMeasure.Of(LeverKind.LoanPricing), entered));
    }

    [Theory]
    [InlineData("zh-CN", LeverKind.DepositVolume, 42_400_000, "4240")]
    [InlineData("en", LeverKind.DepositVolume, 42_400_000, "42400")]
    [InlineData("zh-CN", LeverKind.LoanPricing, 0.0195, "1.95")]
    [InlineData("en", LeverKind.Payroll, 151, "151")]
    public void A_field_holds_the_plain_number(string language, LeverKind lever, double value, string field)
    {
        using var speech = new Speech(language);

        Assert.Equal(field, PlanFigures.Field(LeverMeasure.Of(lever), value));
        Assert.Equal(value, Figures(speech).Read(LeverMeasure.Of(lever), field)!.Value, 1e-6);
    }

    private static PlanFigures Figures(Speech speech) => new(speech.Words, speech.Numbers);
}
