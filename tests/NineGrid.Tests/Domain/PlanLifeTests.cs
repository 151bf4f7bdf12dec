using NineGrid.Domain.Paths;

namespace NineGrid.Tests.Domain;

public sealed class PlanLifeTests
{
    [Theory]
    [InlineData(PlanState.Draft, new[] { PlanState.Active, PlanState.Dropped })]
    [InlineData(PlanState.Active, new[] { PlanState.Done, PlanState.Dropped })]
    [InlineData(PlanState.Done, new PlanState[0])]
    [InlineData(PlanState.Dropped, new PlanState[0])]
    public void A_plan_goes_forward_only_and_what_has_ended_stays(PlanState from, PlanState[] to)
    {
        Assert.Equal(to, Enum.GetValues<PlanState>().Where(state => from.MayBecome(state)));
        Assert.Equal(to.Length > 0, from.IsOpen());
    }

    [Theory]
    [InlineData(PlanState.Active, "2026-06-29", false, true)]
    [InlineData(PlanState.Active, "2026-06-30", false, false)] // on its day it is not late yet
    [InlineData(PlanState.Active, "2026-06-29", true, false)]
    [InlineData(PlanState.Active, null, false, false)]
    [InlineData(PlanState.Draft, "2026-06-29", false, false)]
    [InlineData(PlanState.Done, "2026-06-29", false, false)]
    [InlineData(PlanState.Dropped, "2026-06-29", false, false)]
    public void Overdue_is_what_an_active_plan_had_to_do_before_today(PlanState state, string? due, bool done, bool overdue) =>
        Assert.Equal(
            overdue,
            state.IsOverdue(
                due is null ? null : DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture),
                done,
                new DateOnly(2026, 6, 30)
            )
        );

    [Theory]
    [InlineData("2026-01-01", "2026-06-30")]
    [InlineData("2026-03-31", "2026-06-30")]
    [InlineData("2026-04-01", "2026-09-30")]
    [InlineData("2026-09-30", "2026-12-31")]
    [InlineData("2026-12-31", "2027-03-31")]
    public void The_end_of_the_next_quarter_is_proposed(string today, string due) =>
        Assert.Equal(
            DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture),
            PlanLife.ProposedDue(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture))
        );
}
