using Microsoft.EntityFrameworkCore;

namespace NineGrid.Data.Queries.Views;

/// <summary>A view that a user keeps.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Path">The page.</param>
/// <param name="Query">What is in force, as in an address.</param>
public sealed record SavedView(int Id, string Name, string Path, string Query)
{
    /// <summary>The address that opens it.</summary>
    public string Address => Path + Query;
}

/// <summary>Which views does a user keep?</summary>
public sealed class SavedViewsQuery(NineGridDbContext db)
{
    /// <summary>The user's own, by name; nobody sees those of others.</summary>
    public async Task<IReadOnlyList<SavedView>> AskAsync(int user, CancellationToken cancellationToken) =>
        await Views(db, user).ToListAsync(cancellationToken);

    internal static IQueryable<SavedView> Views(NineGridDbContext db, int user) =>
        from view in db.SavedViews
        where view.UserId == user
        orderby view.Name, view.Id
        select new SavedView(view.Id, view.Name, view.Path, view.Query);
}
