using Microsoft.Extensions.Caching.Memory;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Queries.Customers;

/// <summary>Keeps the customers of a branch's High band, among whom neighbours are looked for: many to read, few bytes to keep.</summary>
/// <remarks>A snapshot does not change; one that is computed again has another key. Who may see what is part of the key.</remarks>
public sealed class HighBands : IDisposable
{
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 1_000_000 });

    /// <summary>The customers of the value grid's High band of an institution that may be seen: kept ones, or those that are asked for now.</summary>
    internal Task<List<Likeness>> OfAsync(DataScope scope, Viewpoint at, InstitutionAt institution, Func<Task<List<Likeness>>> ask) =>
        _kept.AnswerAsync((at.SnapshotId, at.ComputedAt, institution.Place, scope), ask, customers => customers.Count + 1);

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
