using System.CommandLine;
using System.Globalization;
using System.Text;
using CsvHelper;

namespace NineGrid.Bench;

/// <summary><c>growth CSV --out SVG</c>: draws time and memory of the engines against the number of customers, both axes in powers of ten.</summary>
internal static class GrowthChart
{
    private const int Width = 980;
    private const int Height = 430;
    private const int PanelWidth = 320;
    private const int LabelHeight = 17;
    private const int PanelHeight = 290;
    private const int Top = 70;

    /// <summary>Engines in the order of their colours and marks, so that colour is not the only carrier.</summary>
    private static readonly (string Name, string Style, Func<double, double, string> Mark)[] Engines =
    [
        ("NineGrid", "ours", (x, y) => Invariant($"""<circle cx="{x:0.#}" cy="{y:0.#}" r="4.5"/>""")),
        ("DuckDB", "duck", (x, y) => Invariant($"""<rect x="{x - 4:0.#}" y="{y - 4:0.#}" width="8" height="8"/>""")),
        ("PostgreSQL", "post", (x, y) => Invariant($"""<path d="M{x:0.#} {y - 5.5:0.#} l5.5 10 h-11 z"/>""")),
    ];

    public static RootCommand Command()
    {
        var input = new Argument<string>("CSV") { Description = "engine,customers,load,kernel,peak with a header; seconds and megabytes." };
        var output = new Option<string>("--out") { Description = "The picture.", Required = true };
        var command = new RootCommand("Draws how engines grow.") { input, output };
        command.SetAction(words => File.WriteAllText(words.GetRequiredValue(output), Draw([.. Read(words.GetRequiredValue(input))])));
        return command;
    }

    private static IEnumerable<Run> Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var csv = CsvReader.Create(file, new CsvReaderOptions { HasHeader = true });
        while (csv.Read())
        {
            yield return new(csv.GetString(0), Number(1), Number(3), Number(4));
        }

        double Number(int field) => double.Parse(csv.GetString(field), CultureInfo.InvariantCulture);
    }

    private static string Draw(Run[] runs)
    {
        var svg = new StringBuilder();
        svg.Append(
            Invariant(
                $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" aria-label="Time and memory of the snapshot kernel against the number of customers">"""
            )
        );
        svg.Append(
            """
            <style>
            text { font: 13px system-ui, sans-serif; fill: #334155 } .title { font-size: 15px; font-weight: 600 } .grid { stroke: #e2e8f0 }
            .paper { fill: #fff } .ours { stroke: #0b5fa5; fill: #0b5fa5 } .duck { stroke: #b45309; fill: #b45309 } .post { stroke: #5b6b7f; fill: #5b6b7f }
            .line { fill: none; stroke-width: 2 } .label { stroke: none; font-weight: 600 } .end { text-anchor: end } .middle { text-anchor: middle }
            @media (prefers-color-scheme: dark) { text { fill: #cbd5e1 } .grid { stroke: #334155 } .paper { fill: #0f172a }
            .ours { stroke: #7cc0f5; fill: #7cc0f5 } .duck { stroke: #f0b15e; fill: #f0b15e } .post { stroke: #a9b6c6; fill: #a9b6c6 } }
            </style>
            """
        );
        svg.Append(Invariant($"""<rect class="paper" width="{Width}" height="{Height}"/>"""));
        Panel(svg, 70, "Seconds", runs, run => run.Seconds);
        Panel(svg, 560, "Peak memory, MB", runs, run => run.Megabytes);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, int left, string title, Run[] runs, Func<Run, double> value)
    {
        var x = Axis.Of(runs.Select(run => run.Customers), left, PanelWidth);
        var y = Axis.Of(runs.Select(value), Top + PanelHeight, -PanelHeight);
        svg.Append(Invariant($"""<text class="title" x="{left}" y="{Top - 30}">{title}</text>"""));
        foreach (int power in y.Powers)
        {
            double at = y.At(Math.Pow(10, power));
            svg.Append(Invariant($"""<path class="grid" d="M{left} {at:0.#} h{PanelWidth}"/>"""));
            svg.Append(Invariant($"""<text class="end" x="{left - 8}" y="{at + 4:0.#}">{Told(power)}</text>"""));
        }

        foreach (int power in x.Powers)
        {
            double at = x.At(Math.Pow(10, power));
            svg.Append(Invariant($"""<path class="grid" d="M{at:0.#} {Top} v{PanelHeight}"/>"""));
            svg.Append(Invariant($"""<text class="middle" x="{at:0.#}" y="{Top + PanelHeight + 22}">{Told(power)}</text>"""));
        }

        svg.Append(Invariant($"""<text class="middle" x="{left + (PanelWidth / 2)}" y="{Top + PanelHeight + 46}">customers</text>"""));
        var labels = new List<(double Y, double X, string Name, string Style)>();
        foreach ((string name, string style, Func<double, double, string> mark) in Engines)
        {
            Run[] own = [.. runs.Where(run => string.Equals(run.Engine, name, StringComparison.Ordinal)).OrderBy(run => run.Customers)];
            if (own.Length == 0)
            {
                continue;
            }

            (double X, double Y)[] points = [.. own.Select(run => (x.At(run.Customers), y.At(value(run))))];
            svg.Append(Invariant($"""<g class="{style}"><path class="line" d="M"""));
            svg.AppendJoin(" L", points.Select(point => Invariant($"{point.X:0.#} {point.Y:0.#}")));
            svg.Append("\"/>");
            svg.AppendJoin("", points.Select(point => mark(point.X, point.Y)));
            svg.Append("</g>");
            labels.Add((points[^1].Y, points[^1].X + 9, name, style));
        }

        double free = double.NegativeInfinity;
        foreach ((double end, double at, string name, string style) in labels.Order())
        {
            free = Math.Max(free, end);
            svg.Append(Invariant($"""<text class="label {style}" x="{at:0.#}" y="{free + 4:0.#}">{name}</text>"""));
            free += LabelHeight;
        }
    }

    private static string Told(int power) =>
        power >= 0
            ? Math.Pow(10, power).ToString("N0", CultureInfo.InvariantCulture)
            : Math.Pow(10, power).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>What one engine needed at one size.</summary>
    private sealed record Run(string Engine, double Customers, double Seconds, double Megabytes);

    /// <summary>An axis in powers of ten.</summary>
    private sealed record Axis(int Lowest, int Highest, double From, double Length)
    {
        public IEnumerable<int> Powers => Enumerable.Range(Lowest, Highest - Lowest + 1);

        public static Axis Of(IEnumerable<double> values, double from, double length)
        {
            double[] logarithms = [.. values.Select(Math.Log10)];
            int lowest = (int)Math.Floor(logarithms.Min());
            return new(lowest, Math.Max(lowest + 1, (int)Math.Ceiling(logarithms.Max())), from, length);
        }

        public double At(double value) => From + (Length * (Math.Log10(value) - Lowest) / (Highest - Lowest));
    }
}
