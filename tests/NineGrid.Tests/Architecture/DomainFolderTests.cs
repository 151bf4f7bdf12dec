using System.Text.RegularExpressions;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support;
using Xunit.Abstractions;

namespace NineGrid.Tests.Architecture;

/// <summary>The domain is read from top to bottom: a folder uses only folders above it.</summary>
public sealed partial class DomainFolderTests(ITestOutputHelper output)
{
    private static readonly string[] TopToBottom =
    [
        "Statistics",
        "Bank",
        "Grids",
        "Schemes",
        "Capital",
        "Indicators",
        "Snapshots",
        "Paths",
        "Moves",
        "Alerts",
        "Views",
    ];

    private static readonly string Domain = Repository.File("src/NineGrid.Domain");

    [Fact]
    public void A_folder_uses_only_folders_above_it()
    {
        List<string> upward = [];
        foreach (string folder in Folders())
        {
            string[] used = [.. Uses(folder)];
            output.WriteLine($"{folder, -12} uses {(used.Length == 0 ? "nothing" : string.Join(", ", used))}");
            upward.AddRange(
                used.Where(other => Array.IndexOf(TopToBottom, other) > Array.IndexOf(TopToBottom, folder))
                    .Select(other => $"{folder} uses {other}")
            );
        }

        Assert.Empty(upward);
    }

    [Fact]
    public void Every_folder_has_its_place_in_the_order()
    {
        Assert.Empty(Folders().Except(TopToBottom));
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        Assert.All(
            typeof(Period).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("NineGrid", StringComparison.Ordinal) == true),
            type => Assert.Contains(type.Namespace!["NineGrid.Domain.".Length..], TopToBottom)
        );
    }

    private static IEnumerable<string> Folders() =>
        Directory
            .EnumerateFiles(Domain, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Domain, file).Split(Path.DirectorySeparatorChar)[0])
            .Where(folder => folder is not ("bin" or "obj"))
            .Distinct()
            .OrderBy(folder => Array.IndexOf(TopToBottom, folder));

    /// <summary>Another folder is reached through a using directive or a qualified name; comments may point anywhere.</summary>
    private static IEnumerable<string> Uses(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Domain, folder), "*.cs", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => Reference().Matches(line))
            .Select(match => match.Groups["folder"].Value)
            .Where(other => TopToBottom.Contains(other) && other != folder)
            .Distinct()
            .OrderBy(other => Array.IndexOf(TopToBottom, other));

    [GeneratedRegex(
        @"(NineGrid\.)?Domain\.(?<folder>\w+)|(?<![\w.])(?<folder>[A-Z]\w+)\.(?=[A-Z])",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Reference();
}
