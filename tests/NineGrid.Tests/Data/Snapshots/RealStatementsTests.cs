using System.Globalization;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Exports;
using NineGrid.Data.Imports;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Moves;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Data.Queries;
using NineGrid.Tests.Support;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Data.Snapshots;

/// <summary>From the package of real statements to the exports, on both databases and against the naive implementation.</summary>
public sealed class RealStatementsTests
{
    private static readonly ExportKind[] Alone = [.. Enum.GetValues<ExportKind>().Where(kind => kind != ExportKind.Migration)];
    private static readonly (string From, string To)[] Moves = [("2018-12", "2019-12"), ("2020-03", "2020-06")];
    private static readonly string[] Periods = ["2018-12", "2019-03", "2019-06", "2019-09", "2019-12", "2020-03", "2020-06"];

    [RealStatementsFact]
    public async Task Both_databases_give_the_same_bytes_and_the_naive_implementation_the_same_numbers()
    {
        Task<IReadOnlyDictionary<string, byte[]>> onPostgreSql = ExportsAsync(DatabaseProvider.PostgreSql);
        IReadOnlyDictionary<string, byte[]> sqlite = await ExportsAsync(DatabaseProvider.Sqlite);
        IReadOnlyDictionary<string, byte[]> postgreSql = await onPostgreSql;
        Assert.Equal((Periods.Length * Alone.Length) + 2, sqlite.Count);
        foreach ((string name, byte[] bytes) in sqlite)
        {
            Assert.True(bytes.AsSpan().SequenceEqual(postgreSql[name]), $"{name} differs between the databases");
        }

        foreach ((string from, string to) in Moves)
        {
            string Text(string name) => System.Text.Encoding.UTF8.GetString(sqlite[name]);
            AssertMargins(Text($"Migration {from} {to}"), Text($"Positions {from}"), Text($"Positions {to}"));
        }

        SmallBank bank = RealStatements.Read();
        var snapshots = Periods.Select(Period.Parse).ToDictionary(period => period, period => NaiveSnapshot.Compute(bank, period));
        Compare(new Rows(System.Text.Encoding.UTF8.GetString(sqlite["Alerts 2020-06"])), Alerts(bank, snapshots));
        foreach (string period in (string[])["2019-12", "2020-06"])
        {
            Results expected = snapshots[Period.Parse(period)];
            Rows Exported(ExportKind kind) => new(System.Text.Encoding.UTF8.GetString(sqlite[$"{kind} {period}"]));
            Compare(Exported(ExportKind.Positions), expected.Customers.Select(Position));
            Compare(Exported(ExportKind.Indicators), expected.Customers.Select(Indicators));
            Compare(
                Exported(ExportKind.Portraits),
                expected.Portraits.Select(Portrait).OrderBy(row => string.Join(',', row.Take(4)), StringComparer.Ordinal)
            );
            Compare(
                Exported(ExportKind.Cuts),
                expected.Cuts.Select(Cut).OrderBy(row => string.Join(',', row.Take(3)), StringComparer.Ordinal)
            );
        }
    }

    private static async Task<IReadOnlyDictionary<string, byte[]>> ExportsAsync(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        ImportReport report = await database.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(RealStatements.Package, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
        );
        Assert.True(report.Stored);
        var exports = new Dictionary<string, byte[]>();
        foreach (string period in Periods)
        {
            await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(Period.Parse(period)));
            foreach (ExportKind kind in Alone)
            {
                exports.Add($"{kind} {period}", await database.ExportAsync(kind, Period.Parse(period)));
            }
        }

        // A year, with the cells of the whole bank moving; and a quarter.
        foreach ((string from, string to) in Moves)
        {
            exports.Add(
                $"{ExportKind.Migration} {from} {to}",
                await database.ExportAsync(ExportKind.Migration, Period.Parse(to), from: Period.Parse(from))
            );
        }

        if (provider == DatabaseProvider.Sqlite)
        {
            await AssertLinesAsync(database);
        }

