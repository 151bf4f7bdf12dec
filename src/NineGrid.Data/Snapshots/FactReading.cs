using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Snapshots;

/// <summary>A customer's facts up to a period.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="First">Its first month.</param>
/// <param name="Last">Its last month.</param>
/// <param name="InWindows">Rows in the two windows that a snapshot looks at.</param>
internal sealed record FactRange(int CustomerId, Period First, Period Last, int InWindows);

/// <summary>Reads the facts that a snapshot needs of the customers of some institutions.</summary>
/// <param name="db">The context.</param>
/// <param name="period">The snapshot's period.</param>
/// <param name="institutions">The institutions whose customers are meant; null for all.</param>
internal sealed class FactReading(NineGridDbContext db, Period period, IReadOnlyCollection<int>? institutions)
{
    private const int WindowsMonths = 24;

    /// <summary>So few that a database goes through the key of the facts, where for a branch it would look through them all.</summary>
    private const int CustomersAtOnce = 1_000;

    private readonly Period _from = period.AddMonths(1 - WindowsMonths);

    /// <summary>The customers that have facts at or before the period.</summary>
    public Task<List<FactRange>> RangesAsync(CancellationToken cancellationToken)
    {
        IQueryable<FactRow> facts = db.Facts.Where(fact => fact.Period <= period);
        if (institutions is not null)
        {
            facts = facts.Where(fact => db.Customers.Any(row => row.Id == fact.CustomerId && institutions.Contains(row.InstitutionId)));
        }

        return facts
            .GroupBy(fact => fact.CustomerId)
            .Select(rows => new FactRange(
                rows.Key,
                rows.Min(row => row.Period),
                rows.Max(row => row.Period),
                rows.Count(row => row.Period >= _from)
            ))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Adds the facts to an accumulation.</summary>
    /// <param name="ranges">The customers, as <see cref="RangesAsync"/> gave them.</param>
    /// <param name="windows">The accumulation.</param>
    /// <param name="products">Numbers its product lists.</param>
    /// <param name="places">The place in it of each customer id.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task AddAsync(
        IReadOnlyList<FactRange> ranges,
        WindowAccumulation windows,
        ProductSets products,
        IReadOnlyDictionary<int, int> places,
        IProgress<JobProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        foreach (FactRange range in ranges)
        {
            windows.Know(places[range.CustomerId], range.First, range.Last);
        }

        long total = ranges.Sum(range => (long)range.InWindows);
        long done = 0;
        IEnumerable<int[]?> portions = [null];
        if (institutions is not null)
        {
            portions = ranges.Select(range => range.CustomerId).Order().Chunk(CustomersAtOnce);
        }

        foreach (int[]? customers in portions)
        {
            await foreach (FactBlock block in FactStream.ReadAsync(db, _from, period, customers, places, products, cancellationToken))
            {
                windows.Add(block);
                done += block.Count;
                progress?.Report(new("facts", done, total));
            }
        }
    }
}
