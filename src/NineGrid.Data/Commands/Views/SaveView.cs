using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Commands.Views;

/// <summary>Keeps a view of a list or picture for a user.</summary>
public sealed class SaveView(NineGridDbContext db)
{
    /// <summary>Most views of a user.</summary>
    public const int Most = 50;

    /// <summary>Keeps it.</summary>
    /// <param name="user">Whose it is.</param>
    /// <param name="name">Its name, 1 to 60 characters.</param>
    /// <param name="path">The page.</param>
    /// <param name="query">What is in force, as in an address.</param>
    /// <param name="cancellationToken">Stops before anything is stored.</param>
    /// <returns>Null, or the fault: one of <see cref="ViewFaults"/>.</returns>
    public async Task<string?> RunAsync(int user, string? name, string path, string query, CancellationToken cancellationToken)
    {
        if (ViewNames.Read(name) is not string own)
        {
            return ViewFaults.Name;
        }

        if (query.Length > SavedViewRow.LongestQuery)
        {
            return ViewFaults.Meaningless;
        }

        if (await ViewNames.IsTakenAsync(db, user, own, exceptId: 0, cancellationToken))
        {
            return ViewFaults.NameTaken;
        }

        if (await db.SavedViews.CountAsync(row => row.UserId == user, cancellationToken) >= Most)
        {
            return ViewFaults.TooMany;
        }

        var view = new SavedViewRow
        {
            UserId = user,
            Name = own,
            Path = path,
            Query = query,
        };
        db.SavedViews.Add(view);
        return await ViewNames.StoreAsync(db, view, cancellationToken);
    }
}
