using Microsoft.Extensions.Localization;
using NineGrid.Data.Access;
using NineGrid.Data.Jobs;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Moves;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Paths;
using NineGrid.Web.Resources;

namespace NineGrid.Web.Display;

/// <summary>The words of the request's language. Arguments are already formatted by <see cref="Numbers"/>.</summary>
public sealed class Words(IStringLocalizer<Text> text)
{
    /// <summary>The text of a key.</summary>
    public string this[string key] => text[key].Value;

    /// <summary>The text of a key with its arguments in place.</summary>
    public string this[string key, params string[] arguments] => text[key, [.. arguments]].Value;

    /// <summary>The text for a number of things: <c>key.one</c> for exactly one, else <c>key</c>.</summary>
    public string Counted(int count, string key, params string[] arguments) => this[count == 1 ? $"{key}.one" : key, arguments];

    /// <summary>Why a figure over other customers is not shown.</summary>
    public string KeptBack => this["kept-back", Numbers.Count(DataScope.SmallestSet)];

    public string Of(Grid grid) => this[$"grid.{grid}"];

    /// <summary>A band of a grid.</summary>
    public string Of(Grid grid, Band band) => this[$"band.{grid}.{band}"];

    public string Of(Level level) => this[$"level.{level}"];

    /// <summary>A cell in short, x first: 高·中, <c>High·Mid</c>.</summary>
    public string Of(Cell cell) => this["cell", Of(cell.X), Of(cell.Y)];

    /// <summary>A cell in full on its grid: revenue High, RAROC Mid.</summary>
    public string Of(Grid grid, Cell cell) => this[$"cell.{grid}", Of(cell.X), Of(cell.Y)];

    public string Of(Strategy strategy) => this[$"strategy.{strategy}"];

    public string Of(Consistency consistency) => this[$"consistency.{consistency}"];

    /// <summary>The same in a word or two, for tables.</summary>
    public string Briefly(Consistency consistency) => this[$"consistency.short.{consistency}"];

    public string Of(SizeClass size) => this[$"size.{size}"];

    public string Of(Industry industry) => this[$"industry.{industry}"];

    public string Of(InstitutionLevel level) => this[$"institution.{level}"];

    /// <summary>Why a customer has no place on a grid.</summary>
    public string Of(Grid grid, UnplacedReason reason) => this[$"reason.{Name(grid, reason)}"];

    /// <summary>The same in a word or two, for tables.</summary>
    public string Briefly(Grid grid, UnplacedReason reason) => this[$"reason.short.{Name(grid, reason)}"];

    /// <summary>A part of a grid.</summary>
    public string Of(Grid grid, GridPart part) =>
        part.Cell is Cell cell ? Of(cell)
        : part.Band is Band band ? Of(grid, band)
        : part.Reason is UnplacedReason reason ? Of(grid, reason)
        : this["part.placed"];

    /// <summary>What a customer did between two periods.</summary>
    public string Of(Movement movement) => this[$"movement.{movement}"];

    /// <summary>Where a movement begins or ends.</summary>
    public string Of(MoveEnd end) =>
        end.Cell is Cell cell ? Of(cell)
        : end.IsAnywhere ? this["move.end.any"]
        : this["move.end.none"];

    /// <summary>Which movements are meant.</summary>
    public string Of(MoveFilter filter)
    {
        string what = filter.Set == MoveSet.Between ? this["move.between", Of(filter.From), Of(filter.To)] : this[$"move.set.{filter.Set}"];
        return filter.By is MovedBy by ? this["move.by", what, this[$"move.by.{by}"]] : what;
    }

    /// <summary>The roles of a user.</summary>
    public string Of(Roles roles) =>
        string.Join(
            this["list.separator"],
            Enum.GetValues<Roles>().Where(role => role != Roles.None && roles.HasFlag(role)).Select(role => this[$"role.{role}"])
        );

    /// <summary>What is wrong with something entered, by its code.</summary>
    public string Fault(string code) => Known($"fault.{code}") ?? this["fault.other", code];

    /// <summary>Why a job was refused or failed; in English when the catalogues have no text for it.</summary>
    public string Of(JobReason reason) =>
        text[$"refusal.{reason.Code}", [.. reason.Arguments]] is { ResourceNotFound: false } known ? known.Value : reason.Text;

    /// <summary>The text of a key that may be none; null when it is none.</summary>
    public string? Known(string key) => text[key] is { ResourceNotFound: false } known ? known.Value : null;

    public string Of(Indicator indicator) => this[$"indicator.{indicator.Code}"];

    public string Of(LeverKind lever) => this[$"lever.{lever}"];

    /// <summary>A stored peer group: <c>SizeClass=L;HasCredit=true</c>.</summary>
    public string PeerGroup(string group) => string.Join(this["list.separator"], group.Split(';').Select(PeerPart));

    private static string Name(Grid grid, UnplacedReason reason) =>
        (grid, reason) switch
        {
            (Grid.Group, UnplacedReason.None) => "NoGroup",
            (Grid.Group, UnplacedReason.NoCapital) => "NoGroupCapital",
            _ => reason.ToString(),
        };

    private string PeerPart(string part) =>
        part.Split('=') switch
        {
            ["SizeClass", string code] when SizeClassCode.TryParse(code, out SizeClass size) => Of(size),
            ["Industry", string code] when Industry.TryParse(code, out Industry industry) => Of(industry),
            ["HasCredit", string has] => this[$"peer.HasCredit.{has}"],
            ["Tier1", string code] => code,
            _ => this["peer.bank"],
        };
}
