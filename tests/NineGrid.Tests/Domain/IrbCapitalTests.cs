using NineGrid.Domain.Capital;
using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Domain;

public sealed class IrbCapitalTests
{
    /// <summary>Basel's own bounds, 5 and 50 million, and no floor, as its illustrative tables assume.</summary>
    private static readonly Scheme Basel = Scheme.Default with { SmeLower = 5, SmeUpper = 50, PdFloor = 0.0003 };

    /// <summary>Risk weights in percent are 12.5·K·100; the tables carry no scaling factor of 1.06.</summary>
    private const double RiskWeight = 12.5 * 100;

    /// <summary>Basel II (June 2006), Annex 5, corporate exposures, LGD 45 %, M 2.5: turnover 50 million euro, turnover 5 million euro.</summary>
    [Theory]
    [InlineData(0.03, 14.44, 11.30)]
    [InlineData(0.05, 19.65, 15.39)]
    [InlineData(0.10, 29.65, 23.30)]
    [InlineData(0.25, 49.47, 39.01)]
    [InlineData(0.40, 62.72, 49.49)]
    [InlineData(0.50, 69.61, 54.91)]
    [InlineData(0.75, 82.78, 65.14)]
    [InlineData(1.00, 92.32, 72.40)]
    [InlineData(1.30, 100.95, 78.77)]
    [InlineData(1.50, 105.59, 82.11)]
    [InlineData(2.00, 114.86, 88.55)]
    [InlineData(2.50, 122.16, 93.43)]
    [InlineData(3.00, 128.44, 97.58)]
    public void Basel_II_annex_5_is_reproduced(double pdPercent, double large, double small)
    {
        Assert.Equal(large, RiskWeight * IrbCapital.Ratio(pdPercent / 100, 0.45, 2.5, 50e6, Basel), 0.011);
        Assert.Equal(small, RiskWeight * IrbCapital.Ratio(pdPercent / 100, 0.45, 2.5, 5e6, Basel), 0.011);
    }

    /// <summary>Basel III, CRE99.1, corporate exposures, LGD 40 %, M 2.5: turnover 50 million euro, turnover 5 million euro.</summary>
    [Theory]
    [InlineData(0.05, 17.47, 13.69)]
    [InlineData(0.10, 26.36, 20.71)]
    [InlineData(0.25, 43.97, 34.68)]
    [InlineData(0.40, 55.75, 43.99)]
    [InlineData(0.50, 61.88, 48.81)]
    [InlineData(0.75, 73.58, 57.91)]
    [InlineData(1.00, 82.06, 64.35)]
    [InlineData(1.30, 89.73, 70.02)]
    public void Basel_III_illustrative_risk_weights_are_reproduced(double pdPercent, double large, double small)
    {
        Assert.Equal(large, RiskWeight * IrbCapital.Ratio(pdPercent / 100, 0.40, 2.5, 50e6, Basel), 0.011);
        Assert.Equal(small, RiskWeight * IrbCapital.Ratio(pdPercent / 100, 0.40, 2.5, 5e6, Basel), 0.011);
    }

    /// <summary>Python, mpmath with 40 digits, the formula of 3.2 with ncdf and its inverse by findroot; S in million yuan, NaN for unknown.</summary>
    [Theory]
    [InlineData(0.02, 0.45, 2.5, double.NaN, 0.0918833830065999957)]
    [InlineData(0.02, 0.45, 2.5, 30, 0.0708364559817241498)]
    [InlineData(0.02, 0.45, 2.5, 165, 0.0812791228961787229)]
    [InlineData(0.02, 0.45, 2.5, 299.999999, 0.0918833829274128303)]
    [InlineData(0.0001, 0.4, 1, double.NaN, 0.00797683077455187986)]
    [InlineData(0.012, 0.4, 5, 20, 0.0724428672987858873)]
    [InlineData(0.01, 0.45, 1, double.NaN, 0.0586227053054321328)]
    [InlineData(0.01, 0.45, 5, double.NaN, 0.0992380007939894083)]
    [InlineData(0.0005, 0.25, 3.75, 45, 0.0094259782171794405)]
    [InlineData(0.2, 0.4, 2.5, 100, 0.143815452003950295)]
    [InlineData(0.999, 0.45, 2.5, double.NaN, 0.000457582060980024707)]
    public void The_formula_holds_to_ten_digits(double pd, double lgd, double maturity, double millions, double expected) =>
        Assert.Equal(1, IrbCapital.Ratio(pd, lgd, maturity, millions * 1e6, Scheme.Default) / expected, 1e-10);

    [Fact]
    public void A_pd_below_the_floor_counts_as_the_floor() =>
        Assert.Equal(
            IrbCapital.Ratio(0.0005, 0.45, 2.5, double.NaN, Scheme.Default),
            IrbCapital.Ratio(0, 0.45, 2.5, double.NaN, Scheme.Default)
        );

    [Fact]
    public void Default_needs_no_capital_whatever_the_loss() =>
        Assert.Equal(0, IrbCapital.Ratio(1, double.NaN, double.NaN, double.NaN, Scheme.Default));

    [Theory]
    [InlineData(double.NaN, 2.5)]
    [InlineData(0.2, 1)]
    [InlineData(30, 5)]
    public void Maturity_is_held_between_one_and_five_years_and_two_and_a_half_when_unknown(double given, double counted) =>
        Assert.Equal(
            IrbCapital.Ratio(0.01, 0.45, counted, double.NaN, Scheme.Default),
            IrbCapital.Ratio(0.01, 0.45, given, double.NaN, Scheme.Default)
        );

    /// <summary>At and below the lower bound the whole relief, at the upper and when unknown none.</summary>
    [Theory]
    [InlineData(-5e6, 30e6)]
    [InlineData(0, 30e6)]
    [InlineData(300e6, double.NaN)]
    [InlineData(9e9, double.NaN)]
    public void Relief_for_small_firms_lies_between_its_bounds(double given, double counted) =>
        Assert.Equal(IrbCapital.Ratio(0.01, 0.45, 2.5, counted, Scheme.Default), IrbCapital.Ratio(0.01, 0.45, 2.5, given, Scheme.Default));

    [Theory]
    [InlineData(double.NaN, 0.45)]
    [InlineData(0.01, double.NaN)]
    public void Unknown_risk_gives_no_capital_figure(double pd, double lgd) =>
        Assert.True(double.IsNaN(IrbCapital.Ratio(pd, lgd, 2.5, double.NaN, Scheme.Default)));
}
