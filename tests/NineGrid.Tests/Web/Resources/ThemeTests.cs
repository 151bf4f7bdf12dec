using System.Globalization;
using System.Text.RegularExpressions;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Web.Resources;

/// <summary>The colours of marks can be seen on the surface of both themes (WCAG 1.4.11: 3 to 1).</summary>
public sealed partial class ThemeTests
{
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Marks_stand_out_from_the_surface(string theme)
    {
        string css = File.ReadAllText(Repository.File("src/NineGrid.Web/wwwroot/css/theme.css"));
        string block = Block().Matches(css).First(match => match.Groups["theme"].Value == theme).Value;
        Dictionary<string, string> tokens = Token()
            .Matches(block)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["colour"].Value);

        foreach (string mark in (string[])["high", "mid", "low", "quiet", .. Enumerable.Range(1, 7).Select(i => $"mark-{i}")])
        {
            double contrast = Contrast(Luminance(tokens[mark]), Luminance(tokens["surface"]));
            Assert.True(contrast >= 3, $"{mark} in the {theme} theme: {contrast:F2}");
        }
    }

    private static double Contrast(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);

    // https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    private static double Luminance(string colour)
    {
        double[] parts =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(i => int.Parse(colour.AsSpan((2 * i) + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
                .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)),
        ];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex("""\[data-bs-theme="(?<theme>light|dark)"\] \{\s*--ng-canvas[^}]*\}""")]
    private static partial Regex Block();

    [GeneratedRegex("--ng-(?<name>[a-z0-9-]+): (?<colour>#[0-9a-f]{6});")]
    private static partial Regex Token();
}
