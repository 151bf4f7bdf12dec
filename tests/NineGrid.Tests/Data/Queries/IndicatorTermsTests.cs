using NineGrid.Data.Queries.Customers;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Statistics;

namespace NineGrid.Tests.Data.Queries;

public sealed class IndicatorTermsTests
{
    private static readonly ShownBenchmark Half = new(50, new Quartiles(0.4, 0.5, 0.6), BenchmarkWidth.SizeClass, OfCredit: true);

    [Fact]
    public void Gaps_are_listed_by_worth_those_of_one_lever_together_and_those_without_a_lever_behind_those_that_lose()
    {
        Lever deposits = Worth(LeverKind.DepositVolume, 800);
        IndicatorTerms[] terms =
        [
            Of("cross_sell", 0.1),
            Of("fee_share", 0.3, Worth(LeverKind.FeeIncome, 900)),
            Of("deposit_derivation", 0.45, deposits), // half a distance between the quartiles behind …
            Of("wallet_share", 0.2, deposits), // … and one and a half
            Of("cost_income", 0.2), // ahead: less is better
            Of("demand_share", null),
            Of("lending_share", 0.3, Worth(LeverKind.LendingVolume, -5)),
            Of("settlement_share", 0.4, Worth(LeverKind.Settlement, 1_000)),
            Of("loan_spread", 0.1) with
            {
                Benchmark = Half with { Quartiles = null },
            },
        ];

        Assert.Equal(
            [
                "settlement_share",
                "fee_share",
                "wallet_share",
                "deposit_derivation",
                "lending_share",
                "cross_sell",
                "cost_income",
                "demand_share",
                "loan_spread",
            ],
            IndicatorTerms.ByWorth(terms).Select(one => one.Indicator.Code)
        );
    }

    private static IndicatorTerms Of(string code, double? value, Lever? lever = null) =>
        new()
        {
            Indicator = Indicator.Named(code),
            Value = value,
            Benchmark = Half,
            Lever = lever,
        };

    private static Lever Worth(LeverKind kind, double worth) => new(kind, 1, 1, 0, 0, 0, 0, worth);
}
