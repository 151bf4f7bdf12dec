using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Snapshots;
using NineGrid.Domain.Views;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>The sums of institutions against a naive adding up of the naive implementation's customers.</summary>
public sealed class InstitutionSumsTests
{
    [Fact]
    public void Each_institution_sums_its_customers_and_all_below_it_by_cell()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            SmallBank bank = RandomBank.Of(seed);
            Period period = RandomBank.PeriodOf(seed);
            Results expected = NaiveSnapshot.Compute(bank, period);
            Snapshot snapshot = Kernel.SnapshotOf(bank, period);
            var sums = InstitutionSums.Of(snapshot);
            Dictionary<string, Client> clients = bank.Clients.ToDictionary(client => client.No);
            for (int place = 0; place < snapshot.Input.Book.Institutions.Count; place++)
            {
                string code = snapshot.Input.Book.Institutions.Code(place);
                CustomerResult[] inside =
                [
                    .. expected.Customers.Where(one => bank.UpToTheRoot(clients[one.No].Institution).Any(above => above.Code == code)),
                ];
                for (int part = 0; part < InstitutionSums.Parts; part++)
                {
                    string? cell = part == InstitutionSums.NotPlaced ? null : Cell.FromIndex(part).ToString();
                    CustomerResult[] own = [.. inside.Where(one => one.ValueCell == cell)];
                    CustomerResult[] measured = [.. own.Where(one => one.EcCredit is not null)];
                    InstitutionSum sum = sums[place, part];
                    string where = $"seed {seed}, {code} {cell ?? "-"}";

                    Assert.True(own.Length == sum.Customers, where);
                    Near(own.Sum(one => one.Revenue ?? 0), sum.Revenue);
                    Near(own.Sum(one => one.Eva ?? 0), sum.Eva);
                    Near(measured.Sum(one => one.Return ?? 0), sum.Return);
                    Near(measured.Sum(one => one.EcCredit!.Value + one.EcOp!.Value), sum.EconomicCapital);

                    List<string[]> held =
                    [
                        .. own.Where(one => one.Span is not null).Select(one => Held(bank, one.No, period)).OfType<string[]>(),
                    ];
                    Assert.True(held.Count == sum.Reporting, where);
                    Assert.Equal(
                        sums.Products.Select(product => held.Count(list => list.Contains(product))),
                        sums.Holders(place, part).ToArray()
                    );
                }
            }
        }
    }

    [Fact]
    public void The_sums_are_the_same_to_the_bit_every_time()
    {
        SmallBank bank = RandomBank.Of(3);
        var one = InstitutionSums.Of(Kernel.SnapshotOf(bank, RandomBank.Middle));
        var other = InstitutionSums.Of(
            Kernel.SnapshotOf(bank with { Clients = [.. bank.Clients.Reverse()] }, RandomBank.Middle, threads: 2)
        );

        for (int part = 0; part < InstitutionSums.Parts; part++)
        {
            Assert.Equal(one[0, part], other[0, part]);
        }
    }

    private static void Near(double expected, double actual) => Assert.InRange(actual, expected - 1e-3, expected + 1e-3);

    /// <summary>The newest list of products in the twelve months up to a period; null when there is none.</summary>
    private static string[]? Held(SmallBank bank, string no, Period period) =>
        bank
            .Facts.Where(row => row.Client == no && row.Products is not null && row.Month <= period && row.Month > period.AddMonths(-12))
            .OrderByDescending(row => row.Month)
            .Select(row => row.Products!.Split('|'))
            .FirstOrDefault();
}
