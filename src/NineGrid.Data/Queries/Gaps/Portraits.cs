using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Queries.Gaps;

/// <summary>Customers at a place, some of them or all.</summary>
public sealed record PlaceCount(int Place, int Customers);

/// <summary>An institution in or around the one in force.</summary>
/// <param name="Institution">The institution.</param>
/// <param name="ParentPlace">The place above it; null for head office.</param>
/// <param name="IsVisible">Whether it may be looked at.</param>
/// <param name="IsCovered">Whether every customer of it may be seen.</param>
public sealed record Kin(InstitutionAt Institution, int? ParentPlace, bool IsVisible, bool IsCovered);

/// <summary>What is read to show portraits of the value grid.</summary>
/// <remarks>Whoever may look at an institution may see portraits of it and of those around it, as far as <see cref="DataScope.Shows"/> lets them.</remarks>
public static class Portraits
{
    /// <summary>The stored set of a part of the grid.</summary>
    /// <exception cref="ArgumentException">Customers without a place have no portrait.</exception>
    internal static PortraitPart PartOf(GridPart part) =>
        part.Cell is Cell cell ? PortraitPart.Of(cell)
        : part.Band is Band band ? PortraitPart.Of(band)
        : part == GridPart.Placed ? PortraitPart.All
        : throw new ArgumentException("Customers without a place have no portrait.", nameof(part));

    /// <summary>The stored portraits of some sets, of some institutions.</summary>
    public static IQueryable<PortraitRow> Rows(
        NineGridDbContext db,
        DataScope scope,
        Viewpoint at,
        IReadOnlyCollection<int> places,
        IReadOnlyCollection<PortraitPart> parts
    )
    {
        byte[] numbers = [.. parts.Select(part => part.Number)];
        return from own in Own(db, scope, at)
            from row in db.Portraits.AsNoTracking()
            where row.SnapshotId == own.SnapshotId && row.Grid == Grid.Value && places.Contains(row.Place) && numbers.Contains(row.Part)
            select row;
    }

    /// <summary>How well each indicator tells High from Low in the institution in force.</summary>
    public static IQueryable<SeparationRow> Separations(NineGridDbContext db, DataScope scope, Viewpoint at) =>
        from own in Own(db, scope, at)
        join row in db.Separations.AsNoTracking() on new { own.SnapshotId, own.Place } equals new { row.SnapshotId, row.Place }
        select row;

    /// <summary>The institution in force with those directly above and below it and those beside it, in the order of the tree.</summary>
    public static IQueryable<Kin> Family(NineGridDbContext db, DataScope scope, Viewpoint at)
    {
        IQueryable<SnapshotInstitutionRow> visible = scope.Narrow(db, db.SnapshotInstitutions);
        IQueryable<SnapshotInstitutionRow> covered = scope.Covered(db, db.SnapshotInstitutions);
        return from own in Own(db, scope, at)
            from row in db.SnapshotInstitutions
            where
                row.SnapshotId == own.SnapshotId
                && (
                    row.Place == own.Place
                    || row.ParentPlace == own.Place
                    || (own.ParentPlace != null && (row.Place == own.ParentPlace || row.ParentPlace == own.ParentPlace))
                )
            orderby row.Place
            select new Kin(
                new(row.Place, row.EndPlace, row.Code, row.Name, row.Level),
                row.ParentPlace,
                visible.Any(one => one.SnapshotId == row.SnapshotId && one.Place == row.Place),
                covered.Any(one => one.SnapshotId == row.SnapshotId && one.Place == row.Place)
            );
    }

    /// <summary>The institution in force, if every customer of it may be seen.</summary>
    public static IQueryable<SnapshotInstitutionRow> Covered(NineGridDbContext db, DataScope scope, Viewpoint at) =>
        scope.Covered(db, Own(db, scope, at));

    /// <summary>How many customers each place has.</summary>
    public static IQueryable<PlaceCount> Counts(IQueryable<Placing> placings) =>
        from placing in placings
        group placing by placing.Position.Place into place
        select new PlaceCount(place.Key, place.Count());

    /// <summary>How many of them have an indicator.</summary>
    public static IQueryable<PlaceCount> Having(NineGridDbContext db, IQueryable<Placing> placings, Indicator indicator)
    {
        string name = indicator.Column().ToString();
        return from placing in placings
            join row in db.Indicators
                on new { placing.Position.SnapshotId, placing.Position.CustomerId } equals new { row.SnapshotId, row.CustomerId }
            where EF.Property<double?>(row, name) != null
            group placing by placing.Position.Place into place
            select new PlaceCount(place.Key, place.Count());
    }

    /// <summary>How many of some customers have each indicator: 16 counts in the order of 3.8; none for no customers.</summary>
    public static IQueryable<int[]> HavingEach(NineGridDbContext db, IQueryable<Placing> placings) =>
        from placing in placings
        join row in db.Indicators
            on new { placing.Position.SnapshotId, placing.Position.CustomerId } equals new { row.SnapshotId, row.CustomerId }
        group row by row.SnapshotId into all
        select new[]
        {
            all.Count(row => row.CrossSell != null),
            all.Count(row => row.MonthlyTransactions != null),
            all.Count(row => row.FeeShare != null),
            all.Count(row => row.DepositDerivation != null),
            all.Count(row => row.WalletShare != null),
            all.Count(row => row.CostIncome != null),
            all.Count(row => row.DemandShare != null),
            all.Count(row => row.SettlementShare != null),
            all.Count(row => row.LendingShare != null),
            all.Count(row => row.LineUtilisation != null),
            all.Count(row => row.LoanSpread != null),
            all.Count(row => row.DepositSpread != null),
            all.Count(row => row.CreditCost != null),
            all.Count(row => row.CapitalIntensity != null),
            all.Count(row => row.EChannel != null),
            all.Count(row => row.PayrollPenetration != null),
        };

    private static IQueryable<SnapshotInstitutionRow> Own(NineGridDbContext db, DataScope scope, Viewpoint at)
    {
        (int snapshot, int place) = (at.SnapshotId, at.Institution.Place);
        return scope.Narrow(db, db.SnapshotInstitutions.Where(row => row.SnapshotId == snapshot && row.Place == place));
    }
}
