using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Tests.Domain;

/// <summary>What is said to customer A, worked by hand; its levers are those of <see cref="LeversTests"/>.</summary>
public sealed class CustomerGuidanceTests
{
    private const double K = CustomerA.K;

    [Fact]
    public void It_says_how_far_the_next_levels_are()
    {
        CustomerGuidance guidance = CustomerA.Guidance;
        double raroc = 81_562.5 / ((10_500_000 * K) + 28_800);

        Assert.Equal((Level.Mid, 460_000.0), (guidance.Revenue.Level, guidance.Revenue.NextCut));
        Assert.Equal(460_000 - 240_000, guidance.Revenue.Missing, 1e-6);
        Assert.Equal(Level.Mid, guidance.Raroc.Level);
        Assert.Equal(0.20 - raroc, guidance.Raroc.Missing, 1e-8);
        Assert.True(double.IsNaN(guidance.Revenue.Margin));
    }

    [Fact]
    public void At_the_corner_it_says_what_can_be_lost()
    {
        CustomerGuidance guidance = CustomerA.Of(CustomerA.Figures, CutPoints.Of(100_000, 200_000), CutPoints.Of(0.05, 0.10));

        Assert.Equal("HH", guidance.Today.Cell.ToString());
        Assert.Null(guidance.ToNext());
        Assert.Equal(40_000, guidance.Revenue.Margin, 1e-6);
        Assert.Equal((81_562.5 / ((10_500_000 * K) + 28_800)) - 0.10, guidance.Raroc.Margin, 1e-8);
        Assert.True(double.IsNaN(guidance.Revenue.Missing));
    }

    [Fact]
    public void A_lever_moves_the_indicators_whose_gaps_it_closes()
    {
        Dictionary<LeverKind, string> moved = CustomerA.Guidance.Levers.ToDictionary(
            lever => lever.Kind,
            lever =>
                string.Join(
                    ' ',
                    CustomerA
                        .Guidance.MovedBy(in lever, 0.5)
                        .Select(one => FormattableString.Invariant($"{one.Indicator.Code} {one.Before:0.####}→{one.After:0.####}"))
                )
        );

        // 3,000,000 and 900,000 of 12,000,000 of cash; of 10,000,000 of loans.
        Assert.Equal("wallet_share 0.25→0.325 deposit_derivation 0.3→0.39", moved[LeverKind.DepositVolume]);
        Assert.Equal("demand_share 0.45→0.5", moved[LeverKind.DepositMix]);
        // 24,000 + 15,000 of 240,000 + 15,000.
        Assert.Equal("fee_share 0.1→0.1529", moved[LeverKind.FeeIncome]);
        Assert.Equal("settlement_share 0.18→0.24", moved[LeverKind.Settlement]);
        Assert.Equal("payroll_penetration 0.4→0.5", moved[LeverKind.Payroll]);
        Assert.Equal("e_channel 0.85→0.9", moved[LeverKind.Channel]);
        // 84,000 − 6,000 of 240,000.
        Assert.Equal("cost_income 0.35→0.325", moved[LeverKind.CostToServe]);
        Assert.Equal("credit_cost 0.0045→0.0043 capital_intensity 0.062→0.056", moved[LeverKind.RiskMitigation]);
    }

    [Fact]
    public void Steps_begin_where_the_one_before_ends_and_add_up()
    {
        StepwisePath way = CustomerA.Guidance.To(new(Level.Mid, Level.High));

        // By worth per effort: 14,736/0.2, 17,748/0.2989, 9,000/0.25, 17,604/0.5.
        Assert.Equal(
            (LeverKind[])[LeverKind.LoanPricing, LeverKind.RiskMitigation, LeverKind.CostToServe, LeverKind.FeeIncome],
            way.Steps.Select(step => step.Lever.Kind)
        );
        Assert.Equal(way.Before, way.Steps[0].Before);
        Assert.Equal(way.Steps.SkipLast(1).Select(step => step.After), way.Steps.Skip(1).Select(step => step.Before));
        Assert.Equal(14_736, way.Steps[0].Gain, 1e-6);
        Assert.Equal(260_000, way.Steps[0].After.Revenue, 1e-6);
        Assert.Equal(way.Steps.Sum(step => step.Gain), way.Gain, 1e-6);
        Assert.Equal(way.Path.Effort, way.Effort, 1e-12);
        Assert.Equal("MH", way.After.Cell.ToString());
        Assert.Equal(0.20, way.After.Raroc, 1e-9); // the row binds
    }

    [Fact]
    public void Within_reach_is_what_all_levers_bring_that_lose_nothing_with_the_larger_cost_cut()
    {
        const double OfRevenue = 0.75 - (0.11 * 0.12);
        double risk = (0.75 * 5_250) + (0.11 * 10_500_000 * (K - 0.05));
        double lending = (0.75 * 27_000) - (0.11 * ((2_000_000 * K) + (0.12 * 36_000)));
        double fees = (0.75 * 24_000) - (0.11 * 0.12 * 30_000);

        Assert.Equal(
            ((21_600 + 3_000 + 9_000 + 20_000 + 9_600 + 7_200) * OfRevenue) + lending + fees + 9_000 + risk,
            CustomerA.Guidance.Reach,
            0.01
        );
    }
}
