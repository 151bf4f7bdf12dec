using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>Flows between two snapshots, counted by hand and in a second way.</summary>
public sealed class MigrationTests
{
    private const sbyte None = MigrationMatrix.NotPlaced;

    [Fact]
    public void Three_customers_make_the_flows_totals_and_rate_that_one_counts_by_hand()
    {
        // One rises from ML to MM because the line moved, one leaves from MM, one comes to HH; a fourth is placed in neither.
        MigrationMatrix matrix = MigrationMatrix.Of(
            [At("ML"), At("MM"), None, None],
            [At("MM"), None, At("HH"), None],
            [100, 40, 7, 1_000],
            [false, true, true, true]
        );

        Assert.Equal(new(1, 100, LineMoved: 1), matrix[Of("ML"), Of("MM")]);
        Assert.Equal(new(1, 40, 0), matrix[Of("MM"), null]);
        Assert.Equal(new(1, 7, 0), matrix[null, Of("HH")]);
        Assert.Equal(default, matrix[Of("HH"), Of("HH")]);
        Assert.Equal(new(1, 40, 0), matrix.From(Of("MM")));
        Assert.Equal(new(1, 100, 1), matrix.To(Of("MM")));
        Assert.Equal(new(1, 7, 0), matrix.From(null));
        Assert.Equal(new(1, 40, 0), matrix.To(null));
        Assert.Equal(new(1, 100, 1), matrix.Balance[Movement.Up]);
        Assert.Equal(new(1, 100, 1), matrix.Balance.Both);
        Assert.Equal(3, matrix.Balance.Customers);
        Assert.Equal(1.0, matrix.Balance.NetUpgradeRate); // (1 − 0) / 1
        Assert.Equal(["ML>MM", "MM>-", "->HH"], matrix.Flows.Select(one => $"{one.From?.ToString() ?? "-"}>{one.To?.ToString() ?? "-"}"));
    }

    [Fact]
    public void The_net_rate_weighs_upgrades_against_downgrades_of_those_placed_in_both()
    {
        // Three up, one down, one mixed, five that stay; who enters or leaves does not count.
        sbyte[] from = [At("LL"), At("LM"), At("MM"), At("HH"), At("HL"), .. Enumerable.Repeat(At("MM"), 5), None, At("LL")];
        sbyte[] to = [At("LM"), At("HM"), At("HH"), At("HM"), At("MM"), .. Enumerable.Repeat(At("MM"), 5), At("LL"), None];
        MovementBalance balance = Matrix(from, to).Balance;

        Assert.Equal(
            [3, 1, 1, 5, 1, 1],
            ((Movement[])[Movement.Up, Movement.Down, Movement.Mixed, Movement.Stay, Movement.Entered, Movement.Left]).Select(one =>
                balance[one].Customers
            )
        );
        Assert.Equal((3 - 1) / 10.0, balance.NetUpgradeRate);
        Assert.Equal(5, balance.Moved.Customers);
    }

    [Fact]
    public void Without_customers_placed_in_both_there_is_no_rate()
    {
        Assert.Null(Matrix([None, At("LL")], [At("LL"), None]).Balance.NetUpgradeRate);
        Assert.Null(Matrix([], []).Balance.NetUpgradeRate);
        Assert.Empty(Matrix([], []).Flows);
    }

    [Fact]
    public void Arrays_of_different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(() => MigrationMatrix.Of([None], [None, None], [0], [true]));

