using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Gaps;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Opportunities;

/// <summary>A customer with what it has within reach.</summary>
public sealed record Opportunity(CustomerListed Customer, GuidanceRow Guidance)
{
    /// <summary>Its levers, the best worth first; those of negative worth last.</summary>
    public IEnumerable<(LeverKind Lever, double Worth)> Levers =>
        from lever in Enum.GetValues<LeverKind>()
        let worth = StoredGuidance.WorthOf(Guidance, lever)
        where worth is not null
        orderby worth.Value descending, lever
        select (lever, worth.Value);
}

/// <summary>One page of the list.</summary>
/// <param name="Sums">The sums over the selection, whatever lever it is ranked by.</param>
/// <param name="Total">Customers over all pages.</param>
/// <param name="Page">The page shown, from 1.</param>
/// <param name="Pages">How many there are, at least 1.</param>
/// <param name="Opportunities">The customers of the page.</param>
public sealed record OpportunityList(LeverSums Sums, int Total, int Page, int Pages, IReadOnlyList<Opportunity> Opportunities);

/// <summary>Where is most EVA within reach?</summary>
public sealed class OpportunitiesQuery(NineGridDbContext db, LargeSets large, HighBands high)
{
    // As many as databases take as parameters of one statement.
    private const int PieceSize = 500;

