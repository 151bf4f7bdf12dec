using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Commands.Views;

/// <summary>Gives a user's view another name.</summary>
public sealed class RenameView(NineGridDbContext db)
{
    /// <returns>Null, or the fault: one of <see cref="ViewFaults"/>. A view of somebody else is unknown.</returns>
    public async Task<string?> RunAsync(int user, int id, string? name, CancellationToken cancellationToken)
    {
        if (ViewNames.Read(name) is not string own)
        {
            return ViewFaults.Name;
        }

        if (await db.SavedViews.FirstOrDefaultAsync(row => row.UserId == user && row.Id == id, cancellationToken) is not SavedViewRow view)
        {
            return ViewFaults.Unknown;
        }

        if (await ViewNames.IsTakenAsync(db, user, own, id, cancellationToken))
        {
            return ViewFaults.NameTaken;
        }

        view.Name = own;
        return await ViewNames.StoreAsync(db, view, cancellationToken);
    }
}
