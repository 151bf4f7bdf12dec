using NineGrid.Data.Queries.Customers;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;

namespace NineGrid.Web.Display;

/// <summary>Writes an indicator, its benchmark and the gap between them.</summary>
public sealed class Comparisons(Words say)
{
    /// <summary>A value of an indicator.</summary>
    public static string Value(Indicator indicator, double? value) =>
        indicator.IsRatio ? Numbers.Percent(value, 2) : Numbers.Fixed(value, 1);

    /// <summary>The formula in words: numerator ÷ denominator.</summary>
    public string Formula(Indicator indicator) =>
        say["indicator.formula", say[$"indicator.{indicator.Code}.numerator"], say[$"indicator.{indicator.Code}.denominator"]];

    /// <summary>The numerator or denominator of a customer.</summary>
    public static string Term(Indicator indicator, double? value) =>
        indicator.Unit == TermUnit.Money ? Numbers.Amount(value) : Numbers.Fixed(value, 0);

    /// <summary>Why an indicator has no value.</summary>
    public string Unmeasured(IndicatorTerms terms) =>
        say[
            terms.Numerator is null ? "unmeasured.numerator"
            : terms.Denominator is null ? "unmeasured.denominator"
            : "unmeasured.zero"
        ];

    /// <summary>The gap in words: below the High median by 12.4 percentage points. Null where there is none to tell.</summary>
    public string? Gap(IndicatorTerms terms)
    {
        if (terms.Value is not double value || terms.Benchmark?.Quartiles is not { Median: double median })
        {
            return null;
        }

        string distance = terms.Indicator.IsRatio
            ? Numbers.Fixed(Math.Abs(value - median) * 100, 1)
            : Numbers.Fixed(Math.Abs(value - median), 1);
        string unit = terms.Indicator.IsRatio ? "points" : "count";
        return value < median ? say[$"gap.below.{unit}", distance]
            : value > median ? say[$"gap.above.{unit}", distance]
            : say["gap.even"];
    }

    /// <summary>How far one median is from another, in words: 12.4 percentage points lower.</summary>
    public string Difference(Indicator indicator, double value, double other)
    {
        double apart = Math.Abs(value - other) * (indicator.IsRatio ? 100 : 1);
        string distance = Numbers.Fixed(apart, apart < 1 ? 2 : 1);
        string unit = indicator.IsRatio ? "points" : "count";
        return value < other ? say[$"gaps.lower.{unit}", distance]
            : value > other ? say[$"gaps.higher.{unit}", distance]
            : say["gaps.same"];
    }

    /// <summary>Whether that is room to improve; null where there is no gap.</summary>
    public string? Standing(IndicatorTerms terms) => Standing(terms.Gap);

    /// <summary>The same of a gap, positive where there is room to improve.</summary>
    public string? Standing(double? gap) =>
        gap switch
        {
            > 0 => say["gap.behind"],
            < 0 => say["gap.ahead"],
            _ => null,
        };

    /// <summary>The set that a benchmark was taken from, in words and with its n; or why there is none to be seen.</summary>
    public string Set(CustomerView customer, ShownBenchmark? benchmark) =>
        benchmark is null ? say["benchmark.none"]
        : benchmark.IsKeptBack ? say.KeptBack
        : Set(customer, benchmark.N, benchmark.Width, benchmark.OfCredit);

    /// <summary>A set of High-band customers for a customer to be compared with.</summary>
    public string Set(CustomerView customer, int n, BenchmarkWidth width, bool ofCredit) =>
        say["benchmark.set", string.Join(say["list.separator"], Whose(customer, width, ofCredit)), Numbers.Count(n)];

    private IEnumerable<string> Whose(CustomerView customer, BenchmarkWidth width, bool ofCredit)
    {
        yield return width == BenchmarkWidth.Bank ? say["peer.bank"]
        : customer.Branch.Level == InstitutionLevel.Tier1 ? customer.Branch.Name
        : say["benchmark.itself", customer.Branch.Name];
        if (width == BenchmarkWidth.SizeClass)
        {
            yield return say.Of(customer.Position.Size);
        }

        yield return say[ofCredit ? "peer.HasCredit.true" : "peer.HasCredit.false"];
    }
}
