using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Customers;

/// <summary>A product that benchmark customers hold and a customer does not.</summary>
/// <param name="Share">How many hold it.</param>
/// <param name="Name">Its name in the catalogue, or its code when it is no longer there.</param>
public sealed record NextProduct(ProductShare Share, string Name);

/// <summary>What a customer placed on the value grid could be offered next (3.9).</summary>
public sealed record NextProducts
{
    /// <summary>The products, the most common first.</summary>
    public required IReadOnlyList<NextProduct> Products { get; init; }

    /// <summary>Benchmark customers whose products are reported; 0 when there are none.</summary>
    public required int N { get; init; }

    /// <summary>From how wide a set they are.</summary>
    public required BenchmarkWidth Width { get; init; }

    /// <summary>Whether the customer's own products are reported.</summary>
    public required bool IsReported { get; init; }

    /// <summary>Whether the products are kept back, because what customers outside the reader's scope hold could be read off them.</summary>
    public required bool IsKeptBack { get; init; }
}