    [Fact]
    public void On_random_customers_the_margins_are_the_counts_of_both_snapshots_and_the_flows_their_groups()
    {
        var random = new Random(20);
        for (int bank = 0; bank < 50; bank++)
        {
            int n = random.Next(400);
            sbyte[] earlier = [.. Enumerable.Range(0, n).Select(_ => (sbyte)random.Next(-1, 9))];
            sbyte[] to = [.. earlier.Select(cell => random.Next(3) == 0 ? (sbyte)random.Next(-1, 9) : cell)];
            double[] revenue = [.. earlier.Select(_ => (double)random.Next(-500, 5_000))]; // whole yuan: sums are exact in any order
            bool[] remains = [.. earlier.Select(_ => random.Next(2) == 0)];
            MigrationMatrix matrix = MigrationMatrix.Of(earlier, to, revenue, remains);

            foreach (Cell cell in Cell.All)
            {
                Assert.Equal(earlier.Count(one => one == cell.Index), matrix.From(cell).Customers);
                Assert.Equal(to.Count(one => one == cell.Index), matrix.To(cell).Customers);
            }

            var expected =
                from i in Enumerable.Range(0, n)
                where earlier[i] >= 0 || to[i] >= 0
                group i by (earlier[i], to[i]) into flow
                select (flow.Key, new Flow(flow.Count(), flow.Sum(i => revenue[i]), flow.Count(i => !remains[i])));
            Assert.Equal(
                expected.OrderBy(one => one.Key),
                matrix
                    .Flows.Select(one => ((MigrationMatrix.IndexOf(one.From), MigrationMatrix.IndexOf(one.To)), one.Flow))
                    .OrderBy(one => one.Item1)
            );
            Assert.Equal(matrix.Flows.Sum(one => one.Flow.Customers), matrix.Balance.Customers);
            Assert.Equal(matrix.Flows.Sum(one => one.Flow.Revenue), Enum.GetValues<Movement>().Sum(one => matrix.Balance[one].Revenue));
        }
    }

