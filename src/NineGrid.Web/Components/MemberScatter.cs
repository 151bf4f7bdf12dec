using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Data.Queries.Grids;
using NineGrid.Data.Queries.Groups;
using NineGrid.Domain.Grids;
using NineGrid.Web.Display;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;member-scatter members="…" x="…" y="…" address="…" summary="…"/&gt;</c>: the members of a group on the value grid, drawn on the axes of the grid's own picture and numbered as in their table.</summary>
[HtmlTargetElement("member-scatter", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MemberScatter(PictureText texts) : TagHelper
{
    private const double Width = 440;
    private const double Height = 330;
    private const double Left = 48;
    private const double Bottom = 32;
    private const double Side = (Width - Left - 6) / 3;
    private const double Rise = (Height - Bottom - 6) / 3;

    /// <summary>The members; those without a place are left out.</summary>
    public IReadOnlyList<GroupMember> Members { get; set; } = [];

    /// <summary>The x axis.</summary>
    public PictureAxis X { get; set; } = null!;

    /// <summary>The y axis.</summary>
    public PictureAxis Y { get; set; } = null!;

    /// <summary>The address of a member.</summary>
    public Func<GroupMember, string> Address { get; set; } = null!;

    /// <summary>What a point says: name and coordinates.</summary>
    public Func<GroupMember, string> Says { get; set; } = null!;

    /// <summary>What the picture shows.</summary>
    public string Summary { get; set; } = "";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Svg.Open(output, "member-scatter", Width, Height, summary: null);
        // Its points are links, so it is a group of things, not one image.
        output.Attributes.RemoveAll("aria-hidden");
        output.Attributes.SetAttribute("role", "group");
        output.Attributes.SetAttribute("aria-label", Summary);
        foreach (Cell cell in Cell.All)
        {
            output.Content.AppendHtml(
                $"""<rect class="cell band-{BandClass.Of(cell.Band)}" x="{Svg.At(AtX((int)cell.X))}" y="{Svg.At(AtY((int)cell.Y + 1))}" width="{Svg.At(Side)}" height="{Svg.At(Rise)}"/>"""
            );
        }

        foreach (int cut in (int[])[1, 2])
        {
            output.Content.AppendHtml(
                $"""<line class="cut" x1="{Svg.At(AtX(cut))}" y1="{Svg.At(AtY(3))}" x2="{Svg.At(AtX(cut))}" y2="{Svg.At(AtY(0))}"/><line class="cut" x1="{Svg.At(AtX(0))}" y1="{Svg.At(AtY(cut))}" x2="{Svg.At(AtX(3))}" y2="{Svg.At(AtY(cut))}"/>"""
            );
            Tick(output, AtX(cut), AtY(0) + 26, "middle", texts.CutOn(X, cut == 2, "x"));
            Tick(output, AtX(0) - 6, AtY(cut) + 4, "end", texts.CutOn(Y, cut == 2, "y"));
        }

        double most = Members.Max(member => member.Ec) ?? 0;
        // The largest first, so that small ones stay on top.
        foreach (
            (int i, GroupMember member) in Members.Index().Where(one => one.Item.AtX is not null).OrderByDescending(one => one.Item.Ec)
        )
        {
            Point(output, i + 1, member, most);
        }
    }

    private void Point(TagHelperOutput output, int number, GroupMember member, double most)
    {
        (AxisPlace x, AxisPlace y) = (member.AtX!.Value, member.AtY!.Value);
        (double cx, double cy) = (AtX(x.Position), AtY(y.Position));
        double radius = most > 0 ? 5 + (9 * Math.Sqrt(Math.Max(0, member.Ec ?? 0) / most)) : 6;
        string kind = $"band-{BandClass.Of(member.Value!.Value.Band)}{(member.IsLight == true ? " is-light" : "")}";
        string mark =
            x.Clipped == 0 && y.Clipped == 0
                ? $"""<circle class="{kind}" cx="{Svg.At(cx)}" cy="{Svg.At(cy)}" r="{Svg.At(radius)}"/>"""
                : $"""<path class="{kind}" transform="translate({Svg.At(cx)} {Svg.At(cy)}) rotate({Turn(x, y)})" d="M0 -7l7 12h-14z"/>""";
        string says = Svg.Text(Says(member));
        output.Content.AppendHtml(
            $"""<a href="{Svg.Text(Address(member))}" aria-label="{Numbers.Count(number)} {says}">{mark}<text class="number" x="{Svg.At(cx > Width - 40 ? cx - radius - 3 : cx + radius + 3)}" y="{Svg.At(cy + 4)}" text-anchor="{(cx > Width - 40 ? "end" : "start")}">{Numbers.Count(number)}</text><title>{says}</title></a>"""
        );
    }

    private static string Turn(AxisPlace x, AxisPlace y) =>
        (x.Clipped, y.Clipped) switch
        {
            (_, 1) => "0",
            (_, -1) => "180",
            (1, _) => "90",
            _ => "270",
        };

    private static void Tick(TagHelperOutput output, double x, double y, string anchor, string text) =>
        output.Content.AppendHtml($"""<text class="tick" x="{Svg.At(x)}" y="{Svg.At(y)}" text-anchor="{anchor}">{Svg.Text(text)}</text>""");

    private static double AtX(double position) => Left + (Side * position);

    private static double AtY(double position) => 6 + (Rise * (3 - position));
}
