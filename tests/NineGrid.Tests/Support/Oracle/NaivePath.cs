using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Section 3.9: the way to the next band, found from what its rows are worth.</summary>
internal sealed class NaivePath
{
    private readonly CustomerResult _customer;
    private readonly Scheme _scheme;
    private readonly List<Lever> _entering;
    private readonly double _ecCredit;

    /// <summary>Where the customer stands when every lever of non-negative worth is closed.</summary>
    private readonly (double Revenue, double EcCredit, double Return, double Capital) _end;

    public NaivePath(CustomerResult customer, IReadOnlyList<Lever> levers, Scheme scheme)
    {
        _customer = customer;
        _scheme = scheme;
        _ecCredit = customer.EcCredit!.Value;

        List<Lever> cuts = [.. levers.Where(lever => lever.Kind is LeverKind.Channel or LeverKind.CostToServe)];
        _entering = [.. levers.Except(cuts.OrderByDescending(cut => cut.Move).Skip(1))];

        List<Lever> closed = [.. _entering.Where(lever => lever.Worth >= 0)];
        double revenue = customer.Revenue!.Value + closed.Sum(lever => lever.Revenue);
        double ecCredit = _ecCredit + closed.Sum(lever => lever.EcCredit);
        double net = customer.Return!.Value + closed.Sum(Net);
        _end = (revenue, ecCredit, net, ecCredit + (scheme.Beta * Math.Max(revenue, 0)));
    }

    public double Reach => _end.Return - (_scheme.Hurdle * _end.Capital) - _customer.Eva!.Value;

    private bool InDefault => _customer.Figures["pd"] == 1;

    public PathResult? ToNext()
    {
        string[] targets = NaiveSnapshot.Band(_customer.ValueCell!) switch
        {
            "low" => ["HL", "MM", "LH"],
            "mid" => ["HH", "HM", "MH"],
            _ when _customer.ValueCell == "HH" => [],
            _ => ["HH"],
        };
        if (targets.Length == 0)
        {
            return null;
        }

        double?[] efforts = [.. targets.Select(target => EffortTo(target, _entering))];
        if (efforts.Min() is double least)
        {
            int first = Array.FindIndex(efforts, effort => effort <= least + (1e-7 * Math.Max(1, least)));
            return new(targets[first], efforts[first], targets[first], MissingRevenue: null, MissingReturn: null);
        }

        return targets is [string only]
            ? To(only)
            : new(Target: null, Effort: null, CellAtTheEnd(), MissingRevenue: null, MissingReturn: null);
    }

    public PathResult To(string target) =>
        EffortTo(target, _entering) is double effort
            ? new(target, effort, target, MissingRevenue: null, MissingReturn: null)
            : new(target, Effort: null, CellAtTheEnd(), MissingRevenue(target), MissingReturn(target));

    /// <summary>Whether as few levers as that reach the target with an effort.</summary>
    public bool IsReachedByOnly(int levers, string target, double effort) =>
        Corners
            .Choose(_entering.Count, levers)
            .Any(chosen => EffortTo(target, [.. chosen.Select(i => _entering[i])]) <= effort + (1e-9 * Math.Max(1, effort)));

    /// <summary>Whether levers closed so far reach the target; one that may not enter must not be closed.</summary>
    public bool IsReachedBy(IReadOnlyDictionary<LeverKind, double> fractions, string target)
    {
        double[] a = [.. _entering.Select(lever => fractions.GetValueOrDefault(lever.Kind))];
        return a.All(fraction => fraction is >= 0 and <= 1)
            && fractions.Values.Count(fraction => fraction > 0) == a.Count(fraction => fraction > 0)
            && Rows(target, _entering) is var (gain, need)
            && Corners.Meets(gain, need, a);
    }

    /// <summary>The least effort; null when the target cannot be reached.</summary>
    private double? EffortTo(string target, List<Lever> levers) =>
        Rows(target, levers) is var (gain, need) ? Prices.Cheapest([.. levers.Select(lever => lever.Effort)], gain, need) : null;

    /// <summary>What each lever brings to each row, and what is needed; null when nothing can be enough.</summary>
    private (double[] Gain, double[] Need)? Rows(string target, List<Lever> levers)
    {
        List<double> gain = [];
        List<double> need = [];
        if (target[0] != 'L')
        {
            if (Cut(_customer.RevenueCuts, target[0]) is not double cut)
            {
                return null;
            }

            gain.AddRange(levers.Select(lever => lever.Revenue));
            need.Add(Lacking(cut, _customer.Revenue!.Value));
        }

        if (target[1] != 'L')
        {
            if (InDefault || Cut(_customer.RarocCuts, target[1]) is not double h)
            {
                return null;
            }

            gain.AddRange(levers.Select(lever => Net(lever) - (h * (lever.EcCredit + (_scheme.Beta * lever.Revenue)))));
            need.Add(Lacking(h * (_ecCredit + (_scheme.Beta * _customer.Revenue!.Value)), _customer.Return!.Value));
            gain.AddRange(levers.Select(lever => Net(lever) - (h * lever.EcCredit)));
            need.Add(Lacking(h * _ecCredit, _customer.Return.Value));
        }

        return ([.. gain], [.. need]);
    }

    /// <summary>A row that binds counts as met: who stands exactly on a line lacks nothing, whatever the last digits say.</summary>
    private static double Lacking(double wanted, double there) =>
        Math.Abs(wanted - there) <= 1e-12 * (Math.Abs(wanted) + Math.Abs(there)) ? 0 : wanted - there;

    private double? MissingRevenue(string target) =>
        target[0] == 'L' ? 0
        : Cut(_customer.RevenueCuts, target[0]) is double cut ? Math.Max(0, cut - _end.Revenue)
        : null;

    private double? MissingReturn(string target) =>
        target[1] == 'L' ? 0
        : !InDefault && Cut(_customer.RarocCuts, target[1]) is double h ? Math.Max(0, (h * _end.Capital) - _end.Return)
        : null;

    private string CellAtTheEnd()
    {
        char x = Level(_customer.RevenueCuts, _end.Revenue, Arithmetic.RoundedMoney);
        char y = InDefault || _end.Capital == 0 ? 'L' : Level(_customer.RarocCuts, _end.Return / _end.Capital, Arithmetic.RoundedRatio);
        return $"{x}{y}";
    }

    private static char Level((double? Lo, double? Hi) cuts, double value, Func<double, double> rounded) =>
        cuts.Lo is null || rounded(value) < rounded(cuts.Lo.Value) ? 'L'
        : rounded(value) < rounded(cuts.Hi!.Value) ? 'M'
        : 'H';

    private static double? Cut((double? Lo, double? Hi) cuts, char level) => level == 'M' ? cuts.Lo : cuts.Hi;

    /// <summary>ΔΠ.</summary>
    private double Net(Lever lever) => (lever.Revenue - lever.Cost - lever.ExpectedLoss) * (1 - _scheme.Tax);
}
