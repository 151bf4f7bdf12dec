using System.Globalization;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Where two snapshots of the same bank say different things.</summary>
internal static class Difference
{
    /// <summary>One line for each difference. Words and counts must be equal, money and ratios equal to 1e-9 of their size.</summary>
    public static IReadOnlyList<string> Between(Results expected, Results actual)
    {
        var lines = new List<string>();
        Pair(expected.Customers, actual.Customers, customer => customer.No, Customer);
        Pair(expected.Groups, actual.Groups, group => group.Code, Group);
        Pair(expected.Cuts, actual.Cuts, cut => $"cut {cut.Grid} {cut.Axis} {cut.PeerGroup}", Cut);
        Pair(expected.Portraits, actual.Portraits, p => $"portrait {p.Institution} {p.Grid} {p.Part} {p.Indicator}", Portrait);
        return lines;

        void Pair<T>(IEnumerable<T> left, IEnumerable<T> right, Func<T, string> key, Action<string, T, T> compare)
        {
            Dictionary<string, T> ours = left.ToDictionary(key);
            Dictionary<string, T> theirs = right.ToDictionary(key);
            lines.AddRange(ours.Keys.Except(theirs.Keys).Select(name => $"{name}: missing"));
            lines.AddRange(theirs.Keys.Except(ours.Keys).Select(name => $"{name}: not expected"));
            foreach (string name in ours.Keys.Intersect(theirs.Keys))
            {
                compare(name, ours[name], theirs[name]);
            }
        }

        void Customer(string no, CustomerResult a, CustomerResult b)
        {
            Same(no, "months", a.Months, b.Months);
            Same(no, "span", a.Span, b.Span);
            Money(no, "revenue", a.Revenue, b.Revenue);
            Money(no, "cost", a.Cost, b.Cost);
            Money(no, "el", a.ExpectedLoss, b.ExpectedLoss);
            Money(no, "ec_credit", a.EcCredit, b.EcCredit);
            Money(no, "ec_op", a.EcOp, b.EcOp);
            Money(no, "ret", a.Return, b.Return);
            Ratio(no, "raroc", a.Raroc, b.Raroc);
            Money(no, "eva", a.Eva, b.Eva);
            Same(no, "has_credit", a.HasCredit, b.HasCredit);
            Same(no, "value_cell", a.ValueCell, b.ValueCell);
            Same(no, "value_reason", a.ValueReason, b.ValueReason);
            Ratio(no, "g_bank", a.GrowthBank, b.GrowthBank);
            Ratio(no, "g_own", a.GrowthOwn, b.GrowthOwn);
            Same(no, "growth_cell", a.GrowthCell, b.GrowthCell);
            Same(no, "growth_reason", a.GrowthReason, b.GrowthReason);
            Same(no, "consistency", a.Consistency, b.Consistency);
            Same(no, "group_cell", a.GroupCell, b.GroupCell);
            Same(no, "strategy", a.Strategy, b.Strategy);
            Money(no, "revenue lo", a.RevenueCuts.Lo, b.RevenueCuts.Lo);
            Money(no, "revenue hi", a.RevenueCuts.Hi, b.RevenueCuts.Hi);
            Ratio(no, "raroc lo", a.RarocCuts.Lo, b.RarocCuts.Lo);
            Ratio(no, "raroc hi", a.RarocCuts.Hi, b.RarocCuts.Hi);
            Ratio(no, "g_bank lo", a.BankGrowthCuts.Lo, b.BankGrowthCuts.Lo);
            Ratio(no, "g_bank hi", a.BankGrowthCuts.Hi, b.BankGrowthCuts.Hi);
            Ratio(no, "g_own lo", a.OwnGrowthCuts.Lo, b.OwnGrowthCuts.Lo);
            Ratio(no, "g_own hi", a.OwnGrowthCuts.Hi, b.OwnGrowthCuts.Hi);
            Same(no, "indicators", a.Indicators.Count, b.Indicators.Count);
            for (int i = 0; i < Math.Min(a.Indicators.Count, b.Indicators.Count); i++)
            {
                Ratio(no, $"indicator {i + 1}", a.Indicators[i], b.Indicators[i]);
            }

            Same(no, "figures", a.Figures.Count, b.Figures.Count);
            foreach ((string name, double? figure) in a.Figures)
            {
                Ratio(no, name, figure, b.Figures.GetValueOrDefault(name));
            }
        }

        void Group(string code, GroupResult a, GroupResult b)
        {
            Money(code, "revenue", a.Revenue, b.Revenue);
            Money(code, "return", a.Return, b.Return);
            Money(code, "capital", a.Capital, b.Capital);
            Ratio(code, "raroc", a.Raroc, b.Raroc);
            Same(code, "cell", a.Cell, b.Cell);
        }

        void Cut(string name, CutResult a, CutResult b)
        {
            Same(name, "n", a.N, b.N);
            Ratio(name, "lo", a.Lo, b.Lo);
            Ratio(name, "hi", a.Hi, b.Hi);
        }

        void Portrait(string name, PortraitResult a, PortraitResult b)
        {
            Same(name, "n", a.N, b.N);
            Ratio(name, "pooled", a.Pooled, b.Pooled);
            Ratio(name, "p25", a.P25, b.P25);
            Ratio(name, "median", a.Median, b.Median);
            Ratio(name, "p75", a.P75, b.P75);
        }

        void Same<T>(string who, string what, T a, T b)
        {
            if (!Equals(a, b))
            {
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{who} {what}: expected {a}, not {b}"));
            }
        }

        // Below a yuan, or a thousandth of a ratio, what is left of larger numbers is compared by absolute size.
        void Money(string who, string what, double? a, double? b) => Close(who, what, a, b, smallest: 1);
        void Ratio(string who, string what, double? a, double? b) => Close(who, what, a, b, smallest: 1e-3);

        void Close(string who, string what, double? a, double? b, double smallest)
        {
            bool close =
                a is null || b is null
                    ? a is null && b is null
                    : Math.Abs(a.Value - b.Value) <= 1e-9 * Math.Max(smallest, Math.Max(Math.Abs(a.Value), Math.Abs(b.Value)));
            if (!close)
            {
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{who} {what}: expected {a:R}, not {b:R}"));
            }
        }
    }
}
