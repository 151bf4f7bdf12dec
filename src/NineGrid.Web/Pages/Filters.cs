using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Gaps;
using NineGrid.Data.Queries.Grids;
using NineGrid.Data.Queries.Moves;
using NineGrid.Data.Queries.Plans;
using NineGrid.Data.Queries.Review;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;
using NineGrid.Web.Display;

namespace NineGrid.Web.Pages;

/// <summary>Reads the filters of an address, and notes the first one that means nothing.</summary>
public sealed class Filters
{
    private readonly Address _address;

    public Filters(Address address)
    {
        _address = address;
        Selection = new()
        {
            Value = Read<GridPart>("value", GridPart.TryParse, GridParts),
            Growth = Read<GridPart>("growth", GridPart.TryParse, GridParts),
            Group = Read<GridPart>("group", GridPart.TryParse, GridParts),
            Size = Read("size", (string text, out SizeClass size) => SizeClassCode.TryParse(text, out size), "L, M, S, XS"),
            Industry = Read("industry", (string text, out Industry industry) => Industry.TryParse(text, out industry), "A–T"),
            Strategy = Read(
                "strategy",
                (string text, out Strategy strategy) =>
                    Enum.TryParse(text, out strategy) && strategy is >= Strategy.Invest and <= Strategy.Exit,
                "Invest, Deepen, Adjust, Exit"
            ),
            Lack = Read("lack", (string text, out Lack lack) => TryName(text, out lack), Named<Lack>()),
            Manager = address["manager"],
            CreditGroup = address["member"],
            Search = address["q"],
        };
        Period = Read("period", (string text, out Period period) => Domain.Bank.Period.TryParse(text, out period), "YYYY-MM");
        Grid =
            Read("grid", (string text, out Grid grid) => Enum.TryParse(text, ignoreCase: true, out grid) && Enum.IsDefined(grid), Grids)
            ?? Grid.Value;
        PageNumber =
            Read("page-no", (string text, out int page) => int.TryParse(text, Whole, Invariant, out page) && page > 0, "1, 2, 3 …") ?? 1;
        Order = ReadOrder();
        Look = Read("view", (string text, out GridLook look) => TryName(text, out look), Named<GridLook>()) ?? GridLook.Picture;
        Colour =
            Read("colour", (string text, out PictureColour colour) => TryName(text, out colour), Named<PictureColour>())
            ?? PictureColour.Band;
        Zoom = Read<PictureZoom>("zoom", PictureZoom.TryParse, "x0,x1,y0,y1") ?? PictureZoom.Whole;
        Trail = ReadTrail();
        Target = Read("target", (string text, out Cell cell) => Cell.TryParse(text, out cell), "LL … HH");
        Columns = ReadColumns();
        Gaps = Read("by", (string text, out GapsView view) => TryName(text, out view), Named<GapsView>()) ?? GapsView.Sets;
        Against = Read(
            "against",
            (string text, out GridPart part) => GridPart.TryParse(text, out part) && part.Reason is null,
            PlacedParts
        );
        IndicatorOrder =
            Read("ranking", (string text, out IndicatorOrder order) => TryName(text, out order), Named<IndicatorOrder>())
            ?? IndicatorOrder.Separation;
        Indicator = ReadIndicator();
        Siblings = Read("among", (string text, out Siblings among) => TryName(text, out among), Named<Siblings>());
        Share =
            Read(
                "share",
                (string text, out GapShare share) => Enum.TryParse(text, out share) && Enum.IsDefined(share) && text.All(char.IsAsciiDigit),
                "25, 50, 75, 100"
            ) ?? GapShare.Half;
        Lever = Read("lever", (string text, out LeverKind lever) => TryName(text, out lever), Named<LeverKind>());
        Plans = new()
        {
            State = Read("state", (string text, out PlanState state) => TryName(text, out state), Named<PlanState>()),
            Due = Read("due", (string text, out PlanDue due) => TryName(text, out due), Named<PlanDue>()),
            Owner = address["owner"],
        };
        PlanOrder = ReadOrder("order", PlanOrder.Default, (PlanColumn column, bool down) => new PlanOrder(column, down));
        Moved = ReadMoved();
        From = Read("from", (string text, out Period period) => Domain.Bank.Period.TryParse(text, out period), "YYYY-MM");
        Measure =
            Read("measure", (string text, out MigrationMeasure measure) => TryName(text, out measure), Named<MigrationMeasure>())
            ?? MigrationMeasure.Customers;
        WithStay = Read("drawn", (string text, out bool all) => all = text is "all", "all") ?? false;
        Across = Read("across", (string text, out MigrationBy by) => TryName(text, out by), Named<MigrationBy>());
        MigrationOrder = ReadOrder("rank", MigrationOrder.Default, (MigrationColumn column, bool down) => new MigrationOrder(column, down));
        Alerts = new()
        {
            Stage =
                Read("alert", (string text, out AlertStage stage) => TryName(text, out stage), Named<AlertStage>()) ?? AlertStage.Pending,
            Severity = Read("severity", (string text, out Severity severity) => TryName(text, out severity), Named<Severity>()),
            Rule = Read("rule", (string text, out AlertRule rule) => TryName(text, out rule), Named<AlertRule>()),
            Since = Read("since", (string text, out Period since) => Domain.Bank.Period.TryParse(text, out since), "YYYY-MM"),
            Escalated = Read("escalated", (string text, out bool escalated) => bool.TryParse(text, out escalated), "true, false"),
            Baseline = Read("baseline", (string text, out bool baseline) => bool.TryParse(text, out baseline), "true, false"),
        };
        AlertOrder = ReadOrder("alert-order", AlertOrder.Default, (AlertColumn column, bool down) => new AlertOrder(column, down));
        Review = Read("part", (string text, out ReviewPart part) => TryName(text, out part), Named<ReviewPart>()) ?? ReviewPart.Managers;
        Level = Read("level", (string text, out ReviewLevel level) => TryLevel(text, out level), Levels) ?? ReviewLevel.Below;
        Heat = Read("heat", (string text, out ReviewHeat heat) => TryName(text, out heat), Named<ReviewHeat>()) ?? ReviewHeat.Customers;
        ReviewOrder = ReadOrder("review-order", ReviewOrder.Default, (ReviewColumn column, bool down) => new ReviewOrder(column, down));
    }

