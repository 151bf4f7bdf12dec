using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Domain.Alerts;
using NineGrid.Web.Display;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;severity-mark severity="…"/&gt;</c>: how grave an alert is, as a shape, a word and a colour.</summary>
[HtmlTargetElement("severity-mark", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SeverityMark(AlertText text) : TagHelper
{
    /// <summary>How grave it is.</summary>
    public Severity Severity { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"severity is-{Severity.ToString().ToLowerInvariant()}");
        output.Content.SetContent(text.Of(Severity));
    }
}
