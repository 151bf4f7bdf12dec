using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Commands.Views;

/// <summary>The faults of a change to saved views, as codes that pages have words for.</summary>
public static class ViewFaults
{
    /// <summary>The name is empty or too long.</summary>
    public const string Name = "ViewName";

    /// <summary>The user has a view of that name.</summary>
    public const string NameTaken = "ViewNameTaken";

    /// <summary>The user has as many views as can be kept.</summary>
    public const string TooMany = "TooManyViews";

    /// <summary>It is no view of a list or picture, or too long.</summary>
    public const string Meaningless = "ViewMeaningless";

    /// <summary>The user has no such view.</summary>
    public const string Unknown = "UnknownView";
}

/// <summary>Stores what was changed of a user's views.</summary>
internal static class ViewNames
{
    /// <summary>The name without spaces around it; null when it cannot be one.</summary>
    public static string? Read(string? name) =>
        name?.Trim() is { Length: > 0 and <= SavedViewRow.LongestName } trimmed && !trimmed.Any(char.IsControl) ? trimmed : null;

    public static Task<bool> IsTakenAsync(NineGridDbContext db, int user, string name, int exceptId, CancellationToken cancellationToken) =>
        db.SavedViews.AnyAsync(row => row.UserId == user && row.Name == name && row.Id != exceptId, cancellationToken);

    /// <returns>Null, or the fault: somebody took the name in the meantime.</returns>
    public static async Task<string?> StoreAsync(NineGridDbContext db, SavedViewRow view, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException)
        {
            db.Entry(view).State = EntityState.Detached;
            if (await IsTakenAsync(db, view.UserId, view.Name, view.Id, cancellationToken))
            {
                return ViewFaults.NameTaken;
            }

            throw;
        }
    }
}
