using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Snapshots;

/// <summary>Finds the version of a scheme that is in force.</summary>
public static class StoredSchemes
{
    /// <summary>The scheme of the specification, which every database has.</summary>
    public const string DefaultName = "default";

    /// <summary>The highest version of a scheme; the default scheme is stored on first use.</summary>
    /// <exception cref="JobRefusedException">No scheme has the name.</exception>
    internal static async Task<SchemeRow> InForceAsync(NineGridDbContext db, string name, DateTime now, CancellationToken cancellationToken)
    {
        SchemeRow? row = await db
            .Schemes.AsNoTracking()
            .Where(scheme => scheme.Name == name)
            .OrderByDescending(scheme => scheme.Version)
            .FirstOrDefaultAsync(cancellationToken);
        if (row is not null)
        {
            return row;
        }

        if (!string.Equals(name, DefaultName, StringComparison.Ordinal))
        {
            List<string> names = await db.Schemes.AsNoTracking().Select(scheme => scheme.Name).Distinct().ToListAsync(cancellationToken);
            throw new JobRefusedException(
                "SchemeUnknown",
                $"There is no scheme “{name}”; known are: {string.Join(", ", names.Append(DefaultName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}."
            );
        }

        row = new()
        {
            Name = DefaultName,
            Version = 1,
            Definition = Scheme.Default.ToJson(),
            CreatedAt = now,
        };
        db.Schemes.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return row;
    }
}
