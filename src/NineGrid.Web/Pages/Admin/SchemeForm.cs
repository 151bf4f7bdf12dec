using System.Globalization;
using System.Text.Json;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Web.Display;

namespace NineGrid.Web.Pages.Admin;

/// <summary>A field that somebody else changed while one was editing.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Mine">What one has in it.</param>
/// <param name="Theirs">What is stored.</param>
/// <param name="IsContested">Whether one changed it too: one's own entry is then kept until saved over the other's.</param>
public sealed record SchemeFieldDifference(string Key, string Mine, string Theirs, bool IsContested);

/// <summary>A scheme as the texts of the fields in which it is edited, in the units people use.</summary>
public sealed class SchemeForm
{
    /// <summary>Places for peer dimensions on an axis.</summary>
    public const int PeerPlaces = 4;

    private const string FrozenAt = "frozen-at";
    private const string SparesStrongGroups = "spares-strong-groups";

    /// <summary>The version of the draft that is edited.</summary>
    public int Version { get; private init; }

    /// <summary>What the fields held when editing began, by which one tells who changed what.</summary>
    public string Was { get; private init; } = "{}";

    /// <summary>The texts by name of the field.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What a field holds.</summary>
    public string this[string key] => Texts.GetValueOrDefault(key, "");

    /// <summary>The axes in the order of the form.</summary>
    public static IEnumerable<(Grid Grid, bool Y)> Axes =>
        from grid in Enum.GetValues<Grid>()
        from y in (bool[])[false, true]
        select (grid, y);

    /// <summary>The fields as they are for a scheme.</summary>
    public static SchemeForm Of(Scheme scheme, int version)
    {
        Dictionary<string, string> texts = TextsOf(scheme);
        return new()
        {
            Version = version,
            Texts = texts,
            Was = JsonSerializer.Serialize(texts),
        };
    }

    /// <summary>The fields as entered; a switch that was not sent is off.</summary>
    public static SchemeForm Of(IFormCollection entered) =>
        new()
        {
            Version = int.TryParse(entered["draft-version"], NumberStyles.None, CultureInfo.InvariantCulture, out int version)
                ? version
                : 0,
            Was = entered["was"].ToString(),
            Texts = TextsOf(Scheme.Default)
                .Keys.ToDictionary(
                    key => key,
                    key => IsSwitch(key) && entered[key].Count == 0 ? "off" : entered[key].ToString().Trim(),
                    StringComparer.Ordinal
                ),
        };

    /// <summary>The scheme that the fields say; what is not understood stays as it is in another scheme and is named.</summary>
    /// <param name="instead">Where values come from that are not understood.</param>
    /// <param name="unread">Receives the names of the fields that are not understood.</param>
    public Scheme Read(Scheme instead, ICollection<string> unread)
    {
        Scheme scheme = instead;
        foreach (SchemeParameter parameter in SchemeParameters.All)
        {
            if (Number(this[parameter.Key], Scale(parameter)) is double value && (!parameter.IsWhole || IsInt(value)))
            {
                scheme = parameter.With(scheme, value);
            }
            else
            {
                unread.Add(parameter.Key);
            }
        }

        foreach ((Grid grid, bool y) in Axes)
        {
            if (ReadAxis(grid, y) is AxisRule rule)
            {
                scheme = With(scheme, grid, y, rule);
            }
            else
            {
                unread.Add(Scheme.AxisKey(grid, y));
            }
        }

        if (this[FrozenAt].Length == 0)
        {
            scheme = scheme with { FrozenAt = null };
        }
        else if (Period.TryParse(this[FrozenAt], out Period frozen))
        {
            scheme = scheme with { FrozenAt = frozen };
        }
        else
        {
            unread.Add(FrozenAt);
        }

        return scheme with
        {
            Strategies = new([
                .. from cell in Cell.All
                from growth in Enum.GetValues<Band>()
                select Enum.TryParse(this[StrategyKey(cell, growth)], out Strategy own) && own is >= Strategy.Invest and <= Strategy.Exit
                    ? own
                    : instead.Strategies.For(cell, growth),
            ]),
            SparesStrongGroups = IsOn(SparesStrongGroups),
            UsedIndicators = new() { Off = [.. Enum.GetValues<IndicatorName>().Where(one => !IsOn($"indicator-{one}"))] },
            AlertTerms = scheme.AlertTerms with { Off = [.. Enum.GetValues<AlertRule>().Where(rule => !IsOn($"rule-{rule}"))] },
        };
    }

