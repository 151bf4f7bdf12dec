using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;

namespace NineGrid.Data.Queries.Gaps;

/// <summary>Which institutions stand side by side.</summary>
public enum Siblings
{
    /// <summary>Those directly below the one in force.</summary>
    Below,

    /// <summary>The one in force with those beside it.</summary>
    Beside,
}

/// <summary>An indicator of a set of customers in one institution.</summary>
/// <param name="Institution">The institution.</param>
/// <param name="IsVisible">Whether it may be looked at.</param>
/// <param name="Customers">Customers of the set that may be seen.</param>
/// <param name="Portrait">The indicator.</param>
public sealed record InstitutionPortrait(InstitutionAt Institution, bool IsVisible, int Customers, ShownPortrait Portrait);

/// <summary>An indicator of one set of customers across institutions.</summary>
/// <param name="Siblings">Which institutions; null when there are none to compare.</param>
/// <param name="Choices">Which could be asked for.</param>
/// <param name="Parent">The institution above them; null without institutions.</param>
/// <param name="Institutions">The best median first; those kept back and those without customers last.</param>
public sealed record InstitutionComparison(
    Siblings? Siblings,
    IReadOnlyList<Siblings> Choices,
    InstitutionPortrait? Parent,
    IReadOnlyList<InstitutionPortrait> Institutions
);

/// <summary>How does a set of customers differ between sibling institutions?</summary>
public sealed class InstitutionsQuery(NineGridDbContext db, LargeSets large)
{
    /// <param name="scope">What may be seen.</param>
    /// <param name="at">The institution in force.</param>
    /// <param name="set">The set.</param>
    /// <param name="indicator">The indicator.</param>
    /// <param name="siblings">Which institutions; null for those below, or beside where there are none below.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="ArgumentException">The part is one of customers without a place.</exception>
    public async Task<InstitutionComparison> AskAsync(
        DataScope scope,
        Viewpoint at,
        GridPart set,
        Indicator indicator,
        Siblings? siblings,
        CancellationToken cancellationToken
    )
    {
        List<Kin> family = await Portraits.Family(db, scope, at).ToListAsync(cancellationToken);
        Siblings[] choices = [.. Enum.GetValues<Siblings>().Where(one => Among(one).Count > 0)];
        Siblings? asked =
            siblings is Siblings known && choices.Contains(known) ? known
            : choices.Length > 0 ? choices[0]
            : null;
        if (asked is not Siblings which)
        {
            return new(null, choices, null, []);
        }

        List<Kin> compared = Among(which);
        Kin parent = family.Find(one => one.Institution.Place == compared[0].ParentPlace)!;
        Kin[] all = [parent, .. compared];
        Dictionary<int, PortraitRow> rows = await Portraits
            .Rows(db, scope, at, [.. all.Select(one => one.Institution.Place)], [Portraits.PartOf(set)])
            .Where(row => row.Indicator == indicator.Number)
            .ToDictionaryAsync(row => row.Place, cancellationToken);
        Viewpoint above = at with { Institution = parent.Institution };
        IQueryable<Placing> placings = Placing.On(Grid.Value, Selection.Everything.Of(db, scope, above)).In(set);
        List<PlaceCount> customers = await large.CountsAsync(
            scope,
            at,
            parent.Institution,
            set,
            () => Portraits.Counts(placings).ToListAsync(cancellationToken)
        );
        List<PlaceCount>? having = all.All(one => one.IsCovered)
            ? null
            : await Portraits.Having(db, placings, indicator).ToListAsync(cancellationToken);
        return new(
            which,
            choices,
            Shown(parent),
            [
                .. compared
                    .Select(Shown)
                    .OrderBy(one => one.Portrait.IsKeptBack)
                    .ThenBy(one => one.Portrait.Median is null)
                    .ThenBy(one => indicator.Direction == Direction.Up ? -one.Portrait.Median : one.Portrait.Median)
                    .ThenBy(one => one.Institution.Place),
            ]
        );

        List<Kin> Among(Siblings one)
        {
            int? theirs =
                one == Siblings.Below
                    ? at.Institution.Place
                    : family.Find(own => own.Institution.Place == at.Institution.Place)?.ParentPlace;
            return theirs is null ? [] : family.FindAll(own => own.ParentPlace == theirs);
        }

        InstitutionPortrait Shown(Kin one) =>
            new(
                one.Institution,
                one.IsVisible,
                Sum(customers, one.Institution),
                ShownPortrait.Of(
                    scope,
                    rows.GetValueOrDefault(one.Institution.Place),
                    one.IsCovered || having is null ? null : Sum(having, one.Institution)
                )
            );
    }

    private static int Sum(List<PlaceCount> counts, InstitutionAt institution) =>
        counts.Where(one => institution.Place <= one.Place && one.Place < institution.EndPlace).Sum(one => one.Customers);
}
