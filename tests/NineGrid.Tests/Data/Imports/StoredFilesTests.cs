using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Imports;

public sealed class StoredFilesTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task What_was_broken_off_cannot_be_read_and_is_gone_after_a_day(DatabaseProvider provider)
    {
        var clock = new MovableTime(DateTimeOffset.UtcNow);
        await using TestDatabase database = await TestDatabases.CreateAsync(provider, clock);

        await Assert.ThrowsAsync<IOException>(() => StoreAsync(database, new BrokenStream(FilePieceRow.Length + 10)));
        StoredFileRow half = await database.UseAsync(db => db.StoredFiles.AsNoTracking().SingleAsync());
        string? name = await database.UseAsync<StoredFiles, string?>(files =>
            files.CopyAsync(half.Id, new MemoryStream(), CancellationToken.None)
        );
        int early = await ClearAsync(database);
        clock.Advance(TimeSpan.FromHours(25));
        int late = await ClearAsync(database);

        Assert.Equal((false, null, 0, 1), (half.Whole, name, early, late));
        Assert.Equal((0, 0), await database.UseAsync(async db => (await db.StoredFiles.CountAsync(), await db.FilePieces.CountAsync())));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Whole_files_are_kept_for_a_month_and_for_a_job_as_long_as_it_is_open(DatabaseProvider provider)
    {
        var clock = new MovableTime(DateTimeOffset.UtcNow);
        await using TestDatabase database = await TestDatabases.CreateAsync(provider, clock);
        int loose = await StoreAsync(database, new MemoryStream([1, 2, 3]));
        int needed = await StoreAsync(database, new MemoryStream([4, 5, 6]));
        int job = await database.UseAsync<JobLedger, int>(ledger =>
            ledger.EnterAsync(JobKind.Check, "package", order: null, needed, "somebody", CancellationToken.None)
        );

        clock.Jump(TimeSpan.FromDays(29));
        int early = await ClearAsync(database);
        clock.Jump(TimeSpan.FromDays(365)); // a clock that is wrong by a year
        int late = await ClearAsync(database);
        int[] kept = await FilesAsync(database);
        await database.UseAsync<JobLedger, bool>(ledger =>
            ledger.EndAsync(job, JobState.Done, outcome: null, reason: null, CancellationToken.None)
        );
        await ClearAsync(database);

        Assert.Equal((0, 1), (early, late));
        Assert.NotEqual(loose, needed);
        Assert.Equal([needed], kept);
        Assert.Empty(await FilesAsync(database));
    }

    private static Task<int[]> FilesAsync(TestDatabase database) =>
        database.UseAsync(db => db.StoredFiles.Select(row => row.Id).ToArrayAsync());

    private static Task<int> StoreAsync(TestDatabase database, Stream content) =>
        database.UseAsync<StoredFiles, int>(files => files.StoreAsync("package.zip", content, CancellationToken.None));

    private static Task<int> ClearAsync(TestDatabase database) =>
        database.UseAsync<StoredFiles, int>(files => files.ClearAsync(CancellationToken.None));

    /// <summary>Gives some bytes, and then what a connection gives that breaks.</summary>
    private sealed class BrokenStream(int bytes) : MemoryStream(new byte[bytes])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position == Length ? throw new IOException("The client reset the connection.") : base.ReadAsync(buffer, cancellationToken);
    }
}
