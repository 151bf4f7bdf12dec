using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Customers;

/// <summary>What is read to compare a customer with those of high value.</summary>
public static class BenchmarkQueries
{
    /// <summary>The benchmarks of the customer's kind.</summary>
    /// <param name="db">The database.</param>
    /// <param name="position">The customer's position.</param>
    /// <param name="tier1">Place of its tier-1 branch; 0 when it is below none.</param>
    public static IQueryable<BenchmarkRow> Benchmarks(NineGridDbContext db, IQueryable<PositionRow> position, int tier1) =>
        from own in position
        join row in db.Benchmarks.AsNoTracking() on own.SnapshotId equals row.SnapshotId
        where row.Tier1Place == tier1 && row.Size == own.Size && row.HasCredit == own.HasCredit
        select row;

    /// <summary>The products of the benchmark customers of the customer's kind, with their names.</summary>
    /// <param name="db">The database.</param>
    /// <param name="position">The customer's position.</param>
    /// <param name="tier1">Place of its tier-1 branch; 0 when it is below none.</param>
    public static IQueryable<NextProduct> ProductShares(NineGridDbContext db, IQueryable<PositionRow> position, int tier1) =>
        from own in position
        join row in db.ProductShares.AsNoTracking() on own.SnapshotId equals row.SnapshotId
        where row.Tier1Place == tier1 && row.Size == own.Size && row.HasCredit == own.HasCredit
        from product in db.Products.Where(one => one.Code == row.Product).DefaultIfEmpty()
        select new NextProduct(new ProductShare(row.Product, row.Holders, row.N, row.Width), product == null ? row.Product : product.Name);

    /// <summary>A customer of the High band, of which benchmarks are taken.</summary>
    /// <param name="InBranch">Whether it is one of the branch.</param>
    /// <param name="Size">Its size class.</param>
    /// <param name="HasCredit">Whether it has credit.</param>
    /// <param name="Indicators">What it has.</param>
    public sealed record HighCustomer(bool InBranch, SizeClass Size, bool HasCredit, IndicatorRow Indicators);

    /// <summary>The customers of the value grid's High band that may be seen.</summary>
    /// <param name="db">The database.</param>
    /// <param name="scope">What may be seen.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="branch">A tier-1 branch; head office for the customers below none.</param>
    public static IQueryable<HighCustomer> HighCustomers(NineGridDbContext db, DataScope scope, int snapshot, InstitutionAt branch)
    {
        (int first, int end, bool isTier1) = (branch.Place, branch.EndPlace, branch.Level == InstitutionLevel.Tier1);
        IQueryable<Placing> high = Placing.On(Grid.Value, scope.Positions(db, snapshot)).In(GridPart.Of(Band.High));
        return from one in high
            join indicators in db.Indicators.AsNoTracking()
                on new { one.Position.SnapshotId, one.Position.CustomerId } equals new { indicators.SnapshotId, indicators.CustomerId }
            select new HighCustomer(
                isTier1
                    ? first <= one.Position.Place && one.Position.Place < end
                    : !db.SnapshotInstitutions.Any(tier1 =>
                        tier1.SnapshotId == snapshot
                        && tier1.Level == InstitutionLevel.Tier1
                        && tier1.Place <= one.Position.Place
                        && one.Position.Place < tier1.EndPlace
                    ),
                one.Position.Size,
                one.Position.HasCredit == true,
                indicators
            );
    }
}
