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
public sealed class OpportunitiesQuery(NineGridDbContext db, LargeSets large)
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
        LeverSums sums = await large.WorthAsync(
            scope,
            at,
            selection,
            async () => LeverSums.Over(await LeverSums.Of(db, positions).ToListAsync(cancellationToken)),
            own => own.Reaching
        );
        int total = lever is LeverKind one ? sums.Levers[(int)one].Customers : sums.Reaching;
        int pages = Math.Max(1, (total + CustomersQuery.PageSize - 1) / CustomersQuery.PageSize);
        int shown = Math.Clamp(page, 1, pages);
        int[] ids = await Ranked(db, positions, lever)
            .Skip((shown - 1) * CustomersQuery.PageSize)
            .Take(CustomersQuery.PageSize)
            .ToArrayAsync(cancellationToken);
        return new(sums, total, shown, pages, await ListedAsync(positions, ids, cancellationToken));
    }

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
        foreach (int[] ids in (await Ranked(db, positions, lever).ToListAsync(cancellationToken)).Chunk(PieceSize))
        {
            foreach (Opportunity one in await ListedAsync(positions, ids, cancellationToken))
            {
                yield return one;
            }
        }
    }

    private async Task<IReadOnlyList<Opportunity>> ListedAsync(
        IQueryable<PositionRow> positions,
        int[] ids,
        CancellationToken cancellationToken
    )
    {
        Dictionary<int, CustomerListed> customers = await CustomersQuery
            .Listed(db, positions, ids)
            .ToDictionaryAsync(customer => customer.Id, cancellationToken);
        Dictionary<int, GuidanceRow> guidance = await Guided(db, positions, ids)
            .ToDictionaryAsync(row => row.CustomerId, cancellationToken);
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
