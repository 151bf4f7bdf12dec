using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Snapshots;

/// <summary>Reads of the earlier snapshots of a scheme what the alert rules ask for.</summary>
internal sealed class EarlierSnapshots(NineGridDbContext db, string schemeName, SnapshotSource source)
{
    private const int WindowMonths = 12;

    private readonly Dictionary<int, int> _places = source
        .Customers.Select((row, place) => (row.Id, place))
        .ToDictionary(pair => pair.Id, pair => pair.place);

    /// <summary>The history of a snapshot whose positions are stored.</summary>
    public async Task<AlertHistory> ReadAsync(int snapshotId, CancellationToken cancellationToken)
    {
        Period period = source.Input.Period;
        List<StoredSnapshot> earlier = await StoredSnapshot.BeforeAsync(db, schemeName, period, cancellationToken);
        var read = new Dictionary<int, EarlierStands?>();
        foreach (
            int months in (int[])[source.Input.Scheme.AlertTerms.MovementMonths, AlertHistory.SlideMonths, 2 * AlertHistory.SlideMonths]
        )
        {
            if (!read.ContainsKey(months))
            {
                StoredSnapshot? head = earlier.Find(row => row.Period == period.AddMonths(-months));
                read.Add(months, head is null ? null : await StandsAsync(head, cancellationToken));
            }
        }

        var history = new AlertHistory(source.Customers.Count)
        {
            Before = read[source.Input.Scheme.AlertTerms.MovementMonths],
            SlideMiddle = read[AlertHistory.SlideMonths],
            SlideStart = read[2 * AlertHistory.SlideMonths],
        };
        await ReadLastCellsAsync(snapshotId, earlier, history.LastCell, cancellationToken);
        return history;
    }

    private async Task<EarlierStands> StandsAsync(StoredSnapshot head, CancellationToken cancellationToken)
    {
        Scheme scheme = Scheme.FromJson(head.Definition);
        (AxisCuts valueX, AxisCuts valueY) = await CutsAsync(Grid.Value);
        (AxisCuts growthX, AxisCuts growthY) = await CutsAsync(Grid.Growth);
        HashSet<int> inDefault = await db
            .Figures.Where(row => row.SnapshotId == head.Id && row.Pd == 1)
            .Select(row => row.CustomerId)
            .ToHashSetAsync(cancellationToken);
        var stands = new EarlierStands(head.Period, source.Customers.Count);
        var rows = db
            .Positions.Where(row => row.SnapshotId == head.Id && (row.ValueCell != null || row.GrowthCell != null))
            .Select(row => new
            {
                row.CustomerId,
                row.Place,
                row.Size,
                row.Industry,
                row.HasCredit,
                row.ValueCell,
                row.Revenue,
                row.Raroc,
                row.GrowthCell,
                row.GrowthBank,
                row.GrowthOwn,
            });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!_places.TryGetValue(row.CustomerId, out int place))
            {
                continue;
            }

            var peer = new PeerKey(row.Place, row.Size, row.Industry, row.HasCredit);
            if (row.ValueCell is Cell value)
            {
                stands.Value[place] = new(
                    value,
                    row.Revenue!.Value,
                    row.Raroc!.Value,
                    valueX.For(peer).Cuts,
                    valueY.For(peer).Cuts,
                    inDefault.Contains(row.CustomerId)
                );
            }

            if (row.GrowthCell is Cell growth)
            {
                stands.Growth[place] = new(
                    growth,
                    row.GrowthBank!.Value,
                    row.GrowthOwn!.Value,
                    growthX.For(peer).Cuts,
                    growthY.For(peer).Cuts,
                    InDefault: false
                );
            }
        }

        return stands;

        Task<(AxisCuts X, AxisCuts Y)> CutsAsync(Grid grid) =>
            AxisCuts.LoadAsync(db, DataScope.WholeBank, head.Id, scheme, grid, cancellationToken);
    }

    /// <summary>From the newest earlier snapshot backwards, until each lost customer is found active or no snapshot can hold it any more.</summary>
    private async Task ReadLastCellsAsync(
        int snapshotId,
        List<StoredSnapshot> earlier,
        Cell?[] lastCell,
        CancellationToken cancellationToken
    )
    {
        Period now = source.Input.Period;
        Period oldest = now.AddMonths(-source.Input.Scheme.AlertTerms.LostMonths);
        HashSet<int> wanted =
        [
            .. Enumerable
                .Range(0, source.Customers.Count)
                .Where(place =>
                    source.Input.Facts.LastRow(place) is Period last && last >= oldest && now.Index - last.Index >= WindowMonths
                )
                .Select(place => source.Customers[place].Id),
        ];
        IQueryable<PositionRow> lost = db.Positions.Where(row => row.SnapshotId == snapshotId && row.ValueReason == UnplacedReason.Lost);
        foreach (StoredSnapshot head in earlier.TakeWhile(_ => wanted.Count > 0))
        {
            var rows = await db
                .Positions.Where(row => row.SnapshotId == head.Id && row.Span != null && lost.Any(own => own.CustomerId == row.CustomerId))
                .Select(row => new { row.CustomerId, row.ValueCell })
                .ToListAsync(cancellationToken);
            foreach (var row in rows.Where(row => wanted.Remove(row.CustomerId)))
            {
                lastCell[_places[row.CustomerId]] = row.ValueCell;
            }
        }
    }
}