    /// <summary>The page with that number; the last one when there are not so many.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="at">From where.</param>
    /// <param name="selection">The filters.</param>
    /// <param name="lever">Only customers that have this lever, ranked by its worth; null for all with something within reach, ranked by that.</param>
    /// <param name="page">Its number, from 1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<OpportunityList> AskAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        LeverKind? lever,
        int page,
        CancellationToken cancellationToken
    )
    {
        IQueryable<PositionRow> positions = selection.Of(db, scope, at);
        Ranking ranking = await large.RankedAsync(
            scope,
            at,
            selection,
            lever,
            () => RankingAsync(scope, at, selection, lever, cancellationToken),
            own => own.Sums.Reaching,
            own => own.First.Length
        );
        LeverSums sums = ranking.Sums;
        int total = lever is LeverKind one ? sums.Levers[(int)one].Customers : sums.Reaching;
        int pages = Math.Max(1, (total + CustomersQuery.PageSize - 1) / CustomersQuery.PageSize);
        int number = Math.Clamp(page, 1, pages);
        int before = (number - 1) * CustomersQuery.PageSize;
        if (before + CustomersQuery.PageSize <= ranking.First.Length || ranking.First.Length == total)
        {
            int[] ids = [.. ranking.First.Skip(before).Take(CustomersQuery.PageSize)];
            return new(sums, total, number, pages, await ListedAsync(positions, ids, ranking.Shown, cancellationToken));
        }

        IReadOnlyDictionary<int, ShownCustomer>? shown = await ShownAsync(scope, at, positions, cancellationToken);
        int[] further = shown is not null
            ? [.. Ranked(shown, lever).Skip(before).Take(CustomersQuery.PageSize)]
            : await Ranked(db, positions, lever).Skip(before).Take(CustomersQuery.PageSize).ToArrayAsync(cancellationToken);
        return new(sums, total, number, pages, await ListedAsync(positions, further, GuidanceOf(shown, further), cancellationToken));
    }

    /// <summary>What the levers of a selection are worth, and who has the most of it.</summary>
    /// <param name="Sums">Over all.</param>
    /// <param name="First">The first in order, at most <see cref="LargeLists.Found"/>.</param>
    /// <param name="Shown">What may be shown of them; null when that is what is stored.</param>
    private sealed record Ranking(LeverSums Sums, int[] First, IReadOnlyDictionary<int, GuidanceRow>? Shown);

    private async Task<Ranking> RankingAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        LeverKind? lever,
        CancellationToken cancellationToken
    )
    {
        IQueryable<PositionRow> positions = selection.Of(db, scope, at);
        IReadOnlyDictionary<int, ShownCustomer>? shown = await ShownAsync(scope, at, positions, cancellationToken);
        if (shown is not null)
        {
            int[] ids = [.. Ranked(shown, lever).Take(LargeLists.Found)];
            return new(LeverSums.Over(LeverSums.Of(shown.Values)), ids, GuidanceOf(shown, ids));
        }

        LeverSums sums = await large.WorthAsync(
            scope,
            at,
            selection,
            async () => LeverSums.Over(await LeverSums.Of(db, positions).ToListAsync(cancellationToken)),
            own => own.Reaching
        );
        int[] first = await Ranked(db, positions, lever).Take(LargeLists.Found).ToArrayAsync(cancellationToken);
        return new(sums, first, Shown: null);
    }

    private static Dictionary<int, GuidanceRow>? GuidanceOf(IReadOnlyDictionary<int, ShownCustomer>? shown, int[] ids) =>
        shown is null ? null : ids.ToDictionary(id => id, id => shown[id].Guidance);

    /// <summary>Every one of them in order, read in pieces.</summary>
    public async IAsyncEnumerable<Opportunity> EveryAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        LeverKind? lever,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        IQueryable<PositionRow> positions = selection.Of(db, scope, at);
        IReadOnlyDictionary<int, ShownCustomer>? shown = await ShownAsync(scope, at, positions, cancellationToken);
        IEnumerable<int> ranked = shown is not null
            ? Ranked(shown, lever)
            : await Ranked(db, positions, lever).ToListAsync(cancellationToken);
        foreach (int[] ids in ranked.Chunk(PieceSize))
        {
            foreach (Opportunity one in await ListedAsync(positions, ids, GuidanceOf(shown, ids), cancellationToken))
            {
                yield return one;
            }
        }
    }

    // Whoever sees the bank sees what is stored, and need not be asked about.
    private async Task<IReadOnlyDictionary<int, ShownCustomer>?> ShownAsync(
        DataScope scope,
        Viewpoint at,
        IQueryable<PositionRow> positions,
        CancellationToken cancellationToken
    ) => scope == DataScope.WholeBank ? null : (await ShownGuidance.LoadAsync(db, high, scope, at, positions, cancellationToken)).Customers;

    private static IEnumerable<int> Ranked(IReadOnlyDictionary<int, ShownCustomer> shown, LeverKind? lever) =>
        from customer in shown.Values
        let worth = lever is LeverKind kind ? StoredGuidance.WorthOf(customer.Guidance, kind) : customer.Guidance.Reach
        where worth is not null && (lever is not null || worth > 0)
        orderby worth descending, customer.Guidance.CustomerId
        select customer.Guidance.CustomerId;

    private async Task<IReadOnlyList<Opportunity>> ListedAsync(
        IQueryable<PositionRow> positions,
        int[] ids,
        IReadOnlyDictionary<int, GuidanceRow>? shown,
        CancellationToken cancellationToken
    )
    {
        Dictionary<int, CustomerListed> customers = await CustomersQuery
            .Listed(db, positions, ids)
            .ToDictionaryAsync(customer => customer.Id, cancellationToken);
        IReadOnlyDictionary<int, GuidanceRow> guidance =
            shown ?? await Guided(db, positions, ids).ToDictionaryAsync(row => row.CustomerId, cancellationToken);
        return [.. ids.Select(id => new Opportunity(customers[id], guidance[id]))];
    }

    /// <summary>The ids of customers, the most EVA first; ties go by id.</summary>
    public static IQueryable<int> Ranked(NineGridDbContext db, IQueryable<PositionRow> positions, LeverKind? lever)
    {
        var guided =
            from position in positions
            join row in db.Guidance on new { position.SnapshotId, position.CustomerId } equals new { row.SnapshotId, row.CustomerId }
            select row;
        if (lever is not LeverKind one)
        {
            return guided
                .Where(row => row.Reach > 0)
                .OrderByDescending(row => row.Reach)
                .ThenBy(row => row.CustomerId)
                .Select(row => row.CustomerId);
        }

        string worth = one.ToString();
        return guided
            .Where(row => EF.Property<double?>(row, worth) != null)
            .OrderByDescending(row => EF.Property<double?>(row, worth))
            .ThenBy(row => row.CustomerId)
            .Select(row => row.CustomerId);
    }

    /// <summary>What is stored of the levers of some customers, in no order.</summary>
    public static IQueryable<GuidanceRow> Guided(NineGridDbContext db, IQueryable<PositionRow> positions, IReadOnlyCollection<int> ids) =>
        from position in positions
        where ids.Contains(position.CustomerId)
        join row in db.Guidance.AsNoTracking()
            on new { position.SnapshotId, position.CustomerId } equals new { row.SnapshotId, row.CustomerId }
        select row;
}
