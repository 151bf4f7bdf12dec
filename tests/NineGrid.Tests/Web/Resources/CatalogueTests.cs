using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Plans;
using NineGrid.Data.Imports;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Gaps;
using NineGrid.Data.Queries.Moves;
using NineGrid.Data.Queries.Plans;
using NineGrid.Data.Queries.Review;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Views;
using NineGrid.Tests.Support;
using NineGrid.Web.Display;
using NineGrid.Web.Pages;

namespace NineGrid.Tests.Web.Resources;

public sealed partial class CatalogueTests
{
    private static readonly string Web = Repository.File("src/NineGrid.Web");
    private static readonly Dictionary<string, string> Chinese = Read("Text.resx");
    private static readonly Dictionary<string, string> English = Read("Text.en.resx");

    // Answers and faults of changes to plans, which pages name by their codes.
    private static readonly string[] PlanFaultCodes =
    [
        .. Enum.GetValues<PlanAnswer>()
            .Where(answer => answer is not (PlanAnswer.Stored or PlanAnswer.Unknown))
            .Select(answer => $"Plan{answer}"),
        PlanFaults.Text,
        PlanFaults.Range,
        PlanFaults.Owner,
        PlanFaults.Due,
        PlanFaults.Twice,
    ];

    [Fact]
    public void Both_languages_say_the_same_things()
    {
        Assert.Empty(Chinese.Keys.Except(English.Keys));
        Assert.Empty(English.Keys.Except(Chinese.Keys));
    }

