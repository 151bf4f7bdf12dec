using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Lets the product guide the customers of a small bank and reads everything back.</summary>
internal static class GuidingKernel
{
    public static GuidanceResults Compute(SmallBank bank, Period period, int threads = 1)
    {
        Snapshot snapshot = Kernel.SnapshotOf(bank, period, threads);
        var guidance = Guidance.Of(snapshot, threads);
        var separations = SeparationTable.Of(snapshot, threads);
        InstitutionTree tree = snapshot.Input.Book.Institutions;
        return new(
            [
                .. Enumerable
                    .Range(0, snapshot.Input.Book.Count)
                    .Where(customer => snapshot.Cells(Grid.Value)[customer] >= 0)
                    .Select(customer => Customer(snapshot, guidance, customer)),
            ],
            [
                .. from place in Enumerable.Range(0, tree.Count)
                from indicator in Enumerable.Range(0, Indicator.Count)
                select Read(tree.Code(place), indicator, separations[place, indicator]),
            ]
        );
    }

    private static GuidedCustomer Customer(Snapshot snapshot, Guidance guidance, int customer)
    {
        BenchmarkKey kind = BenchmarkKey.Of(snapshot, customer);
        ProductShare[] products = guidance.Products[kind].ToArray();
        ProductSets sets = snapshot.Input.Book.Products;
        string? held = sets.TextOf(snapshot.Input.Facts.ProductListOf(customer));
        string no = snapshot.Input.Book.Customers[customer].No;
        (CutPoints x, CutPoints y) = snapshot.CutsOf(Grid.Value, customer);
        double[] values = [.. Enumerable.Range(0, Indicator.Count).Select(i => snapshot.IndicatorOf(i, customer))];
        var alone = new CustomerGuidance(snapshot.Figures[customer], values, guidance.Benchmarks[kind], x, y, snapshot.Input.Scheme);
        Assert.True(Cell.TryParse(GuidedCustomer.SomeTarget(no), out Cell target));
        StepwisePath other = alone.To(target);
        return new(no)
        {
            Benchmarks = [.. guidance.Benchmarks[kind].ToArray().Select(Read)],
            Levers = [.. guidance.LeversOf(customer)],
            Reach = guidance.ReachOf(customer),
            Products = [.. products.Select(one => new ProductResult(one.Product, one.Holders, one.N, one.Width))],
            NextProducts =
            [
                .. ProductShare
                    .NextOf(products, held is null ? null : [.. ProductSets.CodesOf(held)], snapshot.Input.Scheme.ProductPenetration)
                    .Select(one => one.Product),
            ],
            Path = Read(guidance.PathOf(customer)),
            Other = Read(other.Path)!,
            OtherSteps = [.. other.Steps.Select(step => (step.Lever.Kind, step.Fraction))],
            Fractions = guidance
                .LeversOf(customer)
                .ToArray()
                .Zip(guidance.FractionsOf(customer).ToArray())
                .ToDictionary(pair => pair.First.Kind, pair => pair.Second),
        };
    }

    private static BenchmarkResult? Read(Benchmark one) =>
        one.Exists ? new(one.N, one.Quartiles.P25, one.Quartiles.Median, one.Quartiles.P75, one.Width, one.OfCredit) : null;

    private static PathResult? Read(TargetPath? path) =>
        path is not { } one
            ? null
            : new(
                one.Target?.ToString(),
                Measured.OrNull(one.Effort),
                one.Reached.ToString(),
                Measured.OrNull(one.MissingRevenue),
                Measured.OrNull(one.MissingReturn)
            );

    private static SeparationResult Read(string institution, int indicator, Separation one) =>
        new(institution, indicator, one.High, one.Low, Measured.OrNull(one.Probability));
}
