using Microsoft.Extensions.Caching.Memory;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Queries.Customers;

/// <summary>A customer of the High band, with what makes it like another.</summary>
public readonly record struct Candidate(int CustomerId, SizeClass Size, Industry Industry, double? Revenue);

/// <summary>Keeps the customers of a branch's High band, among whom neighbours are looked for: many to read, few bytes to keep.</summary>
/// <remarks>A snapshot does not change; one that is computed again has another key. Who may see what is part of the key.</remarks>
public sealed class HighBands : IDisposable
{
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 1_000_000 });

    /// <summary>The customers of the value grid's High band of an institution that may be seen: kept ones, or those that are asked for now.</summary>
    internal async Task<IReadOnlyList<Candidate>> OfAsync(
        DataScope scope,
        Viewpoint at,
        InstitutionAt institution,
        Func<Task<List<Candidate>>> ask
    )
    {
        var key = (at.SnapshotId, at.ComputedAt, institution.Place, scope);
        if (_kept.TryGetValue(key, out IReadOnlyList<Candidate>? kept) && kept is not null)
        {
            return kept;
        }

        List<Candidate> candidates = await ask();
        _kept.Set(key, candidates, new MemoryCacheEntryOptions { Size = candidates.Count + 1 });
        return candidates;
    }

    /// <summary>The numbers of those that are most like a customer, the most alike first.</summary>
    /// <remarks>
    /// Those of the same size class come before the others; among them those of the same industry; among them the nearest on the logarithm of revenue, that is
    /// by the ratio of the larger revenue to the smaller; ties go by <see cref="Candidate.CustomerId"/>. A revenue of 0 or less is further than any other. When the
    /// customer's own revenue is not positive or not measured, revenue does not count. The customer itself is left out.
    /// </remarks>
    /// <param name="candidates">Among whom they are looked for.</param>
    /// <param name="own">The customer.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<int> Alike(IEnumerable<Candidate> candidates, Candidate own, int most) =>
        [
            .. candidates
                .Where(one => one.CustomerId != own.CustomerId)
                .OrderBy(one => one.Size != own.Size)
                .ThenBy(one => one.Industry != own.Industry)
                .ThenBy(one => Ratio(one.Revenue, own.Revenue))
                .ThenBy(one => one.CustomerId)
                .Take(most)
                .Select(one => one.CustomerId),
        ];

    private static double Ratio(double? revenue, double? own) =>
        !(own > 0) ? 0
        : !(revenue > 0) ? double.PositiveInfinity
        : revenue > own ? revenue.Value / own.Value
        : own.Value / revenue.Value;

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
