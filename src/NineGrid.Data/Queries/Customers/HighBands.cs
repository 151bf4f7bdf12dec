using Microsoft.Extensions.Caching.Memory;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Queries.Customers;

/// <summary>Keeps what a page needs of the customers of the High band, among whom neighbours are looked for and of whom benchmarks are taken: many to read, few bytes to keep.</summary>
/// <remarks>What a snapshot holds has another key when it is computed again or a customer changes hands. Who may see what is part of the key.</remarks>
public sealed class HighBands : IDisposable
{
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 1_000_000 });

    /// <summary>The customers of the value grid's High band of an institution that may be seen: kept ones, or those that are asked for now.</summary>
    internal Task<List<Likeness>> OfAsync(DataScope scope, Viewpoint at, InstitutionAt institution, Func<Task<List<Likeness>>> ask) =>
        _kept.AnswerAsync(("alike", at.Edition, institution.Place, scope), ask, customers => customers.Count + 1);

    /// <summary>How many of a scope are in the sets of a branch's benchmarks: a kept answer, or the one that is asked for now.</summary>
    internal Task<BenchmarkSets> SetsAsync(DataScope scope, Viewpoint at, InstitutionAt branch, Func<Task<BenchmarkSets>> ask) =>
        _kept.AnswerAsync(("sets", at.Edition, branch.Place, scope), ask, sets => sets.Room);

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
