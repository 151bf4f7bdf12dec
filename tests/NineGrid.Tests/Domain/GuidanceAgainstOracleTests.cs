using NineGrid.Domain.Paths;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>Guidance and separations, and a naive implementation written from the specification by another hand, say the same of any bank.</summary>
public sealed class GuidanceAgainstOracleTests
{
    private const int Banks = 300;

    private static readonly IReadOnlyList<(int Seed, GuidanceResults Naive, GuidanceResults Kernel)> All =
    [
        .. from seed in Enumerable.Range(0, Banks)
        let bank = GuidedBank.Of(seed)
        let period = RandomBank.PeriodOf(seed)
        select (seed, NaiveGuidance.Compute(bank, period), GuidingKernel.Compute(bank, period)),
    ];

    private static IEnumerable<NaiveGuided> Customers => All.SelectMany(bank => bank.Naive.Customers).Cast<NaiveGuided>();

    [Fact]
    public void Both_give_every_benchmark_lever_product_path_and_separation_alike()
    {
        List<string> differences =
        [
            .. from bank in All
            from line in GuidanceDifference.Between(bank.Naive, bank.Kernel)
            select $"seed {bank.Seed}: {line}",
        ];

        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences.Take(40))}");
    }

    [Fact]
    public void Count()
    {
        var l = new List<string>();
        void Add(string name, object n) => l.Add($"{name}: {n}");
        var customers = Customers.ToList();
        Add("customers", customers.Count);
        Add("levers", customers.Sum(c => c.Levers.Count));
        Add("separations", All.Sum(b => b.Naive.Separations.Count(s => s.Probability is not null)));
        foreach (var kind in Enum.GetValues<LeverKind>())
        {
            var of = customers.SelectMany(c => c.Levers.Where(v => v.Kind == kind)).ToList();
            Add($"{kind}", $"{of.Count} capped {customers.Count(c => c.Capped.Contains(kind))} borrows {customers.Count(c => c.Borrowing.Contains(kind))} negative {of.Count(v => v.Worth < 0)} zero {of.Count(v => v.Worth == 0)}");
        }
        foreach (var w in Enum.GetValues<BenchmarkWidth>()) Add($"{w}", customers.Sum(c => c.Benchmarks.Count(b => b?.Width == w)) + " products " + customers.Count(c => c.Products.Any(p => p.Width == w)));
        Add("no benchmark", customers.Sum(c => c.Benchmarks.Count(b => b is null)));
        Add("flat", customers.Sum(c => c.Benchmarks.Count(b => b is not null && b.P75 == b.P25)));
        Add("nearly flat", customers.Sum(c => c.Benchmarks.Count(b => b is not null && b.P75 != b.P25 && Math.Abs(b.P75 - b.P25) < 1e-9)));
        Add("default", customers.Count(c => c.Customer.Figures["pd"] == 1));
        Add("default levers", customers.Where(c => c.Customer.Figures["pd"] == 1).Sum(c => c.Levers.Count));
        Add("credit", customers.Count(c => c.Customer.HasCredit == true));
        Add("no credit", customers.Count(c => c.Customer.HasCredit == false));
        Add("R<=0", customers.Count(c => c.Customer.Revenue <= 0));
        foreach (var g in customers.GroupBy(c => c.Levers.Count).OrderBy(g => g.Key)) Add($"with {g.Key} levers", g.Count());
        foreach (var g in customers.GroupBy(c => $"path {c.Customer.ValueCell}->{c.Path?.Target} feasible {c.Path?.Effort is not null} zero {c.Path?.Effort == 0}").OrderBy(g => g.Key)) Add(g.Key, g.Count());
        Add("missing R", customers.Count(c => c.Path?.MissingRevenue > 0));
        Add("missing Pi", customers.Count(c => c.Path?.MissingReturn > 0));
        Add("missing none", customers.Count(c => c.Path is { Target: not null, Effort: null, MissingReturn: null }));
        Add("default target", string.Join(' ', customers.Where(c => c.Customer.Figures["pd"] == 1).GroupBy(c => c.Customer.ValueCell + "->" + c.Path?.Target).Select(g => g.Key + g.Count())));
        Add("annualised", customers.Count(c => c.Customer.Span < 12));
        Add("two deposit gaps", customers.Count(c => c.Levers.Any(l => l.Kind == LeverKind.DepositVolume) && Gap(c, 3) > 0 && Gap(c, 4) > 0));
        Add("two risk gaps", customers.Count(c => c.Levers.Any(l => l.Kind == LeverKind.RiskMitigation) && Gap(c, 12) < 0 && Gap(c, 13) < 0));
        Add("both cuts", customers.Count(c => c.Levers.Count(l => l.CutsCost) == 2));
        Add("flat used", customers.Count(c => c.Levers.Any(l => l.Effort == 1)));
        Add("capacity", customers.Count(c => c.Reach < 0));
        double? Gap(NaiveGuided c, int i) => c.Benchmarks[i]?.Median - c.Customer.Indicators[i];
        Add("next", customers.Count(c => c.NextProducts.Count > 0));
        Add("sep kinds", string.Join(' ', All.SelectMany(b => b.Naive.Separations).GroupBy(s => s.Probability is null ? "null" : s.Probability == 0.5 ? "half" : s.Probability is 0 or 1 ? "end" : "other").Select(g => g.Key + g.Count())));
        Assert.Fail(string.Join('\n', l));
    }
}
