using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Imports;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Data.Samples;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Queries;

/// <summary>A count that is shown equals the customers listed behind it, on every database and in every scope.</summary>
public sealed class DrillDownTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Each_count_of_a_grid_is_the_length_of_the_list_behind_it(DatabaseProvider provider)
    {
        await using TestDatabase database = await BankAsync(provider);
        await database.UseAsync(async db =>
        {
            foreach (DataScope scope in Scopes(db))
            {
                Viewpoint at = (await new ViewpointQuery(db).AskAsync(scope, null, null, CancellationToken.None))!;
                foreach (
                    Selection selection in (Selection[])
                        [Selection.Everything, new() { Size = SizeClass.Small }, new() { Value = GridPart.Of(Band.Low) }]
                )
                {
                    foreach (Grid grid in Enum.GetValues<Grid>())
                    {
                        await CountsMatchListsAsync(db, scope, at, grid, selection);
                    }
                }
            }

            return 0;
        });
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Every_point_of_the_picture_lies_in_the_cell_that_counts_it(DatabaseProvider provider)
    {
        await using TestDatabase database = await BankAsync(provider);
        await database.UseAsync(async db =>
        {
            Viewpoint at = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, null, null, CancellationToken.None))!;
            using var large = new LargeSelections();
            foreach (Grid grid in Enum.GetValues<Grid>())
            {
                GridView view = await new GridQuery(db, large).AskAsync(
                    DataScope.WholeBank,
                    at,
                    grid,
                    Selection.Everything,
                    CancellationToken.None
                );
                GridPoints points = await new PointsQuery(db, large).AskAsync(
                    DataScope.WholeBank,
                    at,
                    grid,
                    Selection.Everything,
                    PictureZoom.Whole,
                    CancellationToken.None
                );

                Assert.NotEmpty(points.Points);
                Assert.All(
                    view.Cells,
                    cell =>
                        Assert.Equal(
                            cell.Sum.Customers,
                            points
                                .Points.Where(point =>
                                    new Cell((Level)(int)point.AtX.Position, (Level)(int)point.AtY.Position) == cell.Cell
                                )
                                .Sum(point => point.Members)
                        )
                );
            }

            return 0;
        });
    }

    [Fact]
    public async Task A_filter_moves_no_point_of_the_picture()
    {
        await using TestDatabase database = await BankAsync(DatabaseProvider.Sqlite);
        await database.UseAsync(async db =>
        {
            Viewpoint at = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, null, null, CancellationToken.None))!;
            using var large = new LargeSelections();
            var query = new PointsQuery(db, large);
            foreach (Grid grid in Enum.GetValues<Grid>())
            {
                Task<GridPoints> Ask(Selection selection) =>
                    query.AskAsync(DataScope.WholeBank, at, grid, selection, PictureZoom.Whole, CancellationToken.None);
                Dictionary<string, GridPoint> all = (await Ask(Selection.Everything)).Points.ToDictionary(point => point.No);
                foreach (
                    Selection selection in (Selection[])
                        [
                            new() { Size = SizeClass.Small },
                            new() { Value = GridPart.Of(Band.High) },
                            new() { Growth = GridPart.Of(new Cell(Level.Low, Level.Low)) },
                            new() { Industry = Industry.Of('C') },
                        ]
                )
                {
                    GridPoints filtered = await Ask(selection);

                    Assert.All(filtered.Points, point => Assert.Equal((all[point.No].AtX, all[point.No].AtY), (point.AtX, point.AtY)));
                }
            }

            return 0;
        });
    }

    [Fact]
    public async Task Pages_of_a_list_hold_every_customer_once_in_its_order()
    {
        await using TestDatabase database = await BankAsync(DatabaseProvider.Sqlite);
        await database.UseAsync(async db =>
        {
            Viewpoint at = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, null, null, CancellationToken.None))!;
            foreach (CustomerColumn column in Enum.GetValues<CustomerColumn>())
            {
                List<CustomerListed> listed = await AllPagesAsync(
                    db,
                    DataScope.WholeBank,
                    at,
                    Selection.Everything,
                    new(column, Descending: true)
                );

                Assert.Equal(300, listed.Count);
                Assert.Equal(300, listed.Select(one => one.No).Distinct().Count());
                if (column == CustomerColumn.Raroc)
                {
                    double?[] known = [.. listed.Select(one => one.Raroc).Where(raroc => raroc is not null)];
                    Assert.Equal(known.OrderDescending(), known);
                    Assert.All(listed.Take(known.Length), one => Assert.NotNull(one.Raroc)); // the unmeasured come last
                }
            }

            return 0;
        });
    }

    [Fact]
    public async Task A_customer_outside_the_scope_is_answered_like_one_that_does_not_exist()
    {
        await using TestDatabase database = await BankAsync(DatabaseProvider.Sqlite);
        await database.UseAsync(async db =>
        {
            Viewpoint at = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, null, null, CancellationToken.None))!;
            var managed = db.Positions.First(row => row.SnapshotId == at.SnapshotId && row.ManagerId != null);
            string no = db.Customers.First(row => row.Id == managed.CustomerId).No;
            int stranger = db.Managers.First(row => row.Id != managed.ManagerId).Id;
            using var batches = new DataBatches();
            using var high = new HighBands();
            var query = new CustomerQuery(db, batches, high);

            Assert.NotNull(await query.AskAsync(DataScope.Manager(managed.ManagerId!.Value), at, no, CancellationToken.None));
            Assert.Null(await query.AskAsync(DataScope.Manager(stranger), at, no, CancellationToken.None));
            Assert.Null(await query.AskAsync(DataScope.WholeBank, at, "C-nobody", CancellationToken.None));
            return 0;
        });
    }

    private static DataScope[] Scopes(NineGridDbContext db) =>
        [
            DataScope.WholeBank,
            DataScope.Institution(db.Institutions.OrderBy(row => row.Code).First(row => row.Level == InstitutionLevel.Tier1).Id),
            DataScope.Manager(db.Customers.OrderBy(row => row.No).First(row => row.ManagerId != null).ManagerId!.Value),
        ];

    private static async Task CountsMatchListsAsync(NineGridDbContext db, DataScope scope, Viewpoint at, Grid grid, Selection selection)
    {
        using var large = new LargeSelections();
        GridView view = await new GridQuery(db, large).AskAsync(scope, at, grid, selection, CancellationToken.None);
        Assert.Equal((await AllPagesAsync(db, scope, at, selection, CustomerOrder.Default)).Count, view.Customers);
        IEnumerable<(GridPart Part, int Count)> shown =
        [
            .. view.Cells.Where(cell => cell.Sum.Customers > 0).Select(cell => (GridPart.Of(cell.Cell), cell.Sum.Customers)),
            .. view.Unplaced.Select(reason => (GridPart.Of(reason.Reason), reason.Customers)),
        ];
        foreach ((GridPart part, int count) in shown)
        {
            Selection drilled = grid switch
            {
                Grid.Value => selection with { Value = part },
                Grid.Growth => selection with { Growth = part },
                _ => selection with { Group = part },
            };

            Assert.Equal(count, (await AllPagesAsync(db, scope, at, drilled, CustomerOrder.Default)).Count);
        }
    }

    private static async Task<List<CustomerListed>> AllPagesAsync(
        NineGridDbContext db,
        DataScope scope,
        Viewpoint at,
        Selection selection,
        CustomerOrder order
    )
    {
        using var lists = new LargeLists();
        var query = new CustomersQuery(db, lists);
        List<CustomerListed> all = [];
        CustomerList page;
        int number = 1;
        do
        {
            page = await query.AskAsync(scope, at, selection, order, number++, CancellationToken.None);
            all.AddRange(page.Customers);
        } while (page.Page < page.Pages);

        Assert.Equal(page.Total, all.Count);
        return all;
    }

    private static async Task<TestDatabase> BankAsync(DatabaseProvider provider)
    {
        TestDatabase database = await TestDatabases.CreateAsync(provider);
        DirectoryInfo package = Directory.CreateTempSubdirectory("ninegrid-drill-");
        try
        {
            new SampleBank(300, 30, seed: 5, Period.Of(2025, 12)).WriteTo(package.FullName, progress: null, CancellationToken.None);
            await database.UseAsync<ImportPackage, ImportReport>(import =>
                import.RunAsync(package.FullName, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
            );
            await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(snapshots => snapshots.RunAsync(Period.Of(2025, 12)));
        }
        finally
        {
            package.Delete(recursive: true);
        }

        return database;
    }
}
