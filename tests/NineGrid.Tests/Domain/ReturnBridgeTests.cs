using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Tests.Domain;

/// <summary>The steps from revenue to EVA, worked by hand, and what stands beside them on a customer's page.</summary>
public sealed class ReturnBridgeTests
{
    // R = 600 + 300 + 100, cost 200, EL 40, tax 25 %: Π = 760·0.75 = 570; EC = 2,000 + 0.12·1,000; EVA = 570 − 0.11·2,120.
    private static readonly CustomerFigures Figures = new()
    {
        Months = 12,
        Span = 12,
        Revenue = 1_000,
        LoanNii = 600,
        DepositNii = 300,
        FeeIncome = 100,
        OperatingCost = 200,
        ExpectedLoss = 40,
        EconomicCapital = 2_000,
        Ead = Measured.Not,
    };

    [Fact]
    public void Every_step_begins_where_the_one_before_ends_and_the_totals_stand_on_zero()
    {
        (BridgeTerm Term, double Amount, double From, double To)[] expected =
        [
            (BridgeTerm.LoanNii, 600, 0, 600),
            (BridgeTerm.DepositNii, 300, 600, 900),
            (BridgeTerm.FeeIncome, 100, 900, 1_000),
            (BridgeTerm.Revenue, 1_000, 0, 1_000),
            (BridgeTerm.Cost, -200, 1_000, 800),
            (BridgeTerm.ExpectedLoss, -40, 800, 760),
            (BridgeTerm.Tax, -190, 760, 570),
            (BridgeTerm.Return, 570, 0, 570),
            (BridgeTerm.CapitalCharge, -0.11 * 2_120, 570, 570 - (0.11 * 2_120)),
            (BridgeTerm.Eva, 570 - (0.11 * 2_120), 0, 570 - (0.11 * 2_120)),
        ];

        Assert.Equal(expected, ToEva(Figures).Select(bar => (bar.Term, bar.Amount, bar.From, bar.To)));
        Assert.Equal(
            [(BridgeTerm.EcCredit, 2_000, 2_000), (BridgeTerm.EcOp, 120, 2_120), (BridgeTerm.Ec, 2_120, 2_120)],
            ReturnBridge.ToCapital(RiskAdjustedReturn.Of(Figures, Scheme.Default)).Select(bar => (bar.Term, bar.Amount, bar.To))
        );
    }

    [Fact]
    public void A_loss_gets_its_tax_back()
    {
        CustomerFigures loss = Figures;
        loss.OperatingCost = 1_400;

        // 1,000 − 1,400 − 40 = −440; a quarter of it comes back.
        Assert.Equal(110, ToEva(loss).Single(bar => bar.Term == BridgeTerm.Tax).Amount);
        Assert.Equal(-330, ToEva(loss).Single(bar => bar.Term == BridgeTerm.Return).Amount);
    }

    [Fact]
    public void Unknown_capital_ends_the_bridge_at_the_return()
    {
        CustomerFigures unknown = Figures;
        (unknown.EconomicCapital, unknown.Ead, unknown.Pd) = (Measured.Not, 5_000, Measured.Not);

        Assert.Equal(BridgeTerm.Return, ToEva(unknown)[^1].Term);
        Assert.Empty(ReturnBridge.ToCapital(RiskAdjustedReturn.Of(unknown, Scheme.Default)));
    }

    [Fact]
    public void A_flow_that_was_never_reported_is_a_step_of_nothing()
    {
        CustomerFigures figures = Figures;
        (figures.FeeIncome, figures.Revenue, figures.OperatingCost) = (Measured.Not, 900, Measured.Not);
        IReadOnlyList<BridgeBar> bars = ToEva(figures);

        Assert.Equal(0, bars.Single(bar => bar.Term == BridgeTerm.FeeIncome).Amount);
        Assert.False(double.IsNegative(bars.Single(bar => bar.Term == BridgeTerm.Cost).Amount));
    }

    [Theory]
    [InlineData("fee_share", 0.10, 0.25, 0.25 - 0.10)]
    [InlineData("fee_share", 0.30, 0.25, 0.25 - 0.30)]
    [InlineData("cost_income", 0.30, 0.25, 0.30 - 0.25)]
    [InlineData("cost_income", 0.10, 0.25, 0.10 - 0.25)]
    public void A_gap_is_positive_where_there_is_room_to_improve(string code, double value, double median, double gap) =>
        Assert.Equal(gap, Indicator.All.Single(one => one.Code == code).Gap(value, median));

    [Theory]
    [InlineData("2025-12", 2024, new[] { 2024, 2023, 2022 })]
    [InlineData("2025-12", 2023, new[] { 2023, 2022, 2021 })]
    [InlineData("2025-12", 2022, new[] { 2024, 2023, 2022 })] // stale: newer ones are needed
    [InlineData("2026-03", null, new[] { 2024, 2023, 2022 })] // before April the year before last is the newest
    public void A_customers_own_growth_is_read_from_three_years(string period, int? newest, int[] years) =>
        Assert.Equal(years, StatementChoice.YearsOfGrowth(newest, Period.Parse(period)));

    private static IReadOnlyList<BridgeBar> ToEva(CustomerFigures figures) =>
        ReturnBridge.ToEva(figures, RiskAdjustedReturn.Of(figures, Scheme.Default), Scheme.Default);
}
