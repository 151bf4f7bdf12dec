using NineGrid.Domain.Indicators;

namespace NineGrid.Tests.Domain;

public sealed class StandingsTests
{
    private const Standing None = Standing.None;
    private const Standing Best = Standing.Best;
    private const Standing Worst = Standing.Worst;

    public static TheoryData<double?[], Direction, Standing[]> Cases =>
        new()
        {
            { [0.1, 0.3, 0.2], Direction.Up, [Worst, Best, None] },
            { [0.1, 0.3, 0.2], Direction.Down, [Best, Worst, None] },
            { [-5, null, 0], Direction.Up, [Worst, None, Best] },
            { [1, 1, 2], Direction.Up, [Worst, Worst, Best] },
            { [1, 1], Direction.Up, [None, None] },
            { [null, 7], Direction.Up, [None, None] },
            { [null, null], Direction.Down, [None, None] },
            { [], Direction.Down, [] },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_best_and_the_worst_stand_out_unless_all_are_equal(double?[] figures, Direction direction, Standing[] expected) =>
        Assert.Equal(expected, Standings.Of(figures, direction));
}