        return exports;
    }

    /// <summary>The line moved exactly those whose values under the lines of the earlier snapshot give no such movement, row by row.</summary>
    private static Task<int> AssertLinesAsync(TestDatabase database) =>
        database.UseAsync(async db =>
        {
            using var large = new LargeMoves();
            (Period from, Period to) = (Period.Parse(Moves[0].From), Period.Parse(Moves[0].To));
            Viewpoint then = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, from, null, default))!;
            Viewpoint now = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, to, null, default))!;
            foreach (Grid grid in Enum.GetValues<Grid>())
            {
                MovedCustomers byLine = (
                    await new MovesQuery(db, large).FindAsync(
                        DataScope.WholeBank,
                        now,
                        new(grid, from, MoveSet.Moved, By: MovedBy.Line),
                        Selection.Everything,
                        default
                    )
                )!;
                IReadOnlyList<NaiveMove> moves = await NaiveMoves.OfAsync(db, DataScope.WholeBank, then, now, grid, Selection.Everything);
                Assert.Equal(grid == Grid.Growth, byLine.Ids.Count == 0); // the lines of growth are fixed
                Assert.Equal(moves.Where(move => move.ByLine).Select(move => move.Id), byLine.Ids);
            }

            return 0;
        });

    /// <summary>The margins of the flows are the cell counts of both snapshots, and their revenue that of the customers placed.</summary>
    private static void AssertMargins(string migration, string then, string now)
    {
        Dictionary<string, string>[] flows = [.. PlainCsv.Rows(migration)];
        string[] keys = [.. flows.Select(flow => $"{flow["grid"]},{flow["from_cell"]},{flow["to_cell"]}")];
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Equal(["group", "growth", "value"], flows.Select(flow => flow["grid"]).Distinct());
        foreach (string grid in (string[])["group", "growth", "value"])
        {
            Dictionary<string, string>[] own = [.. flows.Where(flow => flow["grid"] == grid)];
            Assert.Equal(Cells(then, grid), Margin(own, "from_cell"));
            Assert.Equal(Cells(now, grid), Margin(own, "to_cell"));
            double revenue =
                PlainCsv.Rows(now).Where(row => CellOf(row, grid).Length > 0).Sum(row => Number(row["revenue"]))
                + (
                    from row in PlainCsv.Rows(then)
                    where CellOf(row, grid).Length > 0
                    join after in PlainCsv.Rows(now).Where(row => CellOf(row, grid).Length > 0)
                        on row["customer_no"] equals after["customer_no"]
                        into both
                    where !both.Any()
                    select Number(row["revenue"])
                ).Sum();
            Assert.Equal(revenue, own.Sum(flow => Number(flow["revenue"])), Math.Abs(revenue) * 1e-9);
        }

        static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
        // On the group grid only active members are counted.
        static string CellOf(Dictionary<string, string> row, string grid) =>
            grid == "group" && row["value_reason"] is "New" or "Lost" ? "" : row[$"{grid}_cell"];
        static SortedDictionary<string, int> Cells(string positions, string grid) =>
            new(
                PlainCsv
                    .Rows(positions)
                    .Select(row => CellOf(row, grid))
                    .Where(cell => cell.Length > 0)
                    .CountBy(cell => cell)
                    .ToDictionary(),
                StringComparer.Ordinal
            );
        static SortedDictionary<string, int> Margin(Dictionary<string, string>[] flows, string side) =>
            new(
                flows
                    .Where(flow => flow[side] != "-")
                    .GroupBy(flow => flow[side])
                    .ToDictionary(cell => cell.Key, cell => cell.Sum(flow => int.Parse(flow["customers"], CultureInfo.InvariantCulture))),
                StringComparer.Ordinal
            );
    }

    /// <summary>What fires in the last period, each rule since the first of the periods in a row in which it does.</summary>
    private static IEnumerable<object?[]> Alerts(SmallBank bank, Dictionary<Period, Results> snapshots)
    {
        Dictionary<(string, AlertRule), Period> since = [];
        IReadOnlyList<FiringResult> fired = [];
        foreach (Period period in snapshots.Keys.Order())
        {
            fired = NaiveAlerts.Of(bank, period, snapshots);
            since = fired.ToDictionary(one => (one.No, one.Rule), one => since.GetValueOrDefault((one.No, one.Rule), period));
        }

        return fired
            .OrderBy(one => one.No, StringComparer.Ordinal)
            .ThenBy(one => one.Rule.ToString(), StringComparer.Ordinal)
            .Select(one =>
                new object?[] { one.No, one.Rule.ToString(), one.Severity.ToString(), since[(one.No, one.Rule)].ToString(), "Open" }
            );
    }

    private static object?[] Position(CustomerResult c) =>
        [
            c.No,
            null,
            null,
            null,
            null,
            null,
            c.Months,
            c.Revenue,
            c.Cost,
            c.ExpectedLoss,
            c.EcCredit,
            c.EcOp,
            c.Return,
            c.Raroc,
            c.Eva,
            c.ValueCell ?? "",
            c.ValueReason == UnplacedReason.None ? "" : c.ValueReason.ToString(),
            c.GrowthBank,
            c.GrowthOwn,
            c.GrowthCell ?? "",
            c.GrowthReason == UnplacedReason.None ? "" : c.GrowthReason.ToString(),
            c.Consistency == Consistency.None ? "" : c.Consistency.ToString(),
            c.GroupCell ?? "",
            c.Strategy == Strategy.None ? "" : c.Strategy.ToString(),
        ];

    private static object?[] Indicators(CustomerResult c) =>
        [
            c.No,
            .. c.Indicators.Count == 0
                ? new object?[Indicator.Count].Select(_ => (object?)NotThere.Value)
                : c.Indicators.Select(value => (object?)value ?? NotThere.Value),
        ];

    private static object?[] Portrait(PortraitResult p) =>
        [p.Institution, NameOf(p.Grid), p.Part, Indicator.All[p.Indicator].Code, p.N, p.Pooled, p.P25, p.Median, p.P75];

    private static object?[] Cut(CutResult c) => [NameOf(c.Grid), c.Axis.ToString(), c.PeerGroup, c.N, c.Lo, c.Hi];

    private static string NameOf(Grid grid) => grid.ToString().ToLowerInvariant();

    /// <summary>Words must be equal, numbers equal to 1e-9 of their size or to the ten decimals that an export keeps; null compares nothing in master data columns.</summary>
    private static void Compare(Rows exported, IEnumerable<object?[]> expected)
    {
        object?[][] rows = [.. expected];
        Assert.Equal(rows.Length, exported.Lines.Count);
        for (int r = 0; r < rows.Length; r++)
        {
            string[] fields = exported.Lines[r].Split(',');
            Assert.Equal(rows[r].Length, fields.Length);
            for (int f = 0; f < fields.Length; f++)
            {
                Assert.True(
                    Same(rows[r][f], fields[f], exported.Columns[f]),
                    $"{exported.Columns[f]} of {exported.Lines[r]}: expected {rows[r][f] ?? "nothing"}"
                );
            }
        }
    }

    private static bool Same(object? expected, string field, string column) =>
        expected switch
        {
            null => MasterData.Contains(column) || field.Length == 0,
            NotThere => field.Length == 0,
            int count => field == count.ToString(CultureInfo.InvariantCulture),
            double number => field.Length > 0
                && Math.Abs(double.Parse(field, CultureInfo.InvariantCulture) - number) <= Math.Max(1e-10, 1e-9 * Math.Abs(number)),
            _ => field == (string)expected,
        };

    private static readonly string[] MasterData = ["institution", "manager", "size", "industry", "group"];

    private sealed class NotThere
    {
        public static readonly NotThere Value = new();
    }

    private sealed class Rows(string text)
    {
        public string[] Columns { get; } = text[..text.IndexOf('\n')].Split(',');

        public IReadOnlyList<string> Lines { get; } = text.TrimEnd('\n').Split('\n')[1..];
    }
}
