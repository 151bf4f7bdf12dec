using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Moves;

/// <summary>A customer with a place on a grid; money in yuan.</summary>
public sealed class PlacedCustomer
{
    public int Id { get; init; }
    public Cell Cell { get; init; }
    public double Revenue { get; init; }

    /// <summary>Its value on x, or its group's.</summary>
    public double X { get; init; }

    /// <summary>Its value on y, or its group's.</summary>
    public double Y { get; init; }
    public int Place { get; init; }
    public int? ManagerId { get; init; }
    public SizeClass Size { get; init; }
    public Industry Industry { get; init; }
    public bool? HasCredit { get; init; }
}

/// <summary>Reads movements: both snapshots as columns, joined by customer.</summary>
public static class JoinedSnapshots
{
    /// <summary>The movements between some positions of an earlier and some of a later snapshot, in the order of customer ids.</summary>
    /// <param name="db">The database.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="then">The positions of the earlier snapshot, with it and its scheme; null for nobody.</param>
    /// <param name="now">Those of the later; null for nobody.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static async Task<Move[]> LoadAsync(
        NineGridDbContext db,
        Grid grid,
        (IQueryable<PositionRow> Positions, int Snapshot, Scheme Scheme)? then,
        IQueryable<PositionRow>? now,
        CancellationToken cancellationToken
    )
    {
        List<(PlacedCustomer? Then, PlacedCustomer? Now)> pairs = Joined(await PlacedAsync(then?.Positions), await PlacedAsync(now));
        if (then is not (_, int snapshot, Scheme scheme) || now is null)
        {
            return [.. pairs.Select(pair => new Move(pair.Then, pair.Now, Remains: true))];
        }

        var lines = await Lines.LoadAsync(db, snapshot, scheme, grid, cancellationToken);
        int[] doubtful = [.. pairs.Where(pair => lines.DependsOnDefault(pair.Then, pair.Now)).Select(pair => pair.Now!.Id)];
        HashSet<int> inDefault =
            doubtful.Length == 0
                ? []
                : (await Pds(db, now, doubtful).ToListAsync(cancellationToken))
                    .Where(customer => customer.InDefault)
                    .Select(customer => customer.Id)
                    .ToHashSet();
        return
        [
            .. pairs.Select(pair => new Move(
                pair.Then,
                pair.Now,
                lines.Remains(pair.Then, pair.Now, pair.Now is { Id: int id } && inDefault.Contains(id))
            )),
        ];

        // Sorted here: asked for in this order, a database may follow an index over the customers of every snapshot.
        async Task<List<PlacedCustomer>> PlacedAsync(IQueryable<PositionRow>? positions)
        {
            List<PlacedCustomer> placed = positions is null
                ? []
                : await Placed(db, grid, Placing.On(grid, positions)).ToListAsync(cancellationToken);
            placed.Sort((left, right) => left.Id.CompareTo(right.Id));
            return placed;
        }
    }

    /// <summary>Two lists in the order of ids, one beside the other.</summary>
    private static List<(PlacedCustomer? Then, PlacedCustomer? Now)> Joined(List<PlacedCustomer> then, List<PlacedCustomer> now)
    {
        List<(PlacedCustomer?, PlacedCustomer?)> pairs = new(Math.Max(then.Count, now.Count));
        for (int i = 0, j = 0; i < then.Count || j < now.Count; )
        {
            int order =
                i == then.Count ? 1
                : j == now.Count ? -1
                : then[i].Id.CompareTo(now[j].Id);
            pairs.Add((order <= 0 ? then[i] : null, order >= 0 ? now[j] : null));
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return pairs;
    }

    /// <summary>The customers that are placed, with the values that place them: on the group grid their group's.</summary>
    public static IQueryable<PlacedCustomer> Placed(NineGridDbContext db, Grid grid, IQueryable<Placing> placings) =>
        grid switch
        {
            Grid.Value => from placing in placings
            where placing.Cell != null
            let row = placing.Position
            select new PlacedCustomer
            {
                Id = row.CustomerId,
                Cell = placing.Cell!.Value,
                Revenue = row.Revenue ?? 0,
                X = row.Revenue ?? 0,
                Y = row.Raroc ?? 0,
                Place = row.Place,
                ManagerId = row.ManagerId,
                Size = row.Size,
                Industry = row.Industry,
                HasCredit = row.HasCredit,
            },
            Grid.Growth => from placing in placings
            where placing.Cell != null
            let row = placing.Position
            select new PlacedCustomer
            {
                Id = row.CustomerId,
                Cell = placing.Cell!.Value,
                Revenue = row.Revenue ?? 0,
                X = row.GrowthBank ?? 0,
                Y = row.GrowthOwn ?? 0,
                Place = row.Place,
                ManagerId = row.ManagerId,
                Size = row.Size,
                Industry = row.Industry,
                HasCredit = row.HasCredit,
            },
            Grid.Group => from placing in placings
            where placing.Cell != null
            let row = placing.Position
            // Looked up for each and not joined: a database may join by reading the groups of the whole bank in order.
            select new PlacedCustomer
            {
                Id = row.CustomerId,
                Cell = placing.Cell!.Value,
                Revenue = row.Revenue ?? 0,
                X = db
                    .GroupPositions.Where(own => own.SnapshotId == row.SnapshotId && own.GroupId == row.GroupId)
                    .Select(own => own.Revenue)
                    .FirstOrDefault(),
                Y =
                    db.GroupPositions.Where(own => own.SnapshotId == row.SnapshotId && own.GroupId == row.GroupId)
                        .Select(own => own.Raroc)
                        .FirstOrDefault()
                    ?? 0,
                Place = row.Place,
                ManagerId = row.ManagerId,
                Size = row.Size,
                Industry = row.Industry,
                HasCredit = row.HasCredit,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(grid), grid, "not a grid"),
        };

    /// <summary>The probability of default of some customers.</summary>
    public sealed record CustomerPd(int Id, double? Pd)
    {
        public bool InDefault => Pd == 1;
    }

    public static IQueryable<CustomerPd> Pds(NineGridDbContext db, IQueryable<PositionRow> positions, IReadOnlyCollection<int> customers) =>
        from row in positions
        where EF.Parameter(customers).Contains(row.CustomerId)
        join figures in db.Figures on new { row.SnapshotId, row.CustomerId } equals new { figures.SnapshotId, figures.CustomerId }
        select new CustomerPd(row.CustomerId, figures.Pd);
}