    /// <summary>Lays what was entered over what somebody else stored meanwhile: fields that were touched keep what was entered, the others take what is stored.</summary>
    /// <returns>The form to go on with, and what the other changed.</returns>
    public (SchemeForm Merged, IReadOnlyList<SchemeFieldDifference> Differences) Over(Scheme stored, int version)
    {
        Dictionary<string, string> was = ReadWas();
        var theirs = Of(stored, version);
        var merged = new SchemeForm
        {
            Version = version,
            Was = theirs.Was,
            Texts = theirs.Texts.Keys.ToDictionary(key => key, key => IsMine(key) ? this[key] : theirs[key], StringComparer.Ordinal),
        };
        return (
            merged,
            [
                .. theirs
                    .Texts.Keys.Where(key => !Same(theirs[key], was.GetValueOrDefault(key, "")) && !Same(theirs[key], this[key]))
                    .Select(key => new SchemeFieldDifference(key, this[key], theirs[key], IsMine(key))),
            ]
        );

        bool IsMine(string key) => !Same(this[key], was.GetValueOrDefault(key, ""));
    }

    /// <summary>What a draft changed in an old version, changed in a newer one.</summary>
    public static Scheme Rebase(Scheme draft, Scheme old, Scheme newest)
    {
        var own = new SchemeForm { Texts = TextsOf(draft), Was = JsonSerializer.Serialize(TextsOf(old)) };
        return own.Over(newest, version: 0).Merged.Read(newest, []);
    }

    /// <summary>The name of the field of a strategy.</summary>
    public static string StrategyKey(Cell cell, Band growth) => $"strategy-{cell}-{growth.ToString().ToLowerInvariant()}";

    /// <summary>What a value is divided by to stand in a field: percent for fractions.</summary>
    public static double Scale(SchemeParameter parameter) =>
        parameter.Unit is ParameterUnit.Fraction or ParameterUnit.Probability ? 0.01 : 1;

    /// <summary>The same for the two numbers of a cut rule: revenue in the unit of tables, everything else in percent.</summary>
    public static double Scale(Grid grid, bool y, string kind) =>
        Same(kind, "fixed") && grid != Grid.Growth && !y ? Numbers.AmountScale : 0.01;

