using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Customers;

/// <summary>What a customer is compared with, as far as the reader may see it.</summary>
internal sealed class CustomerBenchmarks
{
    private readonly DataScope _scope;
    private readonly PositionRow _own;
    private readonly BenchmarkSets _sets;

    private CustomerBenchmarks(DataScope scope, PositionRow own, BenchmarkSets sets) => (_scope, _own, _sets) = (scope, own, sets);

    /// <summary>The benchmark of each indicator; null where nobody of the High band has it.</summary>
    public ShownBenchmark?[] Of { get; } = new ShownBenchmark?[Indicator.Count];

    /// <summary>What it could be offered next; null when it is not placed on the value grid.</summary>
    public NextProducts? Products { get; private set; }

    /// <summary>Reads the benchmarks of a customer's kind.</summary>
    public static async Task<CustomerBenchmarks> LoadAsync(
        NineGridDbContext db,
        HighBands high,
        DataScope scope,
        Viewpoint at,
        IQueryable<PositionRow> position,
        InstitutionAt branch,
        CustomerQuery.Own own,
        CancellationToken cancellationToken
    )
    {
        BenchmarkSets sets = await BenchmarkSets.LoadAsync(db, high, scope, at, branch, cancellationToken);
        var benchmarks = new CustomerBenchmarks(scope, own.Position, sets);
        foreach (BenchmarkRow row in await BenchmarkQueries.Benchmarks(db, position, branch.Place).ToListAsync(cancellationToken))
        {
            int within = sets.Within(row.Indicator, row.Width, own.Position.Size, row.OfCredit);
            benchmarks.Of[row.Indicator] = ShownBenchmark.Of(scope, row, within);
        }

        if (own.Position.ValueCell is not null)
        {
            List<NextProduct> shares = await BenchmarkQueries.ProductShares(db, position, branch.Place).ToListAsync(cancellationToken);
            benchmarks.Products = benchmarks.Next(shares, own.Figures?.Products, at.Scheme.ProductPenetration);
        }

        return benchmarks;
    }

    private NextProducts Next(List<NextProduct> shares, string? list, double least)
    {
        (int n, BenchmarkWidth width) = shares.Count == 0 ? (0, BenchmarkWidth.Bank) : (shares[0].Share.N, shares[0].Share.Width);
        // Whoever has products reported has a cross-selling rate.
        int within = _sets.Within(Indicator.Named("cross_sell").Number, width, _own.Size, _own.HasCredit == true);
        bool keptBack = n > 0 && !_scope.Shows(n, within);
        var names = shares.ToDictionary(one => one.Share.Product, one => one.Name, StringComparer.Ordinal);
        IReadOnlyList<string>? held = list is null ? null : ProductSets.CodesOf(list);
        return new()
        {
            Products = keptBack
                ? []
                :
                [
                    .. ProductShare
                        .NextOf(shares.Select(one => one.Share), held, least)
                        .Select(share => new NextProduct(share, names[share.Product])),
                ],
            N = n,
            Width = width,
            IsReported = held is not null,
            IsKeptBack = keptBack,
        };
    }
}
