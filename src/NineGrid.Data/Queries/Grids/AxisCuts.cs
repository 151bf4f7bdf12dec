using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Grids;

/// <summary>What decides a customer's peer group; a part that no axis of the grid uses is left at its default.</summary>
public readonly record struct PeerKey(int Place, SizeClass Size, Industry? Industry, bool? HasCredit)
{
    /// <summary>That of a customer.</summary>
    public static PeerKey Of(PositionRow position) => new(position.Place, position.Size, position.Industry, position.HasCredit);
}

/// <summary>The peer dimensions that an axis of a grid uses, so that a query reads no others.</summary>
public sealed record PeerParts(bool Tier1, bool Size, bool Industry, bool HasCredit)
{
    /// <summary>Those of both axes of a grid.</summary>
    public static PeerParts Of(Scheme scheme, Grid grid)
    {
        PeerDimension[] used = [.. scheme.Axis(grid, y: false).Peers, .. scheme.Axis(grid, y: true).Peers];
        return new(
            used.Contains(PeerDimension.Tier1),
            used.Contains(PeerDimension.SizeClass),
            used.Contains(PeerDimension.Industry),
            used.Contains(PeerDimension.HasCredit)
        );
    }
}

/// <summary>The stored cut points of one axis, found by customer.</summary>
internal sealed class AxisCuts
{
    private const string Bank = "bank";

    private readonly Dictionary<string, ShownCut> _byGroup;
    private readonly Dictionary<PeerKey, ShownCut> _byKey = [];
    private readonly IReadOnlyList<PeerDimension> _peers;
    private readonly IReadOnlyList<InstitutionAt> _tier1;

    private AxisCuts(IEnumerable<CutRow> rows, DataScope scope, AxisRule rule, IReadOnlyList<InstitutionAt> tier1)
    {
        _byGroup = rows.ToDictionary(row => row.PeerGroup, row => ShownCut.Of(scope, rule, row), StringComparer.Ordinal);
        _peers = rule.Peers;
        _tier1 = tier1;
    }

    /// <summary>The cuts of both axes of a grid, as far as they may be shown.</summary>
    public static Task<(AxisCuts X, AxisCuts Y)> LoadAsync(
        NineGridDbContext db,
        DataScope scope,
        Viewpoint at,
        Grid grid,
        CancellationToken cancellationToken
    ) => LoadAsync(db, scope, at.SnapshotId, at.Scheme, grid, cancellationToken);

    /// <summary>The same of any snapshot.</summary>
    public static async Task<(AxisCuts X, AxisCuts Y)> LoadAsync(
        NineGridDbContext db,
        DataScope scope,
        int snapshot,
        Scheme scheme,
        Grid grid,
        CancellationToken cancellationToken
    )
    {
        List<CutRow> rows = await CutQueries.Rows(db, snapshot, grid).ToListAsync(cancellationToken);
        List<InstitutionAt> tier1 = PeerParts.Of(scheme, grid).Tier1
            ? await CutQueries.Tier1(db, snapshot).ToListAsync(cancellationToken)
            : [];
        return (
            new(rows.Where(row => !row.Y), scope, scheme.Axis(grid, y: false), tier1),
            new(rows.Where(row => row.Y), scope, scheme.Axis(grid, y: true), tier1)
        );
    }

    /// <summary>The cuts of every grid that a customer is measured against, in one question.</summary>
    public static async Task<IReadOnlyDictionary<Grid, (ShownCut X, ShownCut Y)>> ForAsync(
        NineGridDbContext db,
        DataScope scope,
        Viewpoint at,
        PeerKey key,
        CancellationToken cancellationToken
    )
    {
        List<CutRow> rows = await CutQueries.Rows(db, at.SnapshotId).ToListAsync(cancellationToken);
        List<InstitutionAt> tier1 = Enum.GetValues<Grid>().Any(grid => PeerParts.Of(at.Scheme, grid).Tier1)
            ? await CutQueries.Tier1(db, at.SnapshotId).ToListAsync(cancellationToken)
            : [];
        return Enum.GetValues<Grid>().ToDictionary(grid => grid, grid => (Cut(grid, y: false), Cut(grid, y: true)));

        ShownCut Cut(Grid grid, bool y) =>
            new AxisCuts(rows.Where(row => row.Grid == grid && row.Y == y), scope, at.Scheme.Axis(grid, y), tier1).For(key);
    }

    /// <summary>The cuts that apply to a customer; those of the bank when its peer group has none of its own (3.3, Frozen).</summary>
    public ShownCut For(PeerKey key)
    {
        if (!_byKey.TryGetValue(key, out ShownCut? cut))
        {
            string group = _peers.Count == 0 ? Bank : string.Join(';', _peers.Select(peer => Part(peer, key)));
            cut = _byGroup.GetValueOrDefault(group) ?? _byGroup.GetValueOrDefault(Bank) ?? new(Bank, 0, CutPoints.None, IsKeptBack: false);
            _byKey.Add(key, cut);
        }

        return cut;
    }

    /// <summary>The different cuts of some customers, the highest first; those of the bank when there are no customers.</summary>
    public IReadOnlyList<ShownCut> Of(IReadOnlyCollection<PeerKey> keys) =>
        [
            .. keys.DefaultIfEmpty()
                .Select(For)
                .DistinctBy(cut => cut.UsedGroup, StringComparer.Ordinal)
                .OrderByDescending(cut => cut.Cuts.Hi)
                .ThenBy(cut => cut.UsedGroup, KeyOrder.Instance),
        ];

    private string Part(PeerDimension peer, PeerKey key) =>
        peer switch
        {
            PeerDimension.Tier1 => $"Tier1={_tier1.FirstOrDefault(one => one.Place <= key.Place && key.Place < one.EndPlace)?.Code}",
            PeerDimension.SizeClass => key.Size == default ? Bank : $"SizeClass={SizeClassCode.Of(key.Size)}",
            PeerDimension.Industry => $"Industry={key.Industry}",
            PeerDimension.HasCredit => key.HasCredit == true ? "HasCredit=true" : "HasCredit=false",
            _ => throw new ArgumentOutOfRangeException(nameof(peer), peer, "not a peer dimension"),
        };
}

/// <summary>What is read to find cut points.</summary>
public static class CutQueries
{
    public static IQueryable<CutRow> Rows(NineGridDbContext db, int snapshot, Grid grid) =>
        db.Cuts.AsNoTracking().Where(row => row.SnapshotId == snapshot && row.Grid == grid);

    /// <summary>Those of all grids.</summary>
    public static IQueryable<CutRow> Rows(NineGridDbContext db, int snapshot) =>
        db.Cuts.AsNoTracking().Where(row => row.SnapshotId == snapshot);

    /// <summary>The tier-1 branches, then head office for customers above them.</summary>
    public static IQueryable<InstitutionAt> Tier1(NineGridDbContext db, int snapshot) =>
        from row in db.SnapshotInstitutions
        where row.SnapshotId == snapshot && (row.Level == InstitutionLevel.Tier1 || row.ParentPlace == null)
        orderby row.Place descending
        select new InstitutionAt(row.Place, row.EndPlace, row.Code, row.Name, row.Level);
}
