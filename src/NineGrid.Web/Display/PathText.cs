using NineGrid.Data.Mapping;
using NineGrid.Domain.Grids;

namespace NineGrid.Web.Display;

/// <summary>Says where the default path of a customer leads.</summary>
public sealed class PathText(Words say)
{
    /// <summary>The target that is reached; or that there is none above, or how far one gets.</summary>
    public string Target(GuidanceRow guidance) =>
        guidance switch
        {
            { Feasible: true, Target: Cell target } => say.Of(target),
            { Feasible: false, Reached: Cell reached } => say["path.short", say.Of(reached)],
            _ => say["path.top"],
        };
}
