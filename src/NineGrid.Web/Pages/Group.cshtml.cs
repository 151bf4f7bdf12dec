using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Groups;

namespace NineGrid.Web.Pages;

/// <summary>One credit group: where it stands, who carries it and who drags.</summary>
public sealed class GroupPage(ViewpointQuery viewpoints, GroupQuery groups) : FramedPage(viewpoints)
{
    /// <summary>What the snapshot knows of it.</summary>
    public GroupView Group { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancellationToken)
    {
        if (await groups.AskAsync(Scope, At, code, cancellationToken) is not GroupView found)
        {
            return NotFound();
        }

        Group = found;
        return Page();
    }
}
