using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Groups;

/// <summary>Where the members of a group are drawn on the value grid, by the axes of the grid's own picture.</summary>
internal sealed class MemberPicture
{
    private readonly (AxisPlace X, AxisPlace Y)?[] _places;

    /// <summary>The picture of some members.</summary>
    public MemberPicture(IReadOnlyList<GroupQuery.Member> members, AxisCuts xCuts, AxisCuts yCuts)
    {
        int[] drawn = [.. Enumerable.Range(0, members.Count).Where(i => members[i].Position.ValueCell is not null)];
        Drawn[] xs = [.. drawn.Select(i => Of(members[i], members[i].Position.Revenue, xCuts, cell => cell.X))];
        Drawn[] ys = [.. drawn.Select(i => Of(members[i], members[i].Position.Raroc, yCuts, cell => cell.Y))];
        X = new(AxisScale.Money, Shape(xs));
        // Light capital is another kind of number: it does not stretch the axis where others are drawn (3.2).
        Drawn[] heavy = [.. ys.Where((_, i) => members[drawn[i]].Position.EcCredit != 0)];
        Y = new(AxisScale.Rate, Shape(heavy.Length > 0 ? heavy : ys));
        _places = new (AxisPlace, AxisPlace)?[members.Count];
        for (int i = 0; i < drawn.Length; i++)
        {
            _places[drawn[i]] = (xs[i].On(X), ys[i].On(Y));
        }
    }

    /// <summary>The x axis: revenue.</summary>
    public PictureAxis X { get; }

    /// <summary>The y axis: RAROC.</summary>
    public PictureAxis Y { get; }

    /// <summary>Where a member is drawn; null when it has no place.</summary>
    public (AxisPlace X, AxisPlace Y)? At(int member) => _places[member];

    private static Drawn Of(GroupQuery.Member member, double? value, AxisCuts cuts, Func<Cell, Level> level) =>
        new(value!.Value, cuts.For(member.Peer), level(member.Position.ValueCell!.Value));

    private static (double, CutPoints, Level)[] Shape(IEnumerable<Drawn> values) =>
        [.. values.Where(one => !one.Cut.IsKeptBack).Select(one => (one.Value, one.Cut.Cuts, one.Level))];

    private readonly record struct Drawn(double Value, ShownCut Cut, Level Level)
    {
        // A point drawn to scale tells its cuts: where they are kept back it stands in the middle of its cell.
        public AxisPlace On(PictureAxis axis) => Cut.IsKeptBack ? new((int)Level + 0.5, Clipped: 0) : axis.Place(Value, Cut.Cuts, Level);
    }
}
