using Microsoft.EntityFrameworkCore;

namespace NineGrid.Data.Commands.Views;

/// <summary>Forgets a user's view.</summary>
public sealed class DeleteView(NineGridDbContext db)
{
    /// <returns>Null, or the fault <see cref="ViewFaults.Unknown"/>, also for a view of somebody else.</returns>
    public async Task<string?> RunAsync(int user, int id, CancellationToken cancellationToken) =>
        await db.SavedViews.Where(row => row.UserId == user && row.Id == id).ExecuteDeleteAsync(cancellationToken) == 1
            ? null
            : ViewFaults.Unknown;
}
