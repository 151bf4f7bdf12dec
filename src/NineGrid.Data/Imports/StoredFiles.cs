using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Imports;

/// <summary>Files that people bring, kept in the database piece by piece, so that every node can work on them and none keeps anything of its own.</summary>
public sealed class StoredFiles(NineGridDbContext db, Actor actor, TimeProvider clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);
    private static readonly TimeSpan HalvesKeptFor = TimeSpan.FromDays(1);

    /// <summary>Keeps a file. While it is being brought it counts for nothing; what is broken off is cleared away later.</summary>
    /// <param name="name">The name under which it came.</param>
    /// <param name="content">Its content, read to the end.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <returns>Its number.</returns>
    public async Task<int> StoreAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var file = new StoredFileRow
        {
            Name = NameOf(name),
            StoredBy = actor.Name,
            StoredAt = clock.Now(),
        };
        db.StoredFiles.Add(file);
        await db.SaveChangesAsync(cancellationToken);
        byte[] piece = new byte[FilePieceRow.Length];
        for (int number = 0; ; number++)
        {
            int length = await content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken);
            if (length == 0)
            {
                break;
            }

            db.FilePieces.Add(
                new()
                {
                    FileId = file.Id,
                    Number = number,
                    Content = piece[..length],
                }
            );
            file.Bytes += length;
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
            db.StoredFiles.Attach(file);
        }

        db.StoredFiles.Entry(file).Property(row => row.Bytes).IsModified = true;
        file.Whole = true;
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return file.Id;
    }

    /// <summary>Writes a file to a stream.</summary>
    /// <returns>The name under which it came; null when there is no such file, or only half of it.</returns>
    public async Task<string?> CopyAsync(int id, Stream output, CancellationToken cancellationToken)
    {
        StoredFileRow? file = await db.StoredFiles.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.Whole, cancellationToken);
        if (file is null)
        {
            return null;
        }

        await foreach (
            byte[] content in db
                .FilePieces.AsNoTracking()
                .Where(row => row.FileId == id)
                .OrderBy(row => row.Number)
                .Select(row => row.Content)
                .AsAsyncEnumerable()
                .WithCancellation(cancellationToken)
        )
        {
            await output.WriteAsync(content, cancellationToken);
        }

        return file.Name;
    }

    /// <summary>Throws a file away.</summary>
    public Task DeleteAsync(int id, CancellationToken cancellationToken) =>
        db.StoredFiles.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Throws away what is older than a month, as results have been read by then, and what was broken off more than a day ago.</summary>
    /// <remarks>Never what a job still has to read, however old it looks: a clock may be wrong.</remarks>
    /// <returns>How many files.</returns>
    public Task<int> ClearAsync(CancellationToken cancellationToken)
    {
        DateTime old = clock.Now() - KeptFor;
        DateTime half = clock.Now() - HalvesKeptFor;
        return db
            .StoredFiles.Where(row => row.Whole ? row.StoredAt < old : row.StoredAt < half)
            .Where(row => !db.Jobs.Any(job => job.FileId == row.Id && (job.State == JobState.Waiting || job.State == JobState.Running)))
            .ExecuteDeleteAsync(cancellationToken);
    }

    // A browser may send a path, and anybody anything.
    private static string NameOf(string sent)
    {
        string name = string.Concat(sent.Split('/', '\\')[^1].Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return name.Length switch
        {
            0 => "package",
            > Columns.NameLength => name[^Columns.NameLength..],
            _ => name,
        };
    }
}