    /// <summary>A number as it stands in a field.</summary>
    public static string Text(double value, double scale) =>
        Math.Abs(value) < 1e15
            ? ((decimal)value / (decimal)scale).ToString("0.############", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Kind(CutRule cut) =>
        cut switch
        {
            FixedCut => "fixed",
            QuantileCut => "quantile",
            _ => "contribution",
        };

    internal static (double Lo, double Hi) Ends(CutRule cut) =>
        cut switch
        {
            FixedCut(double lo, double hi) => (lo, hi),
            QuantileCut(double p, double q) => (p, q),
            ContributionCut(double a, double b) => (a, b),
            _ => throw new InvalidOperationException($"cut rule {cut.GetType().Name}"),
        };

    private static Dictionary<string, string> TextsOf(Scheme scheme)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (SchemeParameter parameter in SchemeParameters.All)
        {
            texts[parameter.Key] = Text(parameter.Of(scheme), Scale(parameter));
        }

        foreach ((Grid grid, bool y) in Axes)
        {
            string key = Scheme.AxisKey(grid, y);
            AxisRule rule = scheme.Axis(grid, y);
            string kind = Kind(rule.Cut);
            (double lo, double hi) = Ends(rule.Cut);
            texts[$"{key}.kind"] = kind;
            texts[$"{key}.lo"] = Text(lo, Scale(grid, y, kind));
            texts[$"{key}.hi"] = Text(hi, Scale(grid, y, kind));
            for (int i = 0; i < PeerPlaces && grid != Grid.Group; i++)
            {
                texts[$"{key}.peer{i + 1}"] = i < rule.Peers.Count ? rule.Peers[i].ToString() : "";
            }
        }

        texts[FrozenAt] = scheme.FrozenAt?.ToString() ?? "";
        foreach (Cell cell in Cell.All)
        {
            foreach (Band growth in Enum.GetValues<Band>())
            {
                texts[StrategyKey(cell, growth)] = scheme.Strategies.For(cell, growth).ToString();
            }
        }

        texts[SparesStrongGroups] = scheme.SparesStrongGroups ? "on" : "off";
        foreach (IndicatorName indicator in Enum.GetValues<IndicatorName>())
        {
            texts[$"indicator-{indicator}"] = scheme.UsedIndicators.IsOn(indicator) ? "on" : "off";
        }

        foreach (AlertRule rule in Enum.GetValues<AlertRule>())
        {
            texts[$"rule-{rule}"] = scheme.AlertTerms.IsOn(rule) ? "on" : "off";
        }

        return texts;
    }

    private AxisRule? ReadAxis(Grid grid, bool y)
    {
        string key = Scheme.AxisKey(grid, y);
        string kind = this[$"{key}.kind"];
        double scale = Scale(grid, y, kind);
        if (Number(this[$"{key}.lo"], scale) is not double lo || Number(this[$"{key}.hi"], scale) is not double hi)
        {
            return null;
        }

        CutRule? cut = kind switch
        {
            "fixed" => new FixedCut(lo, hi),
            "quantile" => new QuantileCut(lo, hi),
            "contribution" => new ContributionCut(lo, hi),
            _ => null,
        };
        PeerDimension[] peers =
        [
            .. Enumerable
                .Range(1, PeerPlaces)
                .Select(i =>
                    Enum.TryParse(this[$"{key}.peer{i}"], out PeerDimension peer) && Enum.IsDefined(peer) ? peer : (PeerDimension?)null
                )
                .OfType<PeerDimension>(),
        ];
        return cut is null ? null : new(cut, peers);
    }

    private static Scheme With(Scheme scheme, Grid grid, bool y, AxisRule rule) =>
        (grid, y) switch
        {
            (Grid.Value, false) => scheme with { ValueRevenue = rule },
            (Grid.Value, true) => scheme with { ValueRaroc = rule },
            (Grid.Growth, false) => scheme with { GrowthBank = rule },
            (Grid.Growth, true) => scheme with { GrowthOwn = rule },
            (Grid.Group, false) => scheme with { GroupRevenue = rule },
            _ => scheme with { GroupRaroc = rule },
        };

    private static double? Number(string text, double scale) =>
        decimal.TryParse(
            text.Replace('\u2212', '-').TrimEnd('%', ' '),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out decimal number
        )
        && Math.Abs(number) < 1e15m
            ? (double)(number * (decimal)scale)
            : null;

    private bool IsOn(string key) => Same(this[key], "on");

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static bool IsInt(double value) => value == Math.Truncate(value) && Math.Abs(value) <= int.MaxValue;

    private static bool IsSwitch(string key) =>
        Same(key, SparesStrongGroups)
        || key.StartsWith("rule-", StringComparison.Ordinal)
        || key.StartsWith("indicator-", StringComparison.Ordinal);

    private Dictionary<string, string> ReadWas()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(Was) ?? [];
        }
        catch (JsonException)
        {
            return []; // tampered with: everything that differs is shown
        }
    }
}
