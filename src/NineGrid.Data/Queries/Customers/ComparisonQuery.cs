using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;

namespace NineGrid.Data.Queries.Customers;

/// <summary>How do a few customers stand side by side?</summary>
public sealed class ComparisonQuery(NineGridDbContext db)
{
    /// <summary>Most customers side by side.</summary>
    public const int Most = 5;

    /// <summary>The customers in the order of their numbers.</summary>
    /// <returns>Null when one is not in the snapshot or not in the scope: the two cannot be told apart.</returns>
    /// <exception cref="ArgumentException">More than <see cref="Most"/> are asked for.</exception>
    public async Task<IReadOnlyList<CustomerListed>?> AskAsync(
        DataScope scope,
        Viewpoint at,
        IReadOnlyList<string> numbers,
        CancellationToken cancellationToken
    )
    {
        if (numbers.Count > Most)
        {
            throw new ArgumentException($"At most {Most} customers are compared.", nameof(numbers));
        }

        if (numbers.Count == 0)
        {
            return [];
        }

        int snapshot = at.SnapshotId;
        IQueryable<PositionRow> positions = scope.Narrow(db, db.Positions.Where(row => row.SnapshotId == snapshot));
        int[] ids = await Ids(db, positions, numbers).ToArrayAsync(cancellationToken);
        Dictionary<string, CustomerListed> found = await CustomersQuery
            .Listed(db, positions, ids)
            .ToDictionaryAsync(customer => customer.No, StringComparer.Ordinal, cancellationToken);
        return numbers.All(found.ContainsKey) ? [.. numbers.Select(no => found[no])] : null;
    }

    /// <summary>The ids of customers by number.</summary>
    public static IQueryable<int> Ids(NineGridDbContext db, IQueryable<PositionRow> positions, IReadOnlyCollection<string> numbers) =>
        from row in positions
        join customer in db.Customers on row.CustomerId equals customer.Id
        where numbers.Contains(customer.No)
        select row.CustomerId;
}
