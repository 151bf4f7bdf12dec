using NineGrid.Domain.Bank;
using NineGrid.Domain.Paths;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Section 3.9 written a second time, from the specification alone, for obviousness and not for speed.</summary>
internal sealed class NaiveGuidance
{
    private static readonly string[] AlwaysOfCredit = ["lending_share", "loan_spread", "credit_cost", "capital_intensity"];

    private readonly SmallBank _bank;
    private readonly Dictionary<string, Client> _clients;
    private readonly Dictionary<string, string> _tier1;
    private readonly Dictionary<string, string[]?> _held;
    private readonly List<CustomerResult> _placed;
    private readonly List<CustomerResult> _highBand;

    private NaiveGuidance(SmallBank bank, Results results)
    {
        _bank = bank;
        _clients = bank.Clients.ToDictionary(client => client.No);
        _placed = [.. results.Customers.Where(customer => customer.ValueCell is not null)];
        _highBand = [.. _placed.Where(customer => NaiveSnapshot.Band(customer.ValueCell!) == "high")];
        _tier1 = _placed.ToDictionary(customer => customer.No, customer => bank.Tier1(_clients[customer.No].Institution));
        ILookup<string, FactLine> facts = bank.Facts.Where(row => row.Month <= results.Period).ToLookup(row => row.Client);
        _held = _placed.ToDictionary(
            customer => customer.No,
            customer => new Window([.. facts[customer.No]], results.Period).Newest(row => row.Products)?.Split('|')
        );
    }

    public static GuidanceResults Compute(SmallBank bank, Period period)
    {
        Results results = NaiveSnapshot.Compute(bank, period);
        var guidance = new NaiveGuidance(bank, results);
        return new([.. guidance._placed.Select(guidance.Guide)], [.. NaiveSeparation.Of(bank, results)]);
    }

    private GuidedCustomer Guide(CustomerResult customer)
    {
        List<BenchmarkResult?> benchmarks = [.. Enumerable.Range(0, 16).Select(indicator => BenchmarkOf(customer, indicator))];
        List<NaiveLever> levers = new NaiveLevers(customer, benchmarks, _bank.Scheme).All();
        var path = new NaivePath(customer, [.. levers.Select(lever => lever.Lever)], _bank.Scheme);
        List<ProductResult> products = ProductsFor(customer);
        return new NaiveGuided(customer.No)
        {
            Customer = customer,
            Way = path,
            Benchmarks = benchmarks,
            Levers = [.. levers.Select(lever => lever.Lever)],
            Capped = [.. levers.Where(lever => lever.Capped).Select(lever => lever.Lever.Kind)],
            Borrowing = [.. levers.Where(lever => lever.Borrows).Select(lever => lever.Lever.Kind)],
            Reach = path.Reach,
            Products = products,
            NextProducts = Next(products, _held[customer.No]),
            Path = path.ToNext(),
            Other = path.To(GuidedCustomer.SomeTarget(customer.No)),
        };
    }

    private BenchmarkResult? BenchmarkOf(CustomerResult customer, int indicator)
    {
        bool ofCredit = AlwaysOfCredit.Contains(NaiveLevers.Codes[indicator]) || customer.HasCredit == true;
        (BenchmarkWidth width, List<double> values) = Narrowest(
            customer,
            ofCredit,
            set => set.Select(one => one.Indicators[indicator]).OfType<double>()
        );
        return values.Count == 0
            ? null
            : new(
                values.Count,
                Arithmetic.Quantile(values, 0.25),
                Arithmetic.Quantile(values, 0.5),
                Arithmetic.Quantile(values, 0.75),
                width,
                ofCredit
            );
    }

    /// <summary>Like every null, a list of products that is not reported is not measured; it does not say that the customer holds none.</summary>
    private List<ProductResult> ProductsFor(CustomerResult customer)
    {
        (BenchmarkWidth width, List<string[]> lists) = Narrowest(
            customer,
            customer.HasCredit == true,
            set => set.Select(one => _held[one.No]).OfType<string[]>()
        );
        return
        [
            .. _bank
                .Products.Where(product => product.Active)
                .Select(product => product.Code)
                .Order(StringComparer.Ordinal)
                .Select(code => new ProductResult(code, lists.Count(list => list.Contains(code)), lists.Count, width))
                .Where(product => product.Holders > 0),
        ];
    }

    private List<string> Next(List<ProductResult> products, string[]? held) =>
        held is null
            ? []
            :
            [
                .. products
                    .Where(product =>
                        (double)product.Holders / product.N >= _bank.Scheme.ProductPenetration && !held.Contains(product.Code)
                    )
                    .OrderByDescending(product => product.Holders)
                    .Select(product => product.Code),
            ];

    private (BenchmarkWidth Width, List<T> Found) Narrowest<T>(
        CustomerResult customer,
        bool ofCredit,
        Func<IEnumerable<CustomerResult>, IEnumerable<T>> found
    )
    {
        IEnumerable<CustomerResult> bank = _highBand.Where(one => one.HasCredit == ofCredit);
        IEnumerable<CustomerResult> tier1 = bank.Where(one => _tier1[one.No] == _tier1[customer.No]);
        IEnumerable<CustomerResult> size = tier1.Where(one => _clients[one.No].Size == _clients[customer.No].Size);
        int enough = _bank.Scheme.SmallestBenchmark;
        return found(size).Count() >= enough ? (BenchmarkWidth.SizeClass, [.. found(size)])
            : found(tier1).Count() >= enough ? (BenchmarkWidth.Tier1, [.. found(tier1)])
            : (BenchmarkWidth.Bank, [.. found(bank)]);
    }
}

/// <summary>What the naive implementation knows besides: how the levers came about, so that a test can see what it covers.</summary>
internal sealed record NaiveGuided(string No) : GuidedCustomer(No)
{
    public required CustomerResult Customer { get; init; }

    public required NaivePath Way { get; init; }

    /// <summary>Levers that a cap holds back.</summary>
    public required IReadOnlyList<LeverKind> Capped { get; init; }

    /// <summary>Volume levers that take a spread, credit cost or capital intensity of the benchmark.</summary>
    public required IReadOnlyList<LeverKind> Borrowing { get; init; }
}
