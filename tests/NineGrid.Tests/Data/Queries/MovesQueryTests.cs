using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Exports;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Moves;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Data.Access;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Queries;

/// <summary>Movements between stored snapshots: on six customers by hand, on a made-up bank in a second way.</summary>
[Collection(QueryBankUsers.Name)]
public sealed class MovesQueryTests(QueryBanks banks)
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Each_snapshot_is_read_with_its_own_scope_institution_and_manager(DatabaseProvider provider)
    {
        await UseAsync(
            provider,
            async (db, bank) =>
            {
                async Task<string> Told(DataScope scope, string? institution = null, Selection? selection = null)
                {
                    MovementBalance balance = (await AskAsync(db, scope, institution, selection)).Matrix.Balance;
                    return $"{Count(balance, Movement.Stay)} {Count(balance, Movement.Entered)} {Count(balance, Movement.Left)}";
                }

                // All stand at HM in both periods; c1 went from S11 and M1 to S21 and M3.
                Assert.Equal("6 0 0", await Told(DataScope.WholeBank));
                Assert.Equal("3 0 1", await Told(DataScope.WholeBank, "B1")); // c2, c3, c5; c1
                Assert.Equal("2 1 0", await Told(DataScope.WholeBank, "B2")); // c4, c6; c1
                Assert.Equal("2 1 0", await Told(DataScope.Institution(bank["B2"])));
                Assert.Equal("1 0 1", await Told(DataScope.Manager(bank["M1"]))); // c4; c1
                Assert.Equal("1 1 0", await Told(DataScope.Manager(bank["M3"]))); // c6; c1
                Assert.Equal("1 1 0", await Told(DataScope.WholeBank, selection: new() { Manager = "M3" }));
                Assert.Equal("0 1 0", await Told(DataScope.Manager(bank["M3"]), selection: new() { CreditGroup = "G2" }));
                Assert.Equal("0 0 0", await Told(DataScope.WholeBank, selection: new() { Value = GridPart.Of(Band.Low) }));
                Assert.Equal("0 0 0", await Told(DataScope.Nothing));
            }
        );
    }

    [Fact]
    public async Task Who_changed_hands_left_in_one_row_and_entered_in_the_other()
    {
        await UseAsync(
            DatabaseProvider.Sqlite,
            async (db, _) =>
            {
                MigrationView view = await AskAsync(db, DataScope.WholeBank);

                Assert.Equal(["B1 3 0 1", "B2 2 1 0"], Rows(view, MigrationBy.Institution));
                Assert.Equal(["M1 1 0 1", "M2 1 0 0", "M3 1 1 0"], Rows(view, MigrationBy.Manager)); // c2 and c5 are nobody's
                Assert.Equal(["S 6 0 0"], Rows(view, MigrationBy.Size));
                Assert.Equal(["C 6 0 0"], Rows(view, MigrationBy.Industry));
                Assert.All(view.Rows[MigrationBy.Institution], row => Assert.Equal(0.0, row.Balance.NetUpgradeRate));
            }
        );
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_customer_whose_values_did_not_change_but_whose_cell_did_was_moved_by_the_line(DatabaseProvider provider)
    {
        await UseAsync(
            provider,
            async (db, bank) =>
            {
                (int first, int second) = (bank[PocketBank.First.ToString()], bank[PocketBank.Second.ToString()]);
                PositionRow At(int snapshot, string no) =>
                    db.Positions.Single(row => row.SnapshotId == snapshot && row.CustomerId == bank[no]);
                // Then High began at 1,100, now it does at 900: everybody's 1,000 was Mid.
                db.Cuts.Single(cut => cut.SnapshotId == first && cut.Grid == Grid.Value && !cut.Y).Hi = 1100;
                foreach (string no in (string[])["c4", "c6"])
                {
                    At(first, no).ValueCell = new Cell(Level.Mid, Level.Mid);
                }

                // c4 earns what it earned; c6 passed even the old line; c3 fell into default at the same return; c5 fell without one.
                At(second, "c6").Revenue = 1200;
                At(second, "c3").ValueCell = At(second, "c5").ValueCell = new Cell(Level.High, Level.Low);
                At(first, "c3").Revenue = At(first, "c5").Revenue = At(second, "c3").Revenue = At(second, "c5").Revenue = 2000;
                db.Figures.Single(row => row.SnapshotId == second && row.CustomerId == bank["c3"]).Pd = 1;
                await db.SaveChangesAsync();

                MigrationMatrix matrix = (await AskAsync(db, DataScope.WholeBank)).Matrix;
                Assert.Equal(new Flow(2, 1000 + 1200, LineMoved: 1), matrix.Balance[Movement.Up]);
                Assert.Equal(new Flow(2, 2000 + 2000, LineMoved: 1), matrix.Balance[Movement.Down]);
                Assert.Equal([bank["c4"]], await IdsAsync("up.line"));
                Assert.Equal([bank["c6"]], await IdsAsync("up.customer"));
                Assert.Equal([bank["c5"]], await IdsAsync("down.line"));
                Assert.Equal([bank["c3"]], await IdsAsync("HM-HL.customer"));

                async Task<IReadOnlyList<int>> IdsAsync(string what)
                {
                    Assert.True(MoveFilter.TryParse($"value.{PocketBank.First}.{what}", out MoveFilter? filter));
                    using var large = new LargeMoves();
                    Viewpoint at = await AtAsync(db, DataScope.WholeBank, PocketBank.Second, null);
                    return (
                        await new MovesQuery(db, large).FindAsync(DataScope.WholeBank, at, filter!, Selection.Everything, default)
                    )!.Ids;
                }
            }
        );
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Flows_margins_rows_and_the_customers_behind_them_are_those_that_one_finds_row_by_row(DatabaseProvider provider)
    {
        TestDatabase database = await banks.OnAsync(provider);
        await database.UseAsync(async db =>
        {
            using var large = new LargeMoves();
            var query = new MovesQuery(db, large);
            foreach (DataScope scope in Scopes(db))
            {
                foreach (
                    (Period from, Selection selection) in (IEnumerable<(Period, Selection)>)
                        [
                            (QueryBanks.Periods[0], Selection.Everything),
                            (QueryBanks.Periods[1], new() { Size = SizeClass.Small }),
                            (QueryBanks.Periods[0], new() { Value = GridPart.Of(Band.Low) }),
                        ]
                )
                {
                    Viewpoint at = await AtAsync(db, scope, QueryBanks.Periods[2], null);
                    Viewpoint then = await AtAsync(db, scope, from, at.Institution.Code);
                    foreach (Grid grid in Enum.GetValues<Grid>())
                    {
                        IReadOnlyList<NaiveMove> moves = await NaiveMoves.OfAsync(db, scope, then, at, grid, selection);
                        MigrationView view = (await query.AskAsync(scope, at, from, grid, selection, default))!;
                        Compare(moves, view);
                        foreach ((string what, Func<NaiveMove, bool> holds) in Sets)
                        {
                            Assert.True(MoveFilter.TryParse($"{grid.ToString().ToLowerInvariant()}.{from}.{what}", out MoveFilter? filter));
                            MovedCustomers found = (await query.FindAsync(scope, at, filter!, selection, default))!;
                            Assert.Equal(moves.Where(holds).Select(move => move.Id), found.Ids);
                            // From the other end the same customers are found.
                            MovedCustomers back = (
                                await query.FindAsync(scope, then, filter! with { Other = at.Period }, selection, default)
                            )!;
                            Assert.Equal(found.Ids, back.Ids);
                            Assert.Equal((from, at.Period), (back.Earlier, back.Later));
                        }
                    }
                }
            }

            return 0;
        });
    }

    [Fact]
    public async Task A_period_that_is_not_stored_not_earlier_or_the_one_in_force_has_no_movements()
    {
        TestDatabase database = await banks.OnAsync(DatabaseProvider.Sqlite);
        await database.UseAsync(async db =>
        {
            using var large = new LargeMoves();
            var query = new MovesQuery(db, large);
            Viewpoint at = await AtAsync(db, DataScope.WholeBank, QueryBanks.Periods[1], null);
            foreach (Period other in (Period[])[at.Period, QueryBanks.Periods[2], Period.Of(2024, 12)])
            {
                Assert.Null(await query.AskAsync(DataScope.WholeBank, at, other, Grid.Value, Selection.Everything, default));
            }

            foreach (Period other in (Period[])[at.Period, Period.Of(2024, 12)])
            {
                Assert.Null(
                    await query.FindAsync(DataScope.WholeBank, at, new(Grid.Value, other, MoveSet.Up), Selection.Everything, default)
                );
            }

            return 0;
        });
    }

    [Fact]
    public async Task What_is_kept_of_a_large_selection_is_asked_anew_when_customers_were_given_to_others()
    {
        using var large = new LargeMoves();
        Viewpoint at = new()
        {
            SnapshotId = 1,
            Period = PocketBank.Second,
            Periods = [PocketBank.Second],
            Institution = new(0, 9, "00", "Head office", InstitutionLevel.Head),
            Above = [],
            Below = [],
            Scheme = Scheme.Default,
            SchemeVersion = 1,
            ComputedAt = DateTime.UnixEpoch,
            Program = "0",
        };
        int asked = 0;
        Task<FoundMoves> Ask(Viewpoint then, Viewpoint now, int customers = 3000) =>
            large.AnswerAsync(
                DataScope.WholeBank,
                (PocketBank.First, PocketBank.Second),
                then,
                now,
                Grid.Value,
                Selection.Everything,
                () =>
                {
                    asked++;
                    Move[] moves = [.. Enumerable.Range(0, customers).Select(id => new Move(new() { Id = id }, null, Remains: true))];
                    return Task.FromResult(
                        new FoundMoves(
                            Grid.Value,
                            (PocketBank.First, PocketBank.Second),
                            moves,
                            new Dictionary<MigrationBy, FoundMoves.Teller>()
                        )
                    );
                }
            );

        await Ask(at, at);
        await Ask(at, at);
        Assert.Equal(1, asked);
        await Ask(at with { Revision = 1 }, at);
        await Ask(at, at with { Revision = 1 });
        await Ask(at, at with { ComputedAt = DateTime.UnixEpoch.AddSeconds(1) });
        Assert.Equal(4, asked);
        await Ask(at with { SnapshotId = 2 }, at, customers: 3);
        await Ask(at with { SnapshotId = 2 }, at, customers: 3);
        Assert.Equal(6, asked); // few are found fast
    }

    [Fact]
    public async Task The_export_holds_the_flows_of_all_grids_and_only_those_with_customers()
    {
        TestDatabase database = await banks.OnAsync(DatabaseProvider.Sqlite);
        string[] lines = (await database.ExportTextAsync(ExportKind.Migration, QueryBanks.Periods[2], from: QueryBanks.Periods[0]))
            .TrimEnd('\n')
            .Split('\n');

        Assert.Equal("grid,from_cell,to_cell,customers,revenue", lines[0]);
        Assert.Equal(lines.Skip(1).Order(StringComparer.Ordinal), lines.Skip(1));
        await database.UseAsync(async db =>
        {
            Viewpoint at = await AtAsync(db, DataScope.WholeBank, QueryBanks.Periods[2], null);
            Viewpoint then = await AtAsync(db, DataScope.WholeBank, QueryBanks.Periods[0], null);
            List<string> expected = [];
            foreach (Grid grid in Enum.GetValues<Grid>())
            {
                IReadOnlyList<NaiveMove> moves = await NaiveMoves.OfAsync(db, DataScope.WholeBank, then, at, grid, Selection.Everything);
                expected.AddRange(
                    moves
                        .GroupBy(move => $"{grid.ToString().ToLowerInvariant()},{Mark(move.From)},{Mark(move.To)}")
                        .Select(flow => $"{flow.Key},{flow.Count()},{Math.Round(flow.Sum(move => move.Revenue), 4)}")
                );
            }

            Assert.Equal(
                expected.Order(StringComparer.Ordinal),
                lines
                    .Skip(1)
                    .Select(line => line.Split(','))
                    .Select(fields =>
                        $"{string.Join(',', fields[..4])},{Math.Round(double.Parse(fields[4], CultureInfo.InvariantCulture), 4)}"
                    )
            );
            return 0;
        });

        static string Mark(Cell? cell) => cell?.ToString() ?? "-";
    }

    [Fact]
    public async Task An_export_that_leads_nowhere_is_refused_with_the_reason()
    {
        TestDatabase database = await banks.OnAsync(DatabaseProvider.Sqlite);
        async Task<string> RefusedAsync(Period period, Period from) =>
            (await Assert.ThrowsAsync<JobRefusedException>(() => database.ExportAsync(ExportKind.Migration, period, from: from))).Message;

        Assert.StartsWith("2025-12 is not before 2025-09", await RefusedAsync(QueryBanks.Periods[1], QueryBanks.Periods[2]));
        Assert.StartsWith("2025-09 is not before 2025-09", await RefusedAsync(QueryBanks.Periods[1], QueryBanks.Periods[1]));
        Assert.StartsWith("2025-03 has no snapshot", await RefusedAsync(QueryBanks.Periods[1], Period.Of(2025, 3)));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            database.ExportAsync(ExportKind.Cuts, QueryBanks.Periods[1], from: QueryBanks.Periods[0])
        );
        await Assert.ThrowsAsync<ArgumentException>(() => database.ExportAsync(ExportKind.Migration, QueryBanks.Periods[1]));
    }

    private static readonly (string What, Func<NaiveMove, bool> Holds)[] Sets =
    [
        ("up", move => move.IsUp),
        ("down", move => move.IsDown),
        ("mixed", move => move.IsMixed),
        ("stay", move => move.IsStay),
        ("entered", move => move.From is null),
        ("left", move => move.To is null),
        ("both", move => move.From is not null && move.To is not null),
        ("moved.line", move => move.ByLine),
        ("moved.customer", move => !move.ByLine && (move.IsUp || move.IsDown || move.IsMixed)),
        ("down.line", move => move.IsDown && move.ByLine),
        ("ML-LL", move => move.From?.ToString() == "ML" && move.To?.ToString() == "LL"),
        ("LL-any", move => move.From?.ToString() == "LL"),
        ("any-MM", move => move.To?.ToString() == "MM"),
        ("none-LL", move => move.From is null && move.To?.ToString() == "LL"),
        ("LL-none", move => move.To is null && move.From?.ToString() == "LL"),
    ];

    private static void Compare(IReadOnlyList<NaiveMove> moves, MigrationView view)
    {
        Assert.Equal(
            moves
                .GroupBy(move => (move.From, move.To))
                .Select(flow => (flow.Key, flow.Count(), flow.Count(move => move.ByLine), Math.Round(flow.Sum(move => move.Revenue), 2)))
                .OrderBy(flow => $"{flow.Key.From} {flow.Key.To}", StringComparer.Ordinal),
            view.Matrix.Flows.Select(one => ((one.From, one.To), one.Flow.Customers, one.Flow.LineMoved, Math.Round(one.Flow.Revenue, 2)))
                .OrderBy(flow => $"{flow.Item1.From} {flow.Item1.To}", StringComparer.Ordinal)
        );
        // Each row is the page under its filter: whoever is not in it in one period left or entered.
        foreach (
            (MigrationBy by, Func<PositionRow, string> code) in (IEnumerable<(MigrationBy, Func<PositionRow, string>)>)
                [(MigrationBy.Size, row => SizeClassCode.Of(row.Size)), (MigrationBy.Industry, row => row.Industry.ToString())]
        )
        {
            foreach (MigrationRow row in view.Rows[by])
            {
                NaiveMove[] own =
                [
                    .. moves
                        .Select(move =>
                            move with
                            {
                                From = move.Then is not null && code(move.Then) == row.Code ? move.From : null,
                                To = move.Now is not null && code(move.Now) == row.Code ? move.To : null,
                            }
                        )
                        .Where(move => move.From is not null || move.To is not null),
                ];
                int up = own.Count(move => move.IsUp);
                int down = own.Count(move => move.IsDown);
                int both = own.Count(move => move.From is not null && move.To is not null);
                Assert.Equal(
                    (up, down, both, own.Count(move => move.From is null), own.Count(move => move.To is null)),
                    (
                        Count(row.Balance, Movement.Up),
                        Count(row.Balance, Movement.Down),
                        row.Balance.Both.Customers,
                        Count(row.Balance, Movement.Entered),
                        Count(row.Balance, Movement.Left)
                    )
                );
                Assert.Equal(both == 0 ? null : (up - down) / (double)both, row.Balance.NetUpgradeRate);
            }
        }
    }

    private static int Count(MovementBalance balance, Movement movement) => balance[movement].Customers;

    private static IEnumerable<string> Rows(MigrationView view, MigrationBy by) =>
        view.Rows[by]
            .Select(row =>
                $"{row.Code} {Count(row.Balance, Movement.Stay)} {Count(row.Balance, Movement.Entered)} {Count(row.Balance, Movement.Left)}"
            );

    private static DataScope[] Scopes(NineGridDbContext db) =>
        [
            DataScope.WholeBank,
            DataScope.Institution(db.Institutions.OrderBy(row => row.Code).First(row => row.Level == InstitutionLevel.Tier1).Id),
            DataScope.Manager(db.Customers.OrderBy(row => row.No).First(row => row.ManagerId != null).ManagerId!.Value),
        ];

    private static async Task<MigrationView> AskAsync(
        NineGridDbContext db,
        DataScope scope,
        string? institution = null,
        Selection? selection = null
    )
    {
        using var large = new LargeMoves();
        // Nobody may look from anywhere; what is found from where somebody else looks must be nothing too.
        Viewpoint at = await AtAsync(db, scope == DataScope.Nothing ? DataScope.WholeBank : scope, PocketBank.Second, institution);
        return (
            await new MovesQuery(db, large).AskAsync(
                scope,
                at,
                PocketBank.First,
                Grid.Value,
                selection ?? Selection.Everything,
                CancellationToken.None
            )
        )!;
    }

    private static async Task<Viewpoint> AtAsync(NineGridDbContext db, DataScope scope, Period period, string? institution) =>
        (await new ViewpointQuery(db).AskAsync(scope, period, institution, CancellationToken.None))!;

    private static async Task UseAsync(DatabaseProvider provider, Func<NineGridDbContext, PocketBank, Task> use)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        PocketBank bank = await PocketBank.InAsync(database);
        await database.UseAsync(async db =>
        {
            await use(db, bank);
            return 0;
        });
    }
}
