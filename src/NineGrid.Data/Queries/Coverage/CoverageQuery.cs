using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;

namespace NineGrid.Data.Queries.Coverage;

/// <summary>How many customers are covered.</summary>
/// <param name="Customers">All of them.</param>
/// <param name="Lacking">How many lack something, by <see cref="Lack"/>.</param>
public sealed record CoverageCounts(int Customers, IReadOnlyList<int> Lacking)
{
    /// <summary>How many lack it.</summary>
    public int this[Lack lack] => Lacking[(int)lack];
}

/// <summary>The coverage of an institution and all below it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Counts">Its customers.</param>
public sealed record InstitutionCoverage(string Code, string Name, CoverageCounts Counts);

/// <summary>全覆盖 of a selection.</summary>
/// <param name="All">Over the selection.</param>
/// <param name="Below">By institution directly below the one in force, as far as they have customers.</param>
public sealed record CoverageView(CoverageCounts All, IReadOnlyList<InstitutionCoverage> Below);

/// <summary>Which customers does nobody look after, plan for, or know the statements of?</summary>
public sealed class CoverageQuery(NineGridDbContext db, LargeWork large)
{
    public Task<CoverageView> AskAsync(DataScope scope, Viewpoint at, Selection selection, CancellationToken cancellationToken) =>
        large.AnswerAsync(
            db,
            scope,
            at,
            selection,
            () => ViewAsync(scope, at, selection, cancellationToken),
            view => view.All.Customers,
            view => view.Below.Count,
            cancellationToken
        );

    private async Task<CoverageView> ViewAsync(DataScope scope, Viewpoint at, Selection selection, CancellationToken cancellationToken)
    {
        IQueryable<PositionRow> customers = selection.Of(db, scope, at);
        Dictionary<int, int> all = await CountsAsync(customers, cancellationToken);
        var lacking = new List<Dictionary<int, int>>();
        foreach (Lack lack in Enum.GetValues<Lack>())
        {
            lacking.Add(await CountsAsync(Selection.Lacking(db, customers, lack), cancellationToken));
        }

        return new(
            Within(at.Institution),
            [
                .. at
                    .Below.Select(institution => new InstitutionCoverage(institution.Code, institution.Name, Within(institution)))
                    .Where(institution => institution.Counts.Customers > 0),
            ]
        );

        CoverageCounts Within(InstitutionAt institution) => new(Sum(all, institution), [.. lacking.Select(own => Sum(own, institution))]);
    }

    /// <summary>Customers of an institution's own.</summary>
    public sealed record PlaceCount(int Place, int Customers);

    public static IQueryable<PlaceCount> Counts(IQueryable<PositionRow> customers) =>
        from row in customers
        group row by row.Place into place
        select new PlaceCount(place.Key, place.Count());

    private static Task<Dictionary<int, int>> CountsAsync(IQueryable<PositionRow> customers, CancellationToken cancellationToken) =>
        Counts(customers).ToDictionaryAsync(row => row.Place, row => row.Customers, cancellationToken);

    private static int Sum(Dictionary<int, int> counts, InstitutionAt institution) =>
        counts.Where(place => institution.Place <= place.Key && place.Key < institution.EndPlace).Sum(place => place.Value);
}
