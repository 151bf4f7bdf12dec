using System.Globalization;
using NineGrid.Domain.Paths;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Where two guidances of the same bank say different things.</summary>
internal static class GuidanceDifference
{
    /// <summary>One line for each difference. Words and counts must be equal, numbers equal to 1e-9 of their size, efforts of whole paths to 1e-7.</summary>
    public static IReadOnlyList<string> Between(GuidanceResults expected, GuidanceResults actual)
    {
        var lines = new List<string>();
        Same("bank", "customers", Joined(expected.Customers.Select(one => one.No)), Joined(actual.Customers.Select(one => one.No)));
        foreach ((GuidedCustomer a, GuidedCustomer b) in expected.Customers.Zip(actual.Customers))
        {
            Customer(a.No, (NaiveGuided)a, b);
        }

        Dictionary<(string, int), SeparationResult> separations = actual.Separations.ToDictionary(one => (one.Institution, one.Indicator));
        Same("bank", "separations", expected.Separations.Count, actual.Separations.Count);
        foreach (SeparationResult one in expected.Separations)
        {
            Separation(
                $"separation {one.Institution} {NaiveLevers.Codes[one.Indicator]}",
                one,
                separations[(one.Institution, one.Indicator)]
            );
        }

        return lines;

        void Customer(string no, NaiveGuided a, GuidedCustomer b)
        {
            for (int i = 0; i < 16; i++)
            {
                Benchmark($"{no} benchmark {NaiveLevers.Codes[i]}", a.Benchmarks[i], b.Benchmarks[i]);
            }

            Same(no, "levers", Joined(a.Levers.Select(lever => lever.Kind)), Joined(b.Levers.Select(lever => lever.Kind)));
            foreach (Lever lever in a.Levers)
            {
                Lever($"{no} {lever.Kind}", lever, b.Levers.FirstOrDefault(one => one.Kind == lever.Kind));
            }

            Close(no, "reach", a.Reach, b.Reach, smallest: Math.Abs(a.Customer.Eva!.Value));
            Same(no, "products", Joined(a.Products), Joined(b.Products));
            Same(no, "next products", Joined(a.NextProducts), Joined(b.NextProducts));
            Path(no, a, a.Path, b.Path, b.Fractions.ToDictionary());
            Path($"{no} to {a.Other.Target}", a, a.Other, b.Other, b.OtherSteps.ToDictionary(step => step.Lever, step => step.Fraction));
            Steps($"{no} to {a.Other.Target}", a, b.OtherSteps);
        }

        void Benchmark(string name, BenchmarkResult? a, BenchmarkResult? b)
        {
            Same(name, "exists", a is not null, b is not null);
            if (a is null || b is null)
            {
                return;
            }

            Same(name, "n", a.N, b.N);
            Same(name, "width", a.Width, b.Width);
            Same(name, "of credit", a.OfCredit, b.OfCredit);
            Close(name, "p25", a.P25, b.P25);
            Close(name, "median", a.Median, b.Median);
            Close(name, "p75", a.P75, b.P75);
        }

        void Lever(string name, Lever a, Lever b)
        {
            if (a.Kind != LeverKind.RiskMitigation)
            {
                Close(name, "move", a.Move, b.Move);
            }

            Close(name, "effort", a.Effort, b.Effort);
            Close(name, "revenue", a.Revenue, b.Revenue);
            Close(name, "cost", a.Cost, b.Cost);
            Close(name, "loss", a.ExpectedLoss, b.ExpectedLoss);
            Close(name, "capital", a.EcCredit, b.EcCredit);
            Close(
                name,
                "worth",
                a.Worth,
                b.Worth,
                smallest: Math.Abs(a.Revenue) + Math.Abs(a.Cost) + Math.Abs(a.ExpectedLoss) + Math.Abs(a.EcCredit)
            );
        }

        void Path(string no, NaiveGuided naive, PathResult? a, PathResult? b, Dictionary<LeverKind, double> fractions)
        {
            Same(no, "path", a is not null, b is not null);
            if (a is null || b is null)
            {
                return;
            }

            Same(no, "target", a.Target, b.Target);
            Close(no, "path effort", a.Effort, b.Effort, smallest: 1, within: 1e-7);
            if (a.Effort is double effort)
            {
                Same(no, $"{b.Reached} is at least {a.Target}", true, AtLeast(b.Reached, a.Target!));
                Same(no, "path meets the rows", true, naive.Way.IsReachedBy(fractions, a.Target!));
                double sum = naive.Levers.Sum(lever => lever.Effort * fractions.GetValueOrDefault(lever.Kind));
                Close(no, "path adds up", effort, sum, smallest: 1, within: 1e-7);
                int used = fractions.Values.Count(fraction => fraction > 0);
                Same(no, $"path of {used} levers has too many", false, used > 0 && naive.Way.IsReachedByOnly(used - 1, a.Target!, effort));
                return;
            }

            Same(no, "reached", a.Reached, b.Reached);
            if (a.Target is not null)
            {
                CustomerResult customer = naive.Customer;
                double size = 1 + Math.Abs(customer.Revenue!.Value) + Math.Abs(customer.Return!.Value) + customer.EcCredit!.Value;
                Close(no, "missing revenue", a.MissingRevenue, b.MissingRevenue, size);
                Close(no, "missing return", a.MissingReturn, b.MissingReturn, size);
            }
        }

        void Steps(string no, NaiveGuided naive, IReadOnlyList<(LeverKind Lever, double Fraction)> steps)
        {
            double[] rates =
            [
                .. steps.Select(step => naive.Levers.Single(lever => lever.Kind == step.Lever)).Select(lever => lever.Worth / lever.Effort),
            ];
            bool falling = rates.Zip(rates.Skip(1)).All(pair => pair.First >= pair.Second - (1e-9 * Math.Abs(pair.Second)));
            Same(no, "steps by worth per effort", true, falling);
        }

        void Separation(string name, SeparationResult a, SeparationResult b)
        {
            Same(name, "high", a.High, b.High);
            Same(name, "low", a.Low, b.Low);
            Close(name, "probability", a.Probability, b.Probability);
        }

        void Same<T>(string who, string what, T a, T b)
        {
            if (!Equals(a, b))
            {
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{who} {what}: expected {a}, not {b}"));
            }
        }

        // What is left of larger numbers is compared by their size.
        void Close(string who, string what, double? a, double? b, double smallest = 1e-6, double within = 1e-9)
        {
            bool close =
                a is null || b is null
                    ? a is null && b is null
                    : Math.Abs(a.Value - b.Value) <= within * Math.Max(smallest, Math.Max(Math.Abs(a.Value), Math.Abs(b.Value)));
            if (!close)
            {
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{who} {what}: expected {a:R}, not {b:R}"));
            }
        }
    }

    /// <summary>Whether both levels of a cell are at least those of another.</summary>
    public static bool AtLeast(string cell, string target) => cell.Zip(target).All(pair => Level(pair.First) >= Level(pair.Second));

    private static int Level(char letter) => "LMH".IndexOf(letter, StringComparison.Ordinal);

    private static string Joined<T>(IEnumerable<T> parts) => string.Join(' ', parts);
}
