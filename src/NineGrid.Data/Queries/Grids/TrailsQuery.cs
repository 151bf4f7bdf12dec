using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Grids;

/// <summary>Where a customer stood in a quarter.</summary>
/// <param name="Period">The period.</param>
/// <param name="X">Its value on x: yuan or symmetric growth.</param>
/// <param name="Y">Its value on y: a fraction or symmetric growth.</param>
/// <param name="AtX">Where that is drawn on x, by the cut points of the period in force.</param>
/// <param name="AtY">Where that is drawn on y, by the cut points of the period in force.</param>
public sealed record TrailPoint(Period Period, double X, double Y, AxisPlace AtX, AxisPlace AtY);

/// <summary>The way of a customer over the last four quarters.</summary>
/// <param name="No">Customer number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Steps">The quarters in which it had a place, the oldest first.</param>
public sealed record Trail(string No, string Name, IReadOnlyList<TrailPoint> Steps);

/// <summary>Which way did some customers go over the last four quarters?</summary>
public sealed class TrailsQuery(NineGridDbContext db, LargeSelections large)
{
    /// <summary>Trails that a picture shows at most.</summary>
    public const int Most = 5;

    /// <summary>The trails of customers that are in the snapshot and the scope, in the order asked for. A quarter in which a customer was out of the scope is left out.</summary>
    /// <remarks>A group has none: who belongs to it changes.</remarks>
    public async Task<IReadOnlyList<Trail>> AskAsync(
        DataScope scope,
        Viewpoint at,
        Grid grid,
        IReadOnlyList<string> numbers,
        CancellationToken cancellationToken
    )
    {
        if (grid == Grid.Group || numbers.Count == 0)
        {
            return [];
        }

        var snapshots = new Dictionary<int, Period>();
        foreach (Period period in ((int[])[9, 6, 3]).Select(months => at.Period.AddMonths(-months)).Where(at.Periods.Contains))
        {
            snapshots.Add((await ViewpointQuery.Head(db, period).FirstAsync(cancellationToken)).Id, period);
        }

        snapshots.Add(at.SnapshotId, at.Period);
        List<Stood> stood = await Standings(db, scope, snapshots.Keys, numbers).ToListAsync(cancellationToken);
        PictureFrame frame = await PictureFrame.LoadAsync(db, large, scope, at, grid, everybody: null, cancellationToken);
        ILookup<string, Stood> byCustomer = stood.ToLookup(one => one.No, StringComparer.Ordinal);
        return
        [
            .. from no in numbers
            let now = byCustomer[no].FirstOrDefault(one => one.Position.SnapshotId == at.SnapshotId)
            where now is not null
            let peer = new PeerKey(now.Position.Place, now.Position.Size, now.Position.Industry, now.Position.HasCredit)
            select new Trail(
                no,
                now.Name,
                [
                    .. from one in byCustomer[no]
                    let period = snapshots[one.Position.SnapshotId]
                    orderby period
                    from step in Steps(frame, grid, peer, period, one.Position)
                    select step,
                ]
            ),
        ];
    }

    private static IEnumerable<TrailPoint> Steps(PictureFrame frame, Grid grid, PeerKey peer, Period period, PositionRow row)
    {
        (double? x, double? y) =
            grid == Grid.Growth && row.GrowthCell is not null ? (row.GrowthBank, row.GrowthOwn)
            : grid == Grid.Value && row.ValueCell is not null ? (row.Revenue, row.Raroc)
            : (null, null);
        if (x is double across && y is double up && frame.PlaceOf(peer, across, up) is (AxisPlace atX, AxisPlace atY))
        {
            yield return new(period, across, up, atX, atY);
        }
    }

    /// <summary>A customer's position in a snapshot.</summary>
    public sealed record Stood(string No, string Name, PositionRow Position);

    public static IQueryable<Stood> Standings(
        NineGridDbContext db,
        DataScope scope,
        IReadOnlyCollection<int> snapshots,
        IReadOnlyCollection<string> numbers
    ) =>
        from row in scope.Narrow(db, db.Positions.AsNoTracking().Where(row => snapshots.Contains(row.SnapshotId)))
        join customer in db.Customers on row.CustomerId equals customer.Id
        where numbers.Contains(customer.No)
        select new Stood(customer.No, customer.Name, row);
}
