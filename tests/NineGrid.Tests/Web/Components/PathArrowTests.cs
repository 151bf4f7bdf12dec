using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Data.Queries.Customers;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Tests.Domain;
using NineGrid.Web.Components;
using NineGrid.Web.Display;

namespace NineGrid.Tests.Web.Components;

/// <summary>The arrow of a path on the value grid. A cell of the picture is as wide as any other: Low from 0 to 1, Mid to 2, High to 3.</summary>
public sealed partial class PathArrowTests
{
    private static readonly CutPoints Revenues = CutPoints.Of(100_000, 400_000);
    private static readonly CutPoints Rarocs = CutPoints.Of(0.10, 0.20);

    [Fact]
    public void Points_stand_in_their_cells_by_their_distance_from_the_cut_points()
    {
        StepwisePath way = Way(
            At(200_000, 0.13, Level.Mid, Level.Mid),
            At(200_000, 0.15, Level.Mid, Level.Mid),
            At(400_000, 0.15, Level.High, Level.Mid)
        );
        var picture = new PathPicture(way, Revenues, Rarocs);

        // Revenue by its logarithm: 200,000 is half-way from 100,000 to 400,000. A point on a cut keeps off the line.
        Assert.Equal([1.5, 1.5, 2.02], picture.Points.Select(point => Math.Round(point.X.Position, 4)));
        Assert.Equal([1.3, 1.5, 1.5], picture.Points.Select(point => Math.Round(point.Y.Position, 4)));
        Assert.All(picture.Points, point => Assert.Equal((0, 0), (point.X.Clipped, point.Y.Clipped)));
    }

    [Fact]
    public void A_point_without_capital_stands_in_the_middle_of_its_level()
    {
        StepwisePath way = Way(At(200_000, 0.13, Level.Mid, Level.Mid), At(200_000, double.NaN, Level.Mid, Level.Low));

        Assert.Equal(0.5, new PathPicture(way, Revenues, Rarocs).Points[1].Y.Position);
    }

    [Fact]
    public void The_arrow_runs_through_every_point_and_its_sentence_names_both_ends()
    {
        using var speech = new Speech("en");
        StepwisePath way = Way(At(200_000, 0.15, Level.Mid, Level.Mid), At(400_000, 0.15, Level.High, Level.Mid));
        string drawn = Draw(speech, way);
        // The plot begins at 48 and is 3 × 128⅔ wide; it ends at 280 and is 3 × 91⅓ high.
        double[] expected = [48 + (1.5 * 386 / 3), 280 - (1.5 * 274 / 3), 48 + (2.02 * 386 / 3), 280 - (1.5 * 274 / 3)];

        Assert.Equal(
            expected.Select(one => Math.Round(one, 2)),
            Points().Match(drawn).Groups["points"].Value.Split(' ', ',').Select(one => double.Parse(one, CultureInfo.InvariantCulture))
        );
        Assert.Contains("rotate(0)", drawn); // to the right
        Assert.Contains("today Mid·Mid, revenue CNY 200.0 thousand, RAROC 15.0%; after 1 step High·Mid", drawn);
        Assert.Contains(">100 k<", drawn); // the cut lines carry their values
        Assert.Contains(">20%<", drawn);
    }

    [Fact]
    public void Where_nothing_moves_only_today_is_drawn()
    {
        using var speech = new Speech("en");
        string drawn = Draw(speech, Way(At(200_000, 0.15, Level.Mid, Level.Mid)));

        Assert.DoesNotContain("polyline", drawn);
        Assert.Contains("class=\"today band-mid\"", drawn);
    }

    private static PathPoint At(double revenue, double raroc, Level x, Level y) => new(revenue, 0, 0, 0, raroc, 0, new(x, y));

    private static StepwisePath Way(params PathPoint[] points) =>
        new(
            new(points[^1].Cell, Feasible: true, points[^1].Cell, 1, 0, 0),
            [.. points.Skip(1).Select((point, i) => new PathStep(CustomerA.Guidance.Levers[i], 1, points[i], point))],
            points[0]
        );

    private static string Draw(Speech speech, StepwisePath way)
    {
        var arrow = new PathArrow(speech.Words, new PathWords(speech.Words, speech.Numbers), new PictureText(speech.Words, speech.Numbers))
        {
            Way = way,
            X = Revenues,
            Y = Rarocs,
        };
        var output = new TagHelperOutput("path-arrow", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        arrow.Process(new([], new Dictionary<object, object>(), "arrow"), output);
        return $"{string.Join(' ', output.Attributes.Select(one => one.Value))} {output.Content.GetContent()}";
    }

    [GeneratedRegex("""<polyline class="way" points="(?<points>[^"]+)"/>""")]
    private static partial Regex Points();
}
