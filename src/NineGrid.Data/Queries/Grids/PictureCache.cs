using Microsoft.Extensions.Caching.Memory;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Grids;

/// <summary>Keeps the density pictures of large selections, which are costly to count and small to keep. A snapshot that is computed again has pictures of its own.</summary>
public sealed class PictureCache : IDisposable
{
    private readonly MemoryCache _pictures = new(new MemoryCacheOptions { SizeLimit = 500 });

    /// <summary>What a picture depends on; who may see what is part of it.</summary>
    public sealed record Key(int SnapshotId, DateTime ComputedAt, int Place, DataScope Scope, Grid Grid, Selection Selection)
    {
        /// <summary>The key of a question.</summary>
        public static Key Of(DataScope scope, Viewpoint at, Grid grid, Selection selection) =>
            new(at.SnapshotId, at.ComputedAt, at.Institution.Place, scope, grid, selection);
    }

    /// <summary>The picture kept under a key; null when there is none.</summary>
    public GridPoints? Find(Key key) => _pictures.Get<GridPoints>(key);

    /// <summary>Keeps a picture until room is needed.</summary>
    public void Keep(Key key, GridPoints picture) => _pictures.Set(key, picture, new MemoryCacheEntryOptions { Size = 1 });

    /// <inheritdoc/>
    public void Dispose() => _pictures.Dispose();
}
