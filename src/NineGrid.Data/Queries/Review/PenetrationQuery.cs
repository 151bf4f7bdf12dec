using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Views;

namespace NineGrid.Data.Queries.Review;

/// <summary>A product and who holds it.</summary>
public sealed record HeldProduct(string Name, ProductPenetration Penetration);

/// <summary>The products of an institution's customers.</summary>
/// <param name="IsCovered">Whether every customer of it may be seen; if not, nothing is told.</param>
/// <param name="Reporting">Placed customers whose products are reported, among all of them.</param>
/// <param name="Products">Products that somebody holds, the greatest lift first, those without one last.</param>
public sealed record ProductReview(bool IsCovered, Proportion Reporting, IReadOnlyList<HeldProduct> Products);

/// <summary>Which products do the customers of the High band hold that others do not?</summary>
public sealed class PenetrationQuery(NineGridDbContext db)
{
    public async Task<ProductReview> AskAsync(DataScope scope, Viewpoint at, CancellationToken cancellationToken)
    {
        List<InstitutionSumRow> sums =
        [
            .. (await ReviewTallies.Stored(db, scope, at, [at.Institution.Place]).ToListAsync(cancellationToken)).Where(sum =>
                sum.Part != InstitutionSums.NotPlaced
            ),
        ];
        List<Held> held = await Holdings(db, scope, at).ToListAsync(cancellationToken);
        IEnumerable<HeldProduct> products =
            from product in held.GroupBy(one => (one.Product, one.Name))
            let penetration = new ProductPenetration(
                product.Key.Product,
                Cell.All.Select(cell => new Proportion(
                    product.Where(one => one.Part == cell.Index).Sum(one => one.Holders),
                    sums.Where(sum => sum.Part == cell.Index).Sum(sum => sum.Reporting)
                ))
            )
            where penetration.Placed.Part > 0
            orderby penetration.Lift is null, penetration.Lift descending, penetration.Placed.Part descending
            select new HeldProduct(product.Key.Name ?? product.Key.Product, penetration);
        return new(
            await ReviewTallies.Covered(db, scope, at).AnyAsync(cancellationToken),
            new(sums.Sum(sum => sum.Reporting), sums.Sum(sum => sum.Customers)),
            [.. products]
        );
    }

    /// <summary>Holders of a product in a part of the value grid.</summary>
    public sealed record Held(string Product, string? Name, byte Part, int Holders);

    /// <summary>The stored holdings of the institution in force, if every customer of it may be seen.</summary>
    public static IQueryable<Held> Holdings(NineGridDbContext db, DataScope scope, Viewpoint at) =>
        from own in ReviewTallies.Covered(db, scope, at)
        join row in db.ProductHoldings on new { own.SnapshotId, own.Place } equals new { row.SnapshotId, row.Place }
        join product in db.Products on row.Product equals product.Code into products
        from product in products.DefaultIfEmpty()
        orderby row.Product, row.Part
        select new Held(row.Product, product == null ? null : product.Name, row.Part, row.Holders);
}
