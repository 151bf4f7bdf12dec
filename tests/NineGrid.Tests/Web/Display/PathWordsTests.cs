using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Tests.Domain;
using NineGrid.Web.Display;

namespace NineGrid.Tests.Web.Display;

/// <summary>The sentences of customer A, whose levers are worked out in docs/methods/levers.md.</summary>
public sealed class PathWordsTests
{
    private const string Thin = "\u202F";

    // 1,800,000 of deposits; (3,000,000 + 1,800,000)/12,000,000 and /10,000,000; worth 15,914.88.
    [Theory]
    [InlineData("zh-CN", LeverKind.DepositVolume, 1, "存款日均增加 180.0 万元（钱包份额 25.0 % → 40.0 %、存款派生率 30.0 % → 48.0 %）")]
    [InlineData(
        "en",
        LeverKind.DepositVolume,
        1,
        "Raise average deposits by CNY 1.80 million (Wallet share 25.0% → 40.0%, Deposits to loans 30.0% → 48.0%)"
    )]
    [InlineData("zh-CN", LeverKind.LoanPricing, 1, "贷款利差提高 0.20 个百分点（1.80 % → 2.00 %）")]
    [InlineData("en", LeverKind.DepositMix, 0.5, "Move deposits to demand: 5.00 points (45.0% → 50.0%)")]
    [InlineData("zh-CN", LeverKind.Payroll, 0.5, "代发工资增加 30 人（代发渗透率 40.0 % → 50.0 %）")]
    [InlineData("en", LeverKind.Payroll, 0.5, "Pay 30 people more through us (Payroll penetration 40.0% → 50.0%)")]
    [InlineData("zh-CN", LeverKind.CostToServe, 1, "服务成本一年压降 1.20 万元（成本收入比 35.0 % → 30.0 %）")]
    [InlineData("zh-CN", LeverKind.Channel, 1, "交易转到电子渠道，一年省成本 0.07 万元（电子渠道替代率 85.0 % → 95.0 %）")]
    [InlineData(
        "en",
        LeverKind.Settlement,
        1,
        "Settle CNY 12.0 million more of its sales a year with us (Settlement share of sales 18.0% → 30.0%)"
    )]
    [InlineData("zh-CN", LeverKind.RiskMitigation, 1, "增加缓释、降低风险成本（信用成本率 0.45 % → 0.40 %、资本占用率 6.20 % → 5.00 %）")]
    public void A_lever_says_what_to_do_by_how_much_and_what_that_changes(string language, LeverKind kind, double fraction, string expected)
    {
        using var speech = new Speech(language);
        CustomerGuidance guidance = CustomerA.Guidance;

        Assert.Equal(expected, Plain(Words(speech).Does(guidance, guidance.Levers.Single(lever => lever.Kind == kind), fraction)));
    }

    [Theory]
    [InlineData("zh-CN", "贷款利差提高 0.20 个百分点（1.80 % → 2.00 %），年增 EVA 1.47 万元")] // 14,736
    [InlineData("en", "Raise the loan spread by 0.20 points (1.80% → 2.00%): EVA +CNY 14.7 thousand a year")]
    public void A_step_adds_what_it_is_worth(string language, string expected)
    {
        using var speech = new Speech(language);
        StepwisePath way = CustomerA.Guidance.To(new(Level.Mid, Level.High));

        Assert.Equal(expected, Plain(Words(speech).Step(CustomerA.Guidance, way.Steps[0])));
    }

    // With every lever that loses nothing closed revenue is 376,400 of 460,000 (docs/methods, LeversTests).
    [Theory]
    [InlineData("zh-CN", "到不了高·低：补齐所有不亏的抓手，仍缺收入 8.36 万元；最远到中·高。")]
    [InlineData(
        "en",
        "High·Low is out of reach: with every lever closed that does not lose, CNY 83.6 thousand of revenue is still missing; they lead to Mid·High at most."
    )]
    public void A_path_that_falls_short_says_what_is_missing_and_how_far_one_gets(string language, string expected)
    {
        using var speech = new Speech(language);
        Cell target = new(Level.High, Level.Low);

        Assert.Equal(expected, Plain(Words(speech).Result(CustomerA.Guidance.To(target), target)));
    }

    [Theory]
    [InlineData("zh-CN", "RAROC（违约客户一律为低档）")]
    [InlineData("en", "RAROC (Low in default) is")]
    public void A_default_that_stands_in_the_way_is_named(string language, string expected)
    {
        using var speech = new Speech(language);
        CustomerGuidance guidance = CustomerA.Of(CustomerA.Figures with { Pd = 1 }, CustomerA.Revenues, CustomerA.Rarocs);

        Assert.Equal(expected, Words(speech).Missing(guidance.To(new(Level.Mid, Level.Mid)).Path));
    }

    [Fact]
    public void The_lever_of_most_worth_comes_first()
    {
        using var speech = new Speech("zh-CN");

        // 17,747.9 of risk mitigation against 17,604 of fees; all together as in CustomerGuidanceTests.
        Assert.StartsWith("最值钱的抓手是风险缓释：", Words(speech).Best(CustomerA.Guidance), StringComparison.Ordinal);
    }

    private static PathWords Words(Speech speech) => new(speech.Words, speech.Numbers);

    private static string Plain(string text) => text.Replace(Thin, " ", StringComparison.Ordinal);
}
