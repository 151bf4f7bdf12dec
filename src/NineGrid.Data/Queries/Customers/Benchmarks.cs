using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Indicators;

namespace NineGrid.Data.Queries.Customers;

/// <summary>What each indicator of a customer is compared with: the value grid's High band of its branch, or of the bank where the branch has too few.</summary>
internal sealed class Benchmarks
{
    private readonly DataScope _scope;
    private readonly InstitutionAt _branch;
    private readonly InstitutionAt _bank;
    private readonly Dictionary<(int Place, int Indicator), PortraitRow> _portraits;

    /// <param name="scope">What may be seen.</param>
    /// <param name="branch">The customer's tier-1 branch.</param>
    /// <param name="bank">Head office.</param>
    /// <param name="portraits">The stored portraits of the High band of both.</param>
    public Benchmarks(DataScope scope, InstitutionAt branch, InstitutionAt bank, IEnumerable<PortraitRow> portraits)
    {
        _scope = scope;
        _branch = branch;
        _bank = bank;
        _portraits = portraits.ToDictionary(row => (row.Place, (int)row.Indicator));
    }

    /// <summary>What an indicator is compared with; null when nobody of the High band has it.</summary>
    public Benchmark? For(Indicator indicator)
    {
        PortraitRow? branch = _portraits.GetValueOrDefault((_branch.Place, indicator.Number));
        return branch is { N: >= Benchmark.Few } ? Of(branch, _branch)
            : _portraits.TryGetValue((_bank.Place, indicator.Number), out PortraitRow? bank) ? Of(bank, _bank)
            : null;
    }

    private Benchmark Of(PortraitRow row, InstitutionAt set) =>
        _scope.Shows(row.N)
            ? new(set.Name, set.Place == _bank.Place, row.N, row.P25, row.Median, row.P75, IsKeptBack: false)
            : new(set.Name, set.Place == _bank.Place, row.N, null, null, null, IsKeptBack: true);
}