    private delegate bool Reader<T>(string text, out T value);

    private const string GridParts =
        "LL … HH, high, mid, low, placed, New, Lost, NoRisk, NoCapital, NoHistory, MissingStatements, StaleStatements";
    private const string Grids = "value, growth, group";
    private const string Levels = "below, tier1, tier2, sub";

    /// <summary>The parts of a grid that hold customers with a place.</summary>
    public const string PlacedParts = "LL … HH, high, mid, low, placed";

    private const System.Globalization.NumberStyles Whole = System.Globalization.NumberStyles.None;

    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;

    /// <summary>The filters; which customers a filter by movement means is found when period and institution are.</summary>
    public Selection Selection { get; internal set; }

    /// <summary>The period asked for; null for the newest.</summary>
    public Period? Period { get; }

    /// <summary>The grid shown.</summary>
    public Grid Grid { get; }

    /// <summary>The page of the list, from 1.</summary>
    public int PageNumber { get; }

    /// <summary>The order of the list.</summary>
    public CustomerOrder Order { get; }

    /// <summary>How the grid is shown.</summary>
    public GridLook Look { get; }

    /// <summary>What the colours of the picture mean.</summary>
    public PictureColour Colour { get; }

    /// <summary>The part of the picture that is seen.</summary>
    public PictureZoom Zoom { get; }

    /// <summary>Numbers of the customers whose trails are shown.</summary>
    public IReadOnlyList<string> Trail { get; }

    /// <summary>The cell that a path leads to; null for the default.</summary>
    public Cell? Target { get; }

    /// <summary>The columns of the list beside number and name.</summary>
    public IReadOnlyList<CustomerColumn> Columns { get; }

    /// <summary>What the page of gaps compares.</summary>
    public GapsView Gaps { get; }

    /// <summary>The set that another is compared with; null when none is named.</summary>
    public GridPart? Against { get; }

    /// <summary>In which order indicators stand.</summary>
    public IndicatorOrder IndicatorOrder { get; }

    /// <summary>The indicator that is compared across institutions.</summary>
    public Indicator Indicator { get; }

    /// <summary>Which institutions are compared; null when that is left open.</summary>
    public Siblings? Siblings { get; }

    /// <summary>The share of its gap that every customer is thought to close.</summary>
    public GapShare Share { get; }

    /// <summary>The lever that opportunities are narrowed to; null for all.</summary>
    public LeverKind? Lever { get; }

    /// <summary>Which plans of the selected customers.</summary>
    public PlanFilter Plans { get; }

    /// <summary>The order of the list of plans.</summary>
    public PlanOrder PlanOrder { get; }

    /// <summary>Which movement the customers made; null for any or none.</summary>
    public MoveFilter? Moved { get; }

    /// <summary>The earlier period that movements start from; null for the usual one.</summary>
    public Period? From { get; }

    /// <summary>In what the flows of customers are measured.</summary>
    public MigrationMeasure Measure { get; }

    /// <summary>Whether the picture of flows draws those that stay as well.</summary>
    public bool WithStay { get; }

    /// <summary>By what movements are told apart; null for the first that can be.</summary>
    public MigrationBy? Across { get; }

