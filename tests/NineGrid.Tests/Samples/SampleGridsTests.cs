using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Data.Schema;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Grids;

namespace NineGrid.Tests.Samples;

/// <summary>The made-up bank on its way through the real importer and kernel, under the default scheme.</summary>
public sealed class SampleGridsTests(SampleGridsTests.Computed bank) : IClassFixture<SampleGridsTests.Computed>
{
    [Fact]
    public void The_import_finds_nothing_to_reject_and_nothing_to_remark()
    {
        Assert.True(bank.Report.Stored);
        Assert.Empty(bank.Report.Errors);
        Assert.Empty(bank.Report.Notices);
        Assert.All(bank.Report.Files, file => Assert.Equal(bank.Written.Lines(file.Name).Length - 1, file.Stored));
    }

    [Theory]
    [InlineData(Grid.Value, 0.03)]
    [InlineData(Grid.Growth, 0.03)]
    [InlineData(Grid.Group, 0.03)]
    public void Each_cell_of_each_grid_holds_a_visible_share(Grid grid, double share)
    {
        IReadOnlyList<Cell> cells = bank.Cells[grid];

        Assert.All(Cell.All, cell => Assert.True(cells.Count(placed => placed == cell) >= share * cells.Count, $"{grid} {cell}"));
    }

    [Theory]
    [InlineData(Grid.Value)]
    [InlineData(Grid.Growth)]
    public void About_a_quarter_is_high_and_less_than_half_is_low(Grid grid)
    {
        IReadOnlyList<Cell> cells = bank.Cells[grid];

        Assert.InRange((double)cells.Count(cell => cell.Band == Band.High) / cells.Count, 0.15, 0.3);
        Assert.InRange((double)cells.Count(cell => cell.Band == Band.Low) / cells.Count, 0.35, 0.55);
    }

    [Theory]
    [InlineData(UnplacedReason.New)]
    [InlineData(UnplacedReason.Lost)]
    [InlineData(UnplacedReason.NoRisk)]
    [InlineData(UnplacedReason.NoCapital)]
    [InlineData(UnplacedReason.NoHistory)]
    [InlineData(UnplacedReason.MissingStatements)]
    [InlineData(UnplacedReason.StaleStatements)]
    public void Every_reason_for_having_no_place_occurs_and_is_rare(UnplacedReason reason) =>
        Assert.InRange(
            bank.Reasons.Count(found => found == reason),
            bank.Written.Bank.Customers * 0.005,
            bank.Written.Bank.Customers * 0.08
        );

    public sealed class Computed : IAsyncLifetime
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ninegrid-sample-");

        internal WrittenBank Written { get; } = new(3_000, 25);

        public ImportReport Report { get; private set; } = null!;

        /// <summary>The cells of the placed customers of each grid, of the groups on the group grid.</summary>
        public IReadOnlyDictionary<Grid, IReadOnlyList<Cell>> Cells { get; private set; } = null!;

        /// <summary>Reasons on the value and the growth grid, one for each customer at most.</summary>
        public IReadOnlyList<UnplacedReason> Reasons { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            string file = Path.Combine(_directory.FullName, "bank.db");
            await using ServiceProvider services = new ServiceCollection()
                .AddSingleton<TimeProvider>(new Clock())
                .AddNineGridData(new DatabaseOptions(DatabaseProvider.Sqlite, $"Data Source={file};Pooling=False"))
                .BuildServiceProvider();
            await using AsyncServiceScope scope = services.CreateAsyncScope();
            NineGridDbContext db = scope.ServiceProvider.GetRequiredService<NineGridDbContext>();
            await scope.ServiceProvider.GetRequiredService<DatabaseSchema>().UpgradeAsync(CancellationToken.None);
            Report = await scope
                .ServiceProvider.GetRequiredService<ImportPackage>()
                .RunAsync(Written.Path, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None);
            await scope.ServiceProvider.GetRequiredService<ComputeSnapshot>().RunAsync(Written.Bank.End);
            var positions = await db
                .Positions.AsNoTracking()
                .Select(row => new
                {
                    row.GroupId,
                    row.ValueCell,
                    row.ValueReason,
                    row.GrowthCell,
                    row.GrowthReason,
                    row.GroupCell,
                })
                .ToListAsync();
            Cells = new Dictionary<Grid, IReadOnlyList<Cell>>
            {
                [Grid.Value] = [.. positions.Select(row => row.ValueCell).OfType<Cell>()],
                [Grid.Growth] = [.. positions.Select(row => row.GrowthCell).OfType<Cell>()],
                [Grid.Group] =
                [
                    .. positions
                        .Where(row => row.GroupId is not null)
                        .DistinctBy(row => row.GroupId)
                        .Select(row => row.GroupCell)
                        .OfType<Cell>(),
                ],
            };
            Reasons = [.. positions.Select(row => row.ValueReason == UnplacedReason.None ? row.GrowthReason : row.ValueReason)];
        }

        public Task DisposeAsync()
        {
            Written.Dispose();
            _directory.Delete(recursive: true);
            return Task.CompletedTask;
        }
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
    }
}
