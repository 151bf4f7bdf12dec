using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Groups;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>One credit group: where it stands, who carries it and who drags.</summary>
public sealed class GroupPage(ViewpointQuery viewpoints, GroupQuery groups, GroupTables tables) : TabledPage(viewpoints)
{
    /// <summary>Its code.</summary>
    [FromRoute]
    public string Code { get; set; } = "";

    /// <summary>What the snapshot knows of it.</summary>
    public GroupView Group { get; private set; } = null!;

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables => tables.Of(Group);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken) ?? Page();

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        if (await groups.AskAsync(Scope, At, Code, cancellationToken) is not GroupView found)
        {
            return NotFound();
        }

        Group = found;
        return null;
    }
}