    /// <summary>In which order what is told apart stands.</summary>
    public MigrationOrder MigrationOrder { get; }

    /// <summary>Which alerts of the selected customers.</summary>
    public AlertFilter Alerts { get; }

    /// <summary>The order of the list of alerts.</summary>
    public AlertOrder AlertOrder { get; }

    /// <summary>What the review shows.</summary>
    public ReviewPart Review { get; }

    /// <summary>Which institutions a review compares.</summary>
    public ReviewLevel Level { get; }

    /// <summary>Of what a heat map shows the shares.</summary>
    public ReviewHeat Heat { get; }

    /// <summary>The order of a review.</summary>
    public ReviewOrder ReviewOrder { get; }

    /// <summary>The first parameter that means nothing; null when all do.</summary>
    public UnknownParameter? Fault { get; private set; }

    private T? Read<T>(string name, Reader<T> reader, string expected)
        where T : struct
    {
        if (_address[name] is not string text)
        {
            return null;
        }

        if (reader(text, out T value))
        {
            return value;
        }

        Fault ??= new(name, text, expected);
        return null;
    }

    private static bool TryName<T>(string text, out T value)
        where T : struct, Enum => Enum.TryParse(text, ignoreCase: true, out value) && text.All(char.IsAsciiLetter);

    private static string Named<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant();

    private Indicator ReadIndicator()
    {
        string code = _address["indicator"] ?? "wallet_share";
        if (Indicator.All.FirstOrDefault(one => one.Code.Equals(code, StringComparison.Ordinal)) is Indicator known)
        {
            return known;
        }

        Fault ??= new("indicator", code, string.Join(", ", Indicator.All.Select(one => one.Code)));
        return Indicator.All[0];
    }

    private string[] ReadTrail()
    {
        string[] numbers = _address["trail"]?.Split(',') ?? [];
        if (
            numbers.Length <= TrailsQuery.Most
            && numbers.All(no => no.Length > 0)
            && numbers.Distinct(StringComparer.Ordinal).Count() == numbers.Length
        )
        {
            return numbers;
        }

        Fault ??= new("trail", _address["trail"]!, $"C1,C2 … ≤ {TrailsQuery.Most.ToString(Invariant)}");
        return [];
    }

    private CustomerOrder ReadOrder()
    {
        if (_address["sort"] is not string text)
        {
            return CustomerOrder.Default;
        }

        bool descending = text.StartsWith('-');
        string column = descending ? text[1..] : text;
        if (CustomerColumns.Read(column) is CustomerColumn known)
        {
            return new(known, descending);
        }

        Fault ??= new("sort", text, string.Join(", ", Enum.GetNames<CustomerColumn>()));
        return CustomerOrder.Default;
    }

    /// <summary>The order of a list: a column, with a minus before it for descending.</summary>
    private TOrder ReadOrder<TColumn, TOrder>(string name, TOrder usual, Func<TColumn, bool, TOrder> by)
        where TColumn : struct, Enum
    {
        if (_address[name] is not string text)
        {
            return usual;
        }

        bool descending = text.StartsWith('-');
        if (TryName(descending ? text[1..] : text, out TColumn column))
        {
            return by(column, descending);
        }

        Fault ??= new(name, text, Named<TColumn>());
        return usual;
    }

    private MoveFilter? ReadMoved()
    {
        if (_address["moved"] is string text && !MoveFilter.TryParse(text, out _))
        {
            Fault ??= new("moved", text, MoveFilter.Form);
        }

        return MoveFilter.TryParse(_address["moved"] ?? "", out MoveFilter? filter) ? filter : null;
    }

    private static bool TryLevel(string text, out ReviewLevel level) =>
        Enum.TryParse(text, ignoreCase: true, out level) && Levels.Split(", ").Contains(text, StringComparer.OrdinalIgnoreCase);

    private IReadOnlyList<CustomerColumn> ReadColumns()
    {
        if (_address["columns"] is not string text)
        {
            return CustomerColumns.Usual;
        }

        CustomerColumn?[] read = [.. text.Split(',').Select(CustomerColumns.Read)];
        if (read.Contains(null))
        {
            Fault ??= new("columns", text, string.Join(", ", Enum.GetNames<CustomerColumn>()));
            return CustomerColumns.Usual;
        }

        // Number and name are there anyway; naming one of them alone asks for nothing else.
        return [.. read.OfType<CustomerColumn>().Distinct().Where(column => !CustomerColumns.Always.Contains(column))];
    }
}

/// <summary>A parameter of an address that means nothing.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Value">What it says.</param>
/// <param name="Expected">What it could say.</param>
public sealed record UnknownParameter(string Name, string Value, string Expected);