    [Fact]
    public void An_outlook_moves_each_cell_by_its_shares_and_lets_as_many_enter_again()
    {
        // LL had 4: 2 stay, 1 rises to MM, 1 leaves. MM had 2: both stay. 3 enter LL. Today: LL 5, MM 3.
        Outlook outlook = Outlook.Of(
            Matrix(
                [At("LL"), At("LL"), At("LL"), At("LL"), At("MM"), At("MM"), None, None, None],
                [At("LL"), At("LL"), At("MM"), None, At("MM"), At("MM"), At("LL"), At("LL"), At("LL")]
            )
        );

        Assert.Equal(6, outlook.SampleSize);
        Assert.Equal((5, 3, 0), Told(outlook.After(0)));
        // LL 5·½ + 3, MM 3 + 5·¼, Left 5·¼.
        Assert.Equal((5.5, 4.25, 1.25), Told(outlook.After(1)));
        // LL 5.5·½ + 3, MM 4.25 + 5.5·¼, Left 1.25 + 5.5·¼: whoever has left stays away.
        Assert.Equal((5.75, 5.625, 2.625), Told(outlook.After(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => outlook.After(-1));

        static (double, double, double) Told(IReadOnlyList<double> cells)
        {
            Assert.Equal(10, cells.Count);
            Assert.Equal(cells.Sum(), cells[Of("LL").Index] + cells[Of("MM").Index] + cells[9]);
            return (cells[Of("LL").Index], cells[Of("MM").Index], cells[9]);
        }
    }

    [Fact]
    public void A_cell_that_held_nobody_keeps_whom_it_has_today()
    {
        // HH was empty; one customer entered it, and one enters again with every step.
        Outlook outlook = Outlook.Of(Matrix([None], [At("HH")]));

        Assert.Equal(0, outlook.SampleSize);
        Assert.Equal([1.0, 2, 3], ((int[])[0, 1, 2]).Select(steps => outlook.After(steps)[Of("HH").Index]));
    }

    [Fact]
    public void On_random_customers_an_outlook_is_the_power_of_one_matrix()
    {
        var random = new Random(21);
        for (int bank = 0; bank < 20; bank++)
        {
            sbyte[] from = [.. Enumerable.Range(0, 300).Select(_ => (sbyte)random.Next(-1, 9))];
            sbyte[] to = [.. from.Select(_ => (sbyte)random.Next(-1, 9))];
            Outlook outlook = Outlook.Of(Matrix(from, to));

            // States: nine cells, left, and one that feeds the entrants, all as one product.
            double[,] step = new double[11, 11];
            (step[9, 9], step[10, 10]) = (1, 1);
            for (int cell = 0; cell < 9; cell++)
            {
                int[] own = [.. Enumerable.Range(0, 300).Where(i => from[i] == cell)];
                foreach (int i in own)
                {
                    step[cell, to[i] < 0 ? 9 : to[i]] += 1.0 / own.Length;
                }

                step[cell, cell] += own.Length == 0 ? 1 : 0;
                step[10, cell] = Enumerable.Range(0, 300).Count(i => from[i] < 0 && to[i] == cell);
            }

            double[] state = [.. Enumerable.Range(0, 9).Select(cell => (double)to.Count(one => one == cell)), 0, 1];
            for (int steps = 0; steps < 5; steps++)
            {
                IReadOnlyList<double> cells = outlook.After(steps);
                for (int cell = 0; cell < 10; cell++)
                {
                    Assert.Equal(state[cell], cells[cell], 1e-9);
                }

                double[] before = state;
                state = [.. Enumerable.Range(0, 11).Select(next => Enumerable.Range(0, 11).Sum(own => before[own] * step[own, next]))];
            }
        }
    }

    [Fact]
    public void Between_the_snapshots_of_random_banks_every_customer_of_either_is_in_one_flow()
    {
        int enteredBook = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            SmallBank bank = RandomBank.Of(seed);
            Period later = RandomBank.PeriodOf(seed);
            Period earlier = later.AddMonths(-3);
            if (
                bank.Scheme.CalibrationFor(later) is not null
                || bank.Scheme.CalibrationFor(earlier) is not null
                || !bank.Facts.Any(row => row.Month <= earlier)
            )
            {
                continue;
            }

            IReadOnlyList<MigrationMatrix> grids = Kernel
                .SnapshotOf(bank, later)
                .MigrationFrom(Kernel.SnapshotOf(bank, earlier), threads: 1 + (seed % 3));

            Dictionary<string, CustomerResult> then = Kernel.Compute(bank, earlier).Customers.ToDictionary(one => one.No);
            Dictionary<string, CustomerResult> now = Kernel.Compute(bank, later).Customers.ToDictionary(one => one.No);
            enteredBook += now.Keys.Except(then.Keys).Count();
            foreach (Grid grid in Enum.GetValues<Grid>())
            {
                var expected =
                    from no in then.Keys.Union(now.Keys)
                    let before = CellOf(then.GetValueOrDefault(no), grid)
                    let after = CellOf(now.GetValueOrDefault(no), grid)
                    where before is not null || after is not null
                    let revenue = (after is null ? then[no] : now[no]).Revenue!.Value
                    group revenue by $"{before ?? "-"}>{after ?? "-"}" into flow
                    orderby flow.Key
                    select (flow.Key, flow.Count(), Math.Round(flow.Sum(), 2));
                Assert.Equal(
                    expected,
                    grids[(int)grid]
                        .Flows.Select(one =>
                            (
                                $"{one.From?.ToString() ?? "-"}>{one.To?.ToString() ?? "-"}",
                                one.Flow.Customers,
                                Math.Round(one.Flow.Revenue, 2)
                            )
                        )
                        .OrderBy(one => one.Item1)
                );
            }
        }

        Assert.True(enteredBook > 0);

        // On the group grid only active members count, those with a revenue (3.6).
        static string? CellOf(CustomerResult? customer, Grid grid) =>
            grid switch
            {
                Grid.Value => customer?.ValueCell,
                Grid.Growth => customer?.GrowthCell,
                _ => customer?.Revenue is null ? null : customer.GroupCell,
            };
    }

    private static MigrationMatrix Matrix(sbyte[] from, sbyte[] to) =>
        MigrationMatrix.Of(from, to, new double[from.Length], [.. from.Select(_ => true)]);

    private static Cell Of(string cell) =>
        Cell.TryParse(cell, out Cell read) ? read : throw new ArgumentException("not a cell", nameof(cell));

    private static sbyte At(string cell) => (sbyte)Of(cell).Index;
}
