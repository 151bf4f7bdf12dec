using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Queries.Grids;

/// <summary>What decides a customer's peer group; a part that the axis does not use is left at its default.</summary>
public sealed record PeerKey
{
    public int Place { get; init; }
    public SizeClass Size { get; init; }
    public Industry? Industry { get; init; }
    public bool? HasCredit { get; init; }
}

/// <summary>The stored cut points of one axis, found by customer.</summary>
public sealed class AxisCuts
{
    /// <summary>The name of the peer group that is the whole bank.</summary>
    public const string Bank = "bank";

    private readonly Dictionary<string, PeerCut> _byGroup;
    private readonly IReadOnlyList<PeerDimension> _peers;
    private readonly IReadOnlyList<InstitutionAt> _tier1;

    private AxisCuts(Dictionary<string, PeerCut> byGroup, IReadOnlyList<PeerDimension> peers, IReadOnlyList<InstitutionAt> tier1)
    {
        _byGroup = byGroup;
        _peers = peers;
        _tier1 = tier1;
    }

    internal static async Task<AxisCuts> LoadAsync(
        NineGridDbContext db,
        Viewpoint at,
        Grid grid,
        bool y,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<PeerDimension> peers = at.Scheme.Axis(grid, y).Peers;
        List<CutRow> rows = await Rows(db, at.SnapshotId, grid, y).ToListAsync(cancellationToken);
        List<InstitutionAt> tier1 = peers.Contains(PeerDimension.Tier1)
            ? await Tier1(db, at.SnapshotId).ToListAsync(cancellationToken)
            : [];
        return new(
            rows.ToDictionary(
                row => row.PeerGroup,
                row => new PeerCut(
                    row.PeerGroup,
                    row.UsedGroup,
                    row.N,
                    row.Lo is double lo && row.Hi is double hi ? CutPoints.Of(lo, hi) : CutPoints.None,
                    row.InUse
                ),
                StringComparer.Ordinal
            ),
            peers,
            tier1
        );
    }

    /// <summary>The cuts that apply to a customer; those of the bank when its peer group has none of its own (3.3, Frozen).</summary>
    public PeerCut For(PeerKey key)
    {
        string group = _peers.Count == 0 ? Bank : string.Join(';', _peers.Select(peer => Part(peer, key)));
        return _byGroup.GetValueOrDefault(group) ?? _byGroup.GetValueOrDefault(Bank) ?? new(Bank, Bank, 0, CutPoints.None, InUse: false);
    }

    /// <summary>The distinct peer keys of placed customers, as far as the axis tells them apart.</summary>
    public static IQueryable<PeerKey> Keys(IQueryable<Placing> placed, IReadOnlyList<PeerDimension> peers)
    {
        (bool tier1, bool size, bool industry, bool credit) = (
            peers.Contains(PeerDimension.Tier1),
            peers.Contains(PeerDimension.SizeClass),
            peers.Contains(PeerDimension.Industry),
            peers.Contains(PeerDimension.HasCredit)
        );
        return placed
            .Select(placing => new PeerKey
            {
                Place = tier1 ? placing.Position.Place : 0,
                Size = size ? placing.Position.Size : SizeClass.Large,
                Industry = industry ? placing.Position.Industry : null,
                HasCredit = credit ? placing.Position.HasCredit : null,
            })
            .Distinct();
    }

    public static IQueryable<CutRow> Rows(NineGridDbContext db, int snapshot, Grid grid, bool y) =>
        db.Cuts.AsNoTracking().Where(row => row.SnapshotId == snapshot && row.Grid == grid && row.Y == y);

    public static IQueryable<InstitutionAt> Tier1(NineGridDbContext db, int snapshot) =>
        from row in db.SnapshotInstitutions
        where row.SnapshotId == snapshot && (row.Level == InstitutionLevel.Tier1 || row.ParentPlace == null)
        orderby row.Place descending
        select new InstitutionAt(row.Place, row.EndPlace, row.Code, row.Name, row.Level);

    private string Part(PeerDimension peer, PeerKey key) =>
        peer switch
        {
            PeerDimension.Tier1 => $"Tier1={_tier1.First(one => one.Place <= key.Place && key.Place < one.EndPlace).Code}",
            PeerDimension.SizeClass => $"SizeClass={SizeClassCode.Of(key.Size)}",
            PeerDimension.Industry => $"Industry={key.Industry}",
            PeerDimension.HasCredit => key.HasCredit == true ? "HasCredit=true" : "HasCredit=false",
            _ => throw new ArgumentOutOfRangeException(nameof(peer), peer, "not a peer dimension"),
        };
}
