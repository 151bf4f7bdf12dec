using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Gaps;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Web.Components;
using NineGrid.Web.Pages;

namespace NineGrid.Web.Display;

/// <summary>The sentences and links of the page of gaps.</summary>
public sealed class GapText(Words say, Numbers show)
{
    /// <summary>What the page shows, in a sentence.</summary>
    public string Title(GapsPage page) =>
        page.Sets is SetComparison sets ? OfSets(page, sets)
        : page.Institutions is InstitutionComparison institutions ? OfInstitutions(page, institutions)
        : OfLevers(page, page.Worth!);

    /// <summary>The class of the colour of a part of the grid.</summary>
    public static string Look(GridPart part) =>
        part.Cell is Cell cell ? BandClass.Of(cell.Band)
        : part.Band is Band band ? BandClass.Of(band)
        : "all";

    /// <summary>How many customers of a set are behind its link.</summary>
    public string Seen(int customers, bool covered) =>
        say.Counted(customers, covered ? "gaps.customers" : "gaps.customers.own", Numbers.Count(customers));

    /// <summary>How many have the indicator.</summary>
    public string Count(ShownPortrait portrait) =>
        portrait.Within == 0 || portrait.Within == portrait.N
            ? say["gaps.n", Numbers.Count(portrait.N ?? 0)]
            : say["gaps.n.own", Numbers.Count(portrait.N ?? 0), Numbers.Count(portrait.Within)];

    /// <summary>The list of a set with an indicator beside the usual columns, the weakest customers first.</summary>
    public static Address List(Address set, Indicator indicator)
    {
        string column = indicator.Column().InAddress();
        return set.With("sort", indicator.Direction == Direction.Up ? column : $"-{column}")
            .With(
                "columns",
                string.Join(',', ((CustomerColumn[])[indicator.Column(), .. CustomerColumns.Usual]).Select(one => one.InAddress()))
            );
    }

    private string OfSets(GapsPage page, SetComparison sets)
    {
        string set = say.Of(Grid.Value, page.Set);
        string against = say.Of(Grid.Value, page.Against);
        return sets.Ranked.FirstOrDefault(one => one is { Separation: not null, IsThin: false }) is { Separation: double most } best
            ? say["gaps.title.sets.best", page.At.Institution.Name, against, set, say.Of(best.Indicator), Numbers.Fixed(most, 2)]
            : say["gaps.title.sets", page.At.Institution.Name, against, set];
    }

    private string OfInstitutions(GapsPage page, InstitutionComparison comparison)
    {
        string set = say.Of(Grid.Value, page.Set);
        string indicator = say.Of(page.Filters.Indicator);
        InstitutionPortrait[] telling = [.. comparison.Institutions.Where(one => one.Portrait is { Median: not null, IsThin: false })];
        return
            telling is [InstitutionPortrait best, .., InstitutionPortrait worst]
            && !Median(best).Equals(Median(worst), StringComparison.Ordinal)
            ? say[
                "gaps.title.institutions.best",
                set,
                indicator,
                best.Institution.Name,
                Median(best),
                worst.Institution.Name,
                Median(worst)
            ]
            : say["gaps.title.institutions", page.At.Institution.Name, set, indicator];

        string Median(InstitutionPortrait one) => Numbers.Of(page.Filters.Indicator, one.Portrait.Median);
    }

    private string OfLevers(GapsPage page, InstitutionWorth worth) =>
        page.Levers is [Domain.Paths.LeverKind first, ..]
            ? say["gaps.title.levers", page.At.Institution.Name, show.AmountInWords(worth.Reach), say.Of(first)]
            : say["gaps.title.levers.none", page.At.Institution.Name];
}
