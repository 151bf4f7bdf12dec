using NineGrid.Domain.Grids;

namespace NineGrid.Tests.Domain;

/// <summary>A credit group with and without its members, worked by hand. Cuts of the examples: revenue 1,000 and 5,000, RAROC 11 % and 20 %, hurdle 11 %.</summary>
public sealed class GroupSumTests
{
    private const double Hurdle = 0.11;

    private static readonly CutPoints Revenue = CutPoints.Of(1_000, 5_000);
    private static readonly CutPoints Raroc = CutPoints.Of(0.11, 0.20);

    // A earns 25 % on 2,000 of capital, B 5 % on 1,000, C is known only by its revenue, D earns just the hurdle.
    private static readonly GroupSum A = GroupSum.OfMember(4_000, 500, 2_000);
    private static readonly GroupSum B = GroupSum.OfMember(1_500, 50, 1_000);
    private static readonly GroupSum C = GroupSum.OfMember(300, 70, null);
    private static readonly GroupSum D = GroupSum.OfMember(200, 11, 100);
    private static readonly GroupSum Whole = A + B + C + D;

    [Fact]
    public void A_group_is_the_sum_of_its_members_and_one_of_unknown_capital_counts_with_its_revenue_alone()
    {
        Assert.Equal(new(4, 4_000 + 1_500 + 300 + 200, 500 + 50 + 11, 2_000 + 1_000 + 100), Whole);
        Assert.Equal(561.0 / 3_100, Whole.Raroc);
        Assert.Equal(561 - (0.11 * 3_100), Whole.Eva(Hurdle));
        Assert.Equal("HM", Whole.CellUnder(Revenue, Raroc).ToString()); // 6,000; 18.1 %
    }

    [Fact]
    public void Without_a_member_the_group_is_placed_again_under_the_same_cuts()
    {
        // 2,000 of revenue and 61 on 1,100: 5.5 %.
        Assert.Equal(new(3, 2_000, 61, 1_100), Whole.Without(A));
        Assert.Equal("ML", Whole.Without(A).CellUnder(Revenue, Raroc).ToString());
        // 4,500 of revenue and 511 on 2,100: 24.3 %.
        Assert.Equal("MH", Whole.Without(B).CellUnder(Revenue, Raroc).ToString());
        // Only the revenue falls, to 5,700.
        Assert.Equal("HM", Whole.Without(C).CellUnder(Revenue, Raroc).ToString());
    }

    [Fact]
    public void A_member_carries_when_the_groups_EVA_falls_without_it_and_drags_when_it_rises()
    {
        foreach (
            (GroupSum member, Bearing bearing) in ((GroupSum, Bearing)[])
                [(A, Bearing.Carries), (B, Bearing.Drags), (C, Bearing.Neither), (D, Bearing.Neither)]
        )
        {
            double change = Whole.Without(member).Eva(Hurdle) - Whole.Eva(Hurdle);

            Assert.Equal(bearing, member.BearingAt(Hurdle));
            Assert.Equal(
                bearing,
                change < -0.005 ? Bearing.Carries
                    : change > 0.005 ? Bearing.Drags
                    : Bearing.Neither
            );
        }
    }

    [Fact]
    public void Nobody_is_left_of_a_group_of_one()
    {
        Assert.Equal(default, A.Without(A));
        Assert.Null(A.Without(A).CellUnder(Revenue, Raroc));
    }

    [Fact]
    public void What_subtraction_leaves_of_no_capital_is_no_capital()
    {
        GroupSum tenths = GroupSum.OfMember(1, 1, 0.1) + GroupSum.OfMember(1, 1, 0.2) + GroupSum.OfMember(1, 0, 0);

        // 0.1 + 0.2 − 0.3 is not 0 in doubles.
        GroupSum rest = tenths.Without(new(2, 2, 2, 0.3));

        Assert.NotEqual(0, rest.Ec);
        Assert.Null(rest.Raroc);
        Assert.Null(rest.CellUnder(Revenue, Raroc));
    }

    [Fact]
    public void Empty_revenue_cuts_put_every_group_low() => Assert.Equal("LM", Whole.CellUnder(CutPoints.None, Raroc).ToString());
}