    [Fact]
    public void No_text_is_empty_and_both_languages_take_the_same_arguments()
    {
        IEnumerable<string> wrong =
            from key in Chinese.Keys
            where
                string.IsNullOrWhiteSpace(Chinese[key])
                || string.IsNullOrWhiteSpace(English[key])
                || !Arguments(Chinese[key]).SetEquals(Arguments(English[key]))
            select key;

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_key_that_a_page_or_class_names_is_in_the_catalogue()
    {
        IEnumerable<string> missing =
            from file in Sources()
            from Match match in NamedKey().Matches(File.ReadAllText(file))
            let key = match.Groups["key"].Value
            where !key.Contains('{') && !Chinese.ContainsKey(key)
            select $"{Path.GetFileName(file)}: {key}";

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_refusal_that_a_page_may_tell_is_in_the_catalogue()
    {
        string[] codes =
        [
            .. from root in (string[])["NineGrid.Data", "NineGrid.Web"]
            from file in Directory.EnumerateFiles(Path.Combine(Web, "..", root), "*.cs", SearchOption.AllDirectories)
            where !file.Contains("/obj/", StringComparison.Ordinal)
            from Match match in RefusalCode().Matches(File.ReadAllText(file))
            select match.Groups["code"].Value,
        ];

        Assert.True(codes.Length > 20, $"only {codes.Length} refusals were found");
        Assert.DoesNotContain(codes.Concat(["Failed", "DiskFull"]), code => !Chinese.ContainsKey($"refusal.{code}"));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void Everything_that_has_a_name_is_named_in_both_languages(string language)
    {
        using var speech = new Speech(language);
        Words say = speech.Words;
        List<string> texts =
        [
            .. Enum.GetValues<Strategy>().Select(say.Of),
            .. LeverMeasure.All.Select(measure => say[$"plan.measure.{measure.Kind}"]),
            .. Enum.GetValues<PlanState>().SelectMany(state => (string[])[say[$"plan.state.{state}"], say[$"plan.to.{state}"]]),
            .. Enum.GetValues<PlanDue>().Select(due => say[$"plans.due.{due}"]),
            .. ((string[])["Title", "Target", "Owner", "Note", "DueOn"]).Select(field => say[$"plan.field.{field}"]),
            .. Enum.GetValues<Direction>().Select(direction => say[$"fault.PlanNoBetter.{direction}"]),
            .. PlanFaultCodes.Select(code => say[$"fault.{code}"]),
            .. Enum.GetValues<Roles>().Where(role => role != Roles.None).Select(say.Of),
            .. Enum.GetValues<Consistency>().Select(say.Of),
            .. Enum.GetValues<SizeClass>().Select(say.Of),
            .. Enum.GetValues<InstitutionLevel>().Select(say.Of),
            .. Industry.All.Select(say.Of),
            .. Indicator.All.Select(say.Of),
            .. Enum.GetValues<LeverKind>().Select(say.Of),
            .. Enum.GetValues<GapsView>().Select(view => say[$"gaps.by.{view}"]),
            .. Enum.GetValues<Siblings>().Select(among => say[$"gaps.among.{among}"]),
            .. Enum.GetValues<GapShare>().Select(share => say[$"gaps.lever.{share}"]),
            .. Enum.GetValues<ReviewPart>().Select(part => say[$"review.part.{part}"]),
            .. Enum.GetValues<ReviewBy>()
                .SelectMany(by =>
                    (string[])
                        [
                            say[$"review.title.{by}"],
                            say[$"review.column.{by}"],
                            say[$"review.none.{by}"],
                            say[$"review.empty.{by}"],
                            say[$"export.table.review.{by}"],
                        ]
                ),
            .. Enum.GetValues<ReviewColumn>()
                .Except([ReviewColumn.Name, ReviewColumn.Customers, ReviewColumn.Revenue, ReviewColumn.Eva, ReviewColumn.Raroc])
                .Select(column => say[$"review.column.{column}"]),
            .. Enum.GetValues<ReviewLevel>().Select(level => say[$"review.level.{level}"]),
            .. Enum.GetValues<ReviewHeat>().SelectMany(heat => (string[])[say[$"review.heat.{heat}"], say[$"review.heat.of.{heat}"]]),
            .. Enum.GetValues<PyramidTier>().Select(tier => say[$"review.tier.{tier}"]),
            .. Indicator.All.SelectMany(one =>
                (string[])
                    [say[$"indicator.{one.Code}.numerator"], say[$"indicator.{one.Code}.denominator"], say[$"direction.{one.Direction}"]]
            ),
            .. MigrationText.Movements.Select(say.Of),
            .. Enum.GetValues<MoveSet>().Where(set => set != MoveSet.Between).Select(set => say[$"move.set.{set}"]),
            .. Enum.GetValues<MovedBy>().Select(by => say[$"move.by.{by}"]),
            .. Enum.GetValues<MigrationBy>().SelectMany(by => (string[])[say[$"migration.by.{by}"], say[$"migration.column.{by}"]]),
            .. Enum.GetValues<MigrationMeasure>().Select(measure => say[$"migration.measure.{measure}"]),
            .. FileLayout.All.SelectMany(layout => layout.Columns.Select(column => say[ImportTemplates.MeaningKey(layout, column)])),
            .. Enum.GetValues<AuditAction>().Select(action => say[$"audit.action.{action}"]),
            .. Enum.GetValues<ColumnForm>().Select(form => say[ImportTemplates.FormatKey(form)]),
            .. ((string[])["bank", "SizeClass=XS", "Industry=C;HasCredit=true", "HasCredit=false"]).Select(say.PeerGroup),
        ];
        foreach (Grid grid in Enum.GetValues<Grid>())
        {
            texts.Add(say.Of(grid));
            texts.AddRange(Enum.GetValues<Band>().Select(band => say.Of(grid, band)));
            texts.AddRange(Cell.All.Select(cell => say.Of(grid, cell)));
            texts.AddRange(GridPart.All.Select(part => say.Of(grid, part)));
            texts.AddRange(Reasons.On(grid).Select(reason => say.Briefly(grid, reason)));
            foreach (string axis in (string[])["x", "y"])
            {
                texts.AddRange([
                    say[$"axis.{grid}.{axis}"],
                    say[$"axis.{grid}.{axis}.short"],
                    say[$"cut.lower.{axis}"],
                    say[$"cut.upper.{axis}"],
                ]);
            }

            texts.AddRange([say[$"grid.title.{grid}"], say[$"grid.empty.{grid}"], say[$"help.scale.{grid}"], say[$"side.bands.{grid}"]]);
        }

        texts.AddRange(
            ((int[])[400, 404, 429, 500, 503]).SelectMany(status => (string[])[say[$"error.{status}.title"], say[$"error.{status}.text"]])
        );

        // A key that is missing comes back as itself.
        Assert.DoesNotContain(texts, text => DottedKey().IsMatch(text));
    }

    [Fact]
    public void No_page_holds_text_of_its_own()
    {
        IEnumerable<string> literal =
            from file in Directory.EnumerateFiles(Path.Combine(Web, "Pages"), "*.cshtml", SearchOption.AllDirectories)
            from text in Literals(File.ReadAllText(file))
            select $"{Path.GetFileName(file)}: {text}";

        Assert.Empty(literal);
    }

    [Theory]
    [InlineData("<p>Hello @Say[\"x\"]</p>")]
    [InlineData("<a title=\"客户\" href=\"/\">@Numbers.Count(view.Of(band).Customers)</a>")]
    public void A_literal_text_would_be_found(string markup) => Assert.Single(Literals(markup));

    [Fact]
    public void No_page_styles_or_scripts_inline()
    {
        IEnumerable<string> inline =
            from file in Directory.EnumerateFiles(Path.Combine(Web, "Pages"), "*.cshtml", SearchOption.AllDirectories)
            from Match match in Inline().Matches(File.ReadAllText(file))
            select $"{Path.GetFileName(file)}: {match.Value}";

        Assert.Empty(inline);
    }

    [Fact]
    public void Chinese_uses_no_English_beyond_the_terms_of_the_trade()
    {
        string[] allowed =
        [
            "RAROC",
            "EVA",
            "CSV",
            "XLSX",
            "English",
            "import",
            "PATH",
            "snapshot",
            "YYYY",
            "MM",
            "max",
            "n",
            "statements",
            "ZIP",
            "GB",
            "Cron",
        ];
        // what a package holds as it is written there
        HashSet<string> written =
        [
            "true",
            "false",
            "DD",
            .. FileLayout
                .All.SelectMany(layout => layout.Columns)
                .SelectMany(column => column.Words)
                .Select(word => word.TrimEnd('1', '2')),
        ];
        IEnumerable<string> foreign =
            from pair in Chinese
            from Match word in LatinWord().Matches(Argument().Replace(pair.Value, " "))
            where
                !allowed.Contains(word.Value)
                && !(
                    (
                        pair.Key.StartsWith("template.", StringComparison.Ordinal)
                        || pair.Key.StartsWith("import.issue.", StringComparison.Ordinal)
                    ) && written.Contains(word.Value)
                )
            select $"{pair.Key}: {word.Value}";

        Assert.Empty(foreign);
    }

    /// <summary>Texts between tags and in attributes that people read, once code is taken out.</summary>
    private static IEnumerable<string> Literals(string page)
    {
        // A line of code holds no tag, or begins as code does.
        IEnumerable<string> lines = page.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith('<') || line.StartsWith("}<", StringComparison.Ordinal));
        string markup = WithoutCode(string.Join('\n', lines));
        return from Match match in ReadText().Matches(markup)
            let text = match.Groups["text"].Value.Trim()
            where Letter().IsMatch(text)
            select text;
    }

    /// <summary>Takes out <c>@Name.Name(…)[…]</c> and <c>@(…)</c>.</summary>
    private static string WithoutCode(string markup)
    {
        var kept = new StringBuilder();
        for (int i = 0; i < markup.Length; )
        {
            if (markup[i] != '@')
            {
                kept.Append(markup[i++]);
                continue;
            }

            int start = ++i;
            for (; i < markup.Length && (char.IsLetterOrDigit(markup[i]) || "_.!?".Contains(markup[i])); i++) { }

            if (markup[start..i] is "if" or "foreach")
            {
                i++; // the space before its condition
            }

            for (int depth = 0; i < markup.Length && (depth > 0 || "([".Contains(markup[i])); i++)
            {
                depth +=
                    "([".Contains(markup[i]) ? 1
                    : ")]".Contains(markup[i]) ? -1
                    : 0;
                while (depth == 0 && i + 1 < markup.Length && (char.IsLetterOrDigit(markup[i + 1]) || markup[i + 1] is '.' or '!' or '?'))
                {
                    i++;
                }
            }
        }

        return kept.ToString();
    }

    private static HashSet<string> Arguments(string text) => [.. Argument().Matches(text).Select(match => match.Value)];

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(Web, "*.cs*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".cshtml", StringComparison.Ordinal))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static Dictionary<string, string> Read(string file) =>
        XDocument
            .Load(Path.Combine(Web, "Resources", file))
            .Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    [GeneratedRegex(@"(?:Say|say|\bthis)\[\$?""(?<key>[^""]+)""|Counted\([^,]+, ""(?<key>[^""]+)""")]
    private static partial Regex NamedKey();

    [GeneratedRegex(@"JobRefusedException\(\s*""(?<code>\w+)"",")]
    private static partial Regex RefusalCode();

    [GeneratedRegex(@"^[a-z]+(\.[A-Za-z0-9_]+)+$")]
    private static partial Regex DottedKey();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Argument();

    [GeneratedRegex("""\sstyle=|\son[a-z]+="|<style|<script(?![^>]*\ssrc=)|javascript:""")]
    private static partial Regex Inline();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex LatinWord();

    [GeneratedRegex(@"(?:>|(?:title|aria-label|placeholder|alt|label)="")(?<text>[^<>""]+)[<""]")]
    private static partial Regex ReadText();

    [GeneratedRegex(@"\p{L}")]
    private static partial Regex Letter();
}
