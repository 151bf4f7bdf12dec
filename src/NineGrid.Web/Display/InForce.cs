using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Moves;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Web.Display;

/// <summary>A filter in force, in words.</summary>
/// <param name="Name">Its parameter in the address.</param>
/// <param name="What">What it filters.</param>
/// <param name="Text">By what.</param>
public sealed record FilterInForce(string Name, string What, string Text);

/// <summary>Says what a page shows: the filters of its chips, of a print and of a file.</summary>
public sealed class InForce(Words say, Numbers show)
{
    /// <summary>The filters that are set.</summary>
    public IEnumerable<FilterInForce> Filters(Selection selection, SelectionNames names)
    {
        foreach (Grid grid in Enum.GetValues<Grid>())
        {
            if (selection.On(grid) is GridPart part)
            {
                yield return new(grid.ToString().ToLowerInvariant(), say.Of(grid), say.Of(grid, part));
            }
        }

        if (selection.Size is SizeClass size)
        {
            yield return new("size", say["filter.size"], say.Of(size));
        }

        if (selection.Industry is Industry industry)
        {
            yield return new("industry", say["filter.industry"], say.Of(industry));
        }

        if (selection.Strategy is Strategy strategy)
        {
            yield return new("strategy", say["filter.strategy"], say.Of(strategy));
        }

        if (selection.Lack is Lack lack)
        {
            yield return new("lack", say["filter.lack"], say[$"lack.{lack}"]);
        }

        if (selection.Manager is string manager)
        {
            yield return new("manager", say["filter.manager"], names.Manager ?? manager);
        }

        if (selection.CreditGroup is string member)
        {
            yield return new("member", say["filter.member"], names.CreditGroup ?? member);
        }

        if (selection.Moved is MovedCustomers moved)
        {
            yield return new(
                "moved",
                say["filter.moved"],
                say["moved.text", say.Of(moved.Filter.Grid), show.Month(moved.Earlier), show.Month(moved.Later), say.Of(moved.Filter)]
            );
        }

        if (selection.Search is string search)
        {
            yield return new("q", say["filter.search"], search);
        }
    }

    /// <summary>The same with institution, period and scheme in front.</summary>
    public IReadOnlyList<(string What, string Value)> Everything(Viewpoint at, Selection selection, SelectionNames names) =>
        [
            (say["frame.institution"], at.Institution.Name),
            (say["frame.period"], show.Month(at.Period)),
            (say["frame.scheme"], Numbers.Count(at.SchemeVersion)),
            .. Filters(selection, names).Select(filter => (filter.What, filter.Text)),
        ];
}
