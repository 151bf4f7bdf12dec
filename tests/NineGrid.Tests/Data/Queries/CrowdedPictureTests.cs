using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Queries;

/// <summary>The picture of a branch with more customers than points are drawn: 2,050 in the middle of the picture and 30 apart from them.</summary>
public sealed class CrowdedPictureTests
{
    private const int Crowd = 2050;
    private const int Apart = 30;

    // The crowd earns 1,050 and 15.7 %; the cuts are 100 and 10,000, 11 % and 20 %.
    private static readonly double CrowdX = 1 + (Math.Log(10.5) / Math.Log(100));
    private static readonly double CrowdY = 1 + (0.047 / 0.09);

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Of_too_many_points_only_counts_and_the_largest_leave_the_server(DatabaseProvider provider)
    {
        await AskAsync(
            provider,
            async ask =>
            {
                GridPoints picture = await ask(DataScope.WholeBank, PictureZoom.Whole);

                Assert.Equal((Crowd + Apart, Crowd + Apart), (picture.Total, picture.Within));
                Assert.Equal(Crowd + Apart, picture.Density.Bins.Sum(bin => bin.Count));
                GridBin crowd = Assert.Single(picture.Density.Bins, bin => bin.Count == Crowd);
                Assert.Equal(((int)(CrowdX * picture.Density.Across), (int)(CrowdY * picture.Density.Up)), (crowd.Column, crowd.Row));
                Assert.Equal(50, picture.Points.Count);
                Assert.All(picture.Points, point => Assert.Equal(1050, point.X));
            }
        );
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_part_with_few_enough_points_names_them_all_where_they_stood(DatabaseProvider provider)
    {
        await AskAsync(
            provider,
            async ask =>
            {
                GridPoints part = await ask(DataScope.WholeBank, Zoom("1,1.3,1,1.4"));

                Assert.Equal((Crowd + Apart, Apart), (part.Total, part.Within));
                Assert.Empty(part.Density.Bins);
                Assert.Equal(Apart, part.Points.Count);
                Assert.All(
                    part.Points,
                    point =>
                    {
                        // 200 and 13 %, between the cuts 100 and 10,000, 11 % and 20 %.
                        Assert.Equal(1 + (Math.Log(2) / Math.Log(100)), point.AtX.Position, 4);
                        Assert.Equal(1 + (0.02 / 0.09), point.AtY.Position, 6);
                    }
                );
                Assert.Equal(0, (await ask(DataScope.WholeBank, Zoom("2.5,3,2.5,3"))).Within);
            }
        );
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Bins_of_a_part_are_finer_and_the_medians_stay_those_of_the_selection(DatabaseProvider provider)
    {
        await AskAsync(
            provider,
            async ask =>
            {
                GridPoints whole = await ask(DataScope.WholeBank, PictureZoom.Whole);
                GridPoints part = await ask(DataScope.WholeBank, Zoom("1.3,1.9,1.3,1.9"));

                // 3/0.6 = 5 fits 4 times as a power of two.
                Assert.Equal((4 * whole.Density.Across, 4 * whole.Density.Up), (part.Density.Across, part.Density.Up));
                Assert.Equal(
                    new GridBin((int)(CrowdX * part.Density.Across), (int)(CrowdY * part.Density.Up), Crowd),
                    Assert.Single(part.Density.Bins)
                );
                foreach (GridPoints picture in (GridPoints[])[whole, part])
                {
                    Assert.Equal((1050, 0.157), (picture.XMedian!.Value, picture.YMedian!.Value));
                    Assert.Equal(CrowdX, picture.XMedian.Position, 4);
                    Assert.Equal(CrowdY, picture.YMedian.Position, 6);
                }
            }
        );
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_busiest_seven_managers_are_told_apart(DatabaseProvider provider)
    {
        await AskAsync(
            provider,
            async ask =>
            {
                GridPoints picture = await ask(DataScope.WholeBank, PictureZoom.Whole);

                // The crowd is dealt round eight managers, one of whom gets the thirty besides: 2,050 = 8 · 256 + 2.
                Assert.Equal([("M8", 256 + Apart), ("M1", 257), ("M2", 257)], picture.Managers.Take(3).Select(own => (own.No, own.Points)));
                Assert.Equal(PointsQuery.TopManagers, picture.Managers.Count);
                Assert.DoesNotContain(picture.Managers, own => own.No == "M7");
            }
        );
    }

    [Fact]
    public async Task A_search_says_where_a_customer_lies_that_the_picture_does_not_name()
    {
        await using TestDatabase database = await BankAsync(DatabaseProvider.Sqlite);
        await database.UseAsync(async db =>
        {
            using var large = new LargeSelections();
            var query = new PointsQuery(db, large);
            int owner = db.Managers.Single(row => row.EmployeeNo == "M8").Id;
            int stranger = db.Managers.Single(row => row.EmployeeNo == "M1").Id;
            Viewpoint at = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, null, null, CancellationToken.None))!;
            Task<IReadOnlyList<GridPoint>> Find(DataScope scope, string text, Selection? selection = null) =>
                query.FindAsync(scope, at, Grid.Value, selection ?? Selection.Everything, text, CancellationToken.None);

            GridPoint found = Assert.Single(await Find(DataScope.WholeBank, "apart-7 "));
            Assert.Equal(1 + (0.02 / 0.09), found.AtY.Position, 6);
            Assert.Equal(0, found.Manager); // M8 is the busiest
            Assert.Single(await Find(DataScope.Manager(owner), "apart-7 "));
            Assert.Empty(await Find(DataScope.Manager(stranger), "apart-7 "));
            Assert.Empty(await Find(DataScope.WholeBank, "apart-7 ", new() { Manager = "M1" }));
            Assert.Equal(PointsQuery.MostFound, (await Find(DataScope.WholeBank, "crowd")).Count);
            Assert.Empty(await Find(DataScope.WholeBank, ""));
            return 0;
        });
    }

    private static PictureZoom Zoom(string text) =>
        PictureZoom.TryParse(text, out PictureZoom zoom) ? zoom : throw new ArgumentException(text, nameof(text));

    private static async Task AskAsync(DatabaseProvider provider, Func<Func<DataScope, PictureZoom, Task<GridPoints>>, Task> use)
    {
        await using TestDatabase database = await BankAsync(provider);
        await database.UseAsync(async db =>
        {
            using var large = new LargeSelections();
            var query = new PointsQuery(db, large);
            Viewpoint at = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, null, null, CancellationToken.None))!;
            await use((scope, zoom) => query.AskAsync(scope, at, Grid.Value, Selection.Everything, zoom, CancellationToken.None));
            return 0;
        });
    }

    private static async Task<TestDatabase> BankAsync(DatabaseProvider provider)
    {
        TestDatabase database = await TestDatabases.CreateAsync(provider);
        await database.UseAsync(async db =>
        {
            var office = new InstitutionRow
            {
                Code = "HO",
                Name = "HO",
                Level = InstitutionLevel.Head,
            };
            var scheme = new SchemeRow
            {
                Name = StoredSchemes.DefaultName,
                Version = 1,
                Definition = Scheme.Default.ToJson(),
            };
            db.AddRange(office, scheme);
            await db.SaveChangesAsync();
            ManagerRow[] managers =
            [
                .. Enumerable
                    .Range(1, 8)
                    .Select(i => new ManagerRow
                    {
                        EmployeeNo = $"M{i}",
                        Name = $"M{i}",
                        InstitutionId = office.Id,
                    }),
            ];
            foreach (ManagerRow manager in managers)
            {
                db.Add(manager);
                await db.SaveChangesAsync(); // one by one, so that their ids are in order
            }

            var head = new SnapshotRow
            {
                Period = Period.Of(2025, 12),
                SchemeId = scheme.Id,
                Program = "0",
                Customers = Crowd + Apart,
            };
            db.Add(head);
            CustomerRow[] customers =
            [
                .. Enumerable
                    .Range(0, Crowd + Apart)
                    .Select(i => new CustomerRow
                    {
                        No = i < Crowd ? $"C{i}" : $"A{i}",
                        Name = i < Crowd ? $"crowd-{i} Ltd" : $"apart-{i - Crowd} Ltd",
                        InstitutionId = office.Id,
                        Industry = Industry.Of('C'),
                        Size = SizeClass.Small,
                    }),
            ];
            db.AddRange(customers);
            await db.SaveChangesAsync();
            db.Add(
                new SnapshotInstitutionRow
                {
                    SnapshotId = head.Id,
                    Place = 0,
                    EndPlace = 1,
                    InstitutionId = office.Id,
                    Code = "HO",
                    Name = "HO",
                    Level = InstitutionLevel.Head,
                }
            );
            db.AddRange(
                customers.Select(
                    (customer, i) =>
                        new PositionRow
                        {
                            SnapshotId = head.Id,
                            CustomerId = customer.Id,
                            Place = 0,
                            ManagerId = i < Crowd ? managers[i % 8].Id : managers[7].Id,
                            Industry = Industry.Of('C'),
                            Size = SizeClass.Small,
                            Months = 12,
                            Span = 12,
                            Revenue = i < Crowd ? 1050 : 200,
                            EcCredit = 100,
                            EcOp = 10,
                            Raroc = i < Crowd ? 0.157 : 0.13,
                            HasCredit = true,
                            ValueCell = new Cell(Level.Mid, Level.Mid),
                        }
                )
            );
            db.AddRange(
                ((bool, double, double)[])[(false, 100, 10_000), (true, 0.11, 0.20)] is var cuts
                    ? cuts.Select(own => new CutRow
                    {
                        SnapshotId = head.Id,
                        Grid = Grid.Value,
                        Y = own.Item1,
                        PeerGroup = "bank",
                        UsedGroup = "bank",
                        N = Crowd + Apart,
                        Lo = own.Item2,
                        Hi = own.Item3,
                        InUse = true,
                    })
                    : []
            );
            await db.SaveChangesAsync();
            return 0;
        });
        return database;
    }
}
